import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ADA,
  RUTH,
  TOM,
  approved,
  chooses,
  counts,
  county,
  KEY,
  nextWeekTo,
  OFFICE,
  pageLink,
  ruth,
  sentAt,
  stops,
  undoes,
} from './minds-county.js';

describe('Another choice that is taken back when an edition has gone out', () => {
  beforeEach(approved);
  afterEach(() => county.stop());

  it('brings the copy late on the same day, once, and the next edition without it', async () => {
    await stops('Ada');
    expect(await sentAt('10:11')).toEqual([OFFICE, RUTH, TOM]);
    await undoes('Ada');
    expect(await sentAt('10:30')).toEqual([ADA]);
    expect(await counts()).toMatchObject({ sent: 4, pending: 0, skipped: 0 });
    expect(await nextWeekTo(ADA)).not.toContain('Holiday fund');
  });

  it('brings what was in it with the next one when that is later', async () => {
    await stops('Ada');
    await sentAt('10:11');
    county.moveTo('2026-11-19T10:11:00Z');
    await undoes('Ada');
    expect(await sentAt('2026-11-19T10:12:00Z')).toEqual([]);
    expect(await nextWeekTo(ADA)).toContain('Holiday fund');
  });

  it('does not bring a copy in the place of which a page was posted', async () => {
    await chooses('Ada', { way: 'paper' });
    await sentAt('10:11');
    await ruth.open(county.path('digest', KEY, 'posting'));
    await ruth.press('Mark all as printed');
    expect(ruth.words()).toContain('1 organisation counts as reached on paper.');
    await chooses('Ada', { way: 'email' });
    expect(await sentAt('10:30')).toEqual([]);
  });

  it('does not bring a copy that has been corrected since, as it was', async () => {
    await stops('Ada');
    await sentAt('10:11');
    await ruth.open(county.path('digest', KEY, 'correction'));
    await ruth.press('Keep the correction', { body: 'The law starts in March.' });
    await county.command('digest approve', '--edition', `correction-of-${KEY}`);
    await county.folkmoot.deliver();
    await undoes('Ada');
    expect(await sentAt('10:30')).toEqual([]);
  });

  it('never brings an edition that was stopped or cancelled, and the links in it still work', async () => {
    await stops('Ada');
    await ruth.open(county.path('digest', KEY));
    await ruth.press('Stop it');
    await undoes('Ada');
    expect(await sentAt('10:30')).toEqual([]);
    const stop = await stops('Tom');
    expect(stop.heading()).toBe('Stopped');
    await stop.press('Send it to me again');
    expect(stop.words()).toContain('You will be sent the weekly digest');
    await stop.follow('What I was sent');
    expect(stop.words()).toContain('Nothing has gone out yet that was for you.');
    expect(await sentAt('10:31')).toEqual([]);
    expect((await stop.open(await pageLink('Sunrise Under-Fives'))).status).toBe(404);
  });
});

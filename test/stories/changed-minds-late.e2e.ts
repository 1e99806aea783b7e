import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Deliveries } from '../../src/core/mail/index.js';
import {
  ADA,
  RUTH,
  TOM,
  approved,
  chooses,
  comesBack,
  counts,
  county,
  idOf,
  KEY,
  nextWeekTo,
  OFFICE,
  pageLink,
  ruth,
  sentAt,
  stops,
  undoes,
} from './minds-county.js';

async function worksAgain(given = 'Ada'): Promise<void> {
  await ruth.open(county.path('people', idOf(given), 'held-address'));
  await ruth.press('It works again');
}

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

  it('does not bring a copy where a page was posted because the address did not work', async () => {
    await comesBack('Ada', ADA);
    await sentAt('10:11');
    await ruth.open(county.path('digest', KEY, 'posting'));
    await ruth.press('Mark all as printed');
    await worksAgain();
    expect(await sentAt('10:30')).toEqual([]);
  });

  it('brings the copy where the page was not posted after all, whichever was said first', async () => {
    await chooses('Ada', { way: 'paper' });
    await comesBack('Tom', TOM);
    await sentAt('10:11');
    await ruth.open(county.path('digest', KEY, 'posting'));
    await ruth.press('Mark all as printed');
    await chooses('Ada', { way: 'email' });
    expect(await sentAt('10:20')).toEqual([]);
    await ruth.open(county.path('digest', KEY, 'posting'));
    await ruth.press('Take the last marking back');
    expect(await sentAt('10:30')).toEqual([ADA]);
    await worksAgain('Tom');
    expect(await sentAt('10:40')).toEqual([TOM]);
  });

  it('loses nobody who stopped and came back while it was paused for days', async () => {
    const [{ id }] = await county.rows<{ id: string }>(
      'update letter set begun_at = app_now() where list is not null returning id',
    );
    const { app } = county.folkmoot;
    await county.inside(() => app.get(Deliveries).pause(id, 'Somebody looks at it.'));
    county.moveTo('2026-11-20T09:00:00Z');
    await stops('Ada');
    await undoes('Ada');
    await county.inside(() => app.get(Deliveries).resume(id));
    expect(await sentAt('2026-11-20T09:05:00Z')).toEqual([ADA, OFFICE, RUTH, TOM]);
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

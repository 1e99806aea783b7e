import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandReplies } from '../../src/members/mail-in/index.js';
import {
  ADA,
  ALL,
  RUTH,
  TOM,
  approved,
  chooses,
  comesBack,
  counts,
  county,
  idOf,
  moves,
  nextWeekTo,
  OFFICE,
  ruth,
  sentAt,
  stops,
  undoes,
} from './minds-county.js';

describe('Another choice that is taken back before an edition goes out leaves everything as it was', () => {
  beforeEach(approved);
  afterEach(() => county.stop());

  it('when it was paper', async () => {
    await chooses('Ada', { way: 'paper' });
    expect(await counts()).toMatchObject({ pending: 3, skipped: 1 });
    await chooses('Ada', { way: 'lean' });
    expect(await counts()).toMatchObject({ pending: 4, skipped: 0 });
    expect(await sentAt('10:11')).toEqual(ALL);
    expect(await nextWeekTo(ADA)).not.toContain('Holiday fund');
  });

  it('when it was not at all, on the page or by one word in an e-mail', async () => {
    await chooses('Ada', { digest: 'none' });
    await chooses('Ada', { digest: 'monthly' });
    const take = (text: string) =>
      county.inside(() =>
        county.folkmoot.app
          .get(CommandReplies)
          .take({ personId: idOf('Tom'), subjectId: 'digest', text, mayAnswer: false } as never),
      );
    await take('STOP');
    await take('PRINT');
    expect(await counts()).toMatchObject({ pending: 3, skipped: 1 });
    await take('MORE');
    expect(await counts()).toMatchObject({ pending: 3, skipped: 1 });
    await chooses('Tom', { way: 'email' });
    expect(await sentAt('10:11')).toEqual(ALL);
  });

  it('when one of two readers of a mailbox stopped, or both did', async () => {
    await stops('Ann');
    await undoes('Ann');
    await stops('Ben');
    await stops('Ann');
    expect(await counts()).toMatchObject({ pending: 3, skipped: 1 });
    await undoes('Ben');
    const [copy] = await county.rows(
      `select d.state, d.person_id, array(select person_id from delivery_reader where delivery_id = d.id) as readers
       from delivery d where d.address = $1`,
      [OFFICE],
    );
    expect(copy).toEqual({ state: 'pending', person_id: idOf('Ben'), readers: [idOf('Ben')] });
    await undoes('Ann');
    expect(await sentAt('10:11')).toEqual(ALL);
    expect(await nextWeekTo(OFFICE)).not.toContain('Holiday fund');
  });

  it('when one of two readers comes back after their mailbox was sent the copy', async () => {
    await stops('Ann');
    expect(await sentAt('10:11')).toEqual(ALL);
    await undoes('Ann');
    expect(await sentAt('10:12')).toEqual([]);
    expect(await nextWeekTo(OFFICE)).not.toContain('Holiday fund');
  });

  it('when the address was on hold, or is another one now', async () => {
    await comesBack('Ada', ADA);
    await comesBack('Tom', TOM);
    await stops('Ann');
    expect(await sentAt('10:05')).toEqual([]);
    await ruth.open(county.path('people', idOf('Ada'), 'held-address'));
    await ruth.press('It works again');
    await moves('Tom', 'tom@elsewhere.example.org');
    await moves('Ann', 'ann@elsewhere.example.org');
    await undoes('Ann');
    expect(await sentAt('10:11')).toEqual([
      ADA,
      'ann@elsewhere.example.org',
      OFFICE,
      RUTH,
      'tom@elsewhere.example.org',
    ]);
  });

  it('for each list by itself', async () => {
    await ruth.open(county.path('digest/briefings/new'));
    await ruth.press('Keep the briefing', { subject: 'Urgent', body: 'Now.' });
    await ruth.follow('Approve it');
    await ruth.press('Approve and send', { when: 'soon' });
    for (const given of ['Ada', 'Tom']) await stops(given, 'urgent');
    await stops('Ada');
    await undoes('Ada', 'urgent');
    expect(await sentAt('10:11')).toEqual([ADA, OFFICE, OFFICE, RUTH, RUTH, TOM]);
  });

  it('however often the buttons are pressed, and at the same moment', async () => {
    const stop = await stops('Ada');
    await undoes('Ada');
    await stop.open(stop.last.path);
    await Promise.all([stops('Tom'), stops('Tom'), stops('Ann'), stops('Ben')]);
    await Promise.all([undoes('Tom'), undoes('Tom'), undoes('Ben'), undoes('Ann')]);
    await Promise.all([chooses('Ada', { way: 'paper' }), chooses('Ada', { way: 'paper' })]);
    await Promise.all([chooses('Ada', { way: 'email' }), chooses('Ada', { way: 'email' })]);
    const said = await county.rows('select status from consent where person_id = $1 order by at, id', [
      idOf('Tom'),
    ]);
    expect(said.slice(-3).map(({ status }) => status)).toEqual(['not_asked', 'opted_out', 'opted_in']);
    expect(await sentAt('10:11')).toEqual(ALL);
    await undoes('Tom');
    expect(await sentAt('10:12')).toEqual([]);
  });
});

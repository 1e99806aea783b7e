import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MailPersonalData } from '../../src/core/mail/mail.personal-data.js';
import {
  ADA,
  OFFICE,
  RUTH,
  TOM,
  approved,
  chooses,
  counts,
  county,
  idOf,
  moves,
  sentAt,
  stopLink,
  stops,
  undoes,
} from './minds-county.js';

describe('Whoever shares a mailbox for a while', () => {
  beforeEach(approved);
  afterEach(() => county.stop());

  it('may go into it and out again', async () => {
    await moves('Ada', OFFICE);
    await moves('Ada', 'ada@elsewhere.example.org');
    expect(await sentAt('10:11')).toEqual(['ada@elsewhere.example.org', OFFICE, RUTH, TOM]);
  });

  it('does not keep the one whose it was from stopping', async () => {
    await moves('Ada', TOM);
    expect((await stops('Tom')).last.status).toBe(200);
    const said = await county.rows('select status from consent where person_id = $1 order by at, id', [
      idOf('Tom'),
    ]);
    expect(said.at(-1)).toEqual({ status: 'opted_out' });
    expect(await sentAt('10:11')).toEqual([OFFICE, RUTH, TOM]);
  });

  it('does not keep them from paper either', async () => {
    await moves('Ada', TOM);
    expect((await chooses('Tom', { way: 'paper' })).words()).toContain('on paper');
    await stops('Ada');
    expect(await sentAt('10:11')).toEqual([OFFICE, RUTH]);
  });

  it('is stopped, too, by the button of the mail programme', async () => {
    await moves('Ada', TOM);
    const answer = await fetch(county.folkmoot.base + stopLink('Tom'), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(answer.status).toBe(200);
    expect(await sentAt('10:11')).toEqual([OFFICE, RUTH]);
  });

  it('may stop, and come back after the other has stopped', async () => {
    await moves('Ada', TOM);
    await stops('Ada');
    await stops('Tom');
    expect(await counts()).toMatchObject({ pending: 2, skipped: 1 });
    await undoes('Ada');
    expect(await sentAt('10:11')).toEqual([OFFICE, RUTH, TOM]);
  });

  it('leaves nothing of themselves in the ledger when they are erased', async () => {
    await moves('Ada', TOM);
    await county.inside(() => county.folkmoot.app.get(MailPersonalData).erase(idOf('Ada')));
    const kept = await county.rows('select d::text as row from delivery d where d::text ~* $1', [
      `${ADA}|Ada|${idOf('Ada')}`,
    ]);
    expect(kept).toEqual([]);
    expect(await sentAt('10:11')).toEqual([OFFICE, RUTH, TOM]);
  });
});

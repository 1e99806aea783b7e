import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { County, SUNRISE, WEEK, YOUTH, type Member } from '../stories/digest-county.js';
import { HOSTILE_NAMES } from '../support/hostile-words.js';
import { Outside } from '../support/mail-in.js';
import { decodedWords, readMessage, valueOf } from '../support/mail-message.js';
import type { Caught } from '../support/sink.js';
import { lintAll, MAIL_DOMAIN, OUT_THERE } from './post-office.js';

const LONG_DISTRICT = 'Ardal Cyngor Sir Ddinbych a Chonwy a’r Cyffiniau Gogleddol 🏞';
const RTL_DISTRICT = 'منطقة الوادي الكبير والقرى المجاورة لها في الشمال الشرقي';

describe('Every kind of letter as the product really writes it, in a network with hostile names', () => {
  let county: County;
  let outside: Outside;
  let api: Awaited<ReturnType<County['api']>>;
  const mailed = new Map<string, Caught[]>();
  const refused: string[] = [];
  const note = (error: Error) => refused.push(error.message);

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH], { env: { ...OUT_THERE, FOLKMOOT_MAIL_IN_PORT: '0' } });
    outside = await Outside.open(county.folkmoot);
    await county.articles(WEEK);
    for (const row of hostileRows()) await county.articles(`${WEEK.split('\n')[0]}\n${row}`).catch(note);
    for (const [at, name] of HOSTILE_NAMES.slice(0, 60).entries())
      await county.takeIn([memberCalled(name, at)]).catch(note);
    await rename(county);
    await county.rows(
      `insert into reading_choice (person_id, lean) select id, true from person where family = 'Reed' on conflict do nothing`,
    );
    api = await county.api('ruth@grid.example.org');
  }, 120_000);
  afterAll(() => county.stop());

  /** Approves and sends an edition, and keeps what was mailed under its kind. */
  async function send(kind: string, key: string): Promise<Caught[]> {
    const before = county.folkmoot.sink.taken.length;
    await county.command('digest approve', '--edition', key, '--excuse');
    await county.command('digest send', '--edition', key);
    const caught = county.folkmoot.sink.taken.slice(before);
    mailed.set(kind, caught);
    return caught;
  }

  async function expectSound(caught: Caught[]): Promise<void> {
    expect(caught.length).toBeGreaterThan(0);
    expect((await lintAll(county, caught)).slice(0, 10)).toEqual([]);
  }

  it('E9 to E43: the weekly digest, in both forms and as text alone', async () => {
    await county.command('digest compose');
    const caught = await send('digest', '2026-W47');
    await expectSound(caught);
    // Most of the hostile names were taken: the letters really carry them.
    expect(caught.length).toBeGreaterThan(30);
    const forms = new Set(caught.map(({ bytes }) => readMessage(bytes).parts.length));
    expect([...forms].sort()).toEqual([1, 2]);
    keepForLooking(caught);
  }, 60_000);

  it('E9 to E43: a newsletter with a hostile subject', async () => {
    const { body } = await api('POST', '/editions/newsletters', {
      subject: 'שבוע 🎉 "טוב" =?UTF-8?Q?x?= <b>',
      parts: [
        {
          heading: RTL_DISTRICT,
          body: `Some words, ${'x'.repeat(400)} and [a paper](https://example.org/a?b=1&c=2).`,
        },
      ],
    });
    await expectSound(await send('newsletter', String(body.edition)));
  });

  it('E9 to E43: an urgent briefing, and its correction', async () => {
    const { body } = await api('POST', '/editions/briefings', {
      subject: 'é'.repeat(140),
      body: 'A **new** law. '.repeat(200),
    });
    await expectSound(await send('urgent', String(body.edition)));
    const { body: correction } = await api('POST', `/editions/${String(body.edition)}/correction`, {
      subject: 'Correction: \u202eevil',
      body: 'It is next week.',
    });
    await expectSound(await send('correction', String(correction.edition)));
  });

  it('E4, E18, E19: a sign-in link', async () => {
    const visitor = county.folkmoot.visitor();
    await visitor.open('/sign-in');
    await visitor.press('Send me a link', { email: 'ruth@grid.example.org' });
    const account = await county.folkmoot.deliver();
    await expectSound(account);
    expect(valueOf(readMessage(account[0].bytes).fields, 'From')).toContain(`sign-in@${MAIL_DOMAIN}`);
    mailed.set('account', account);
  });

  it('E19, E21, E22: an automatic answer says that it is one and comes from nobody', async () => {
    const [digest] = mailed.get('digest')!.filter(({ to }) => to === 'ada@sunrise.example.org');
    await outside.answer(digest, 'HELP', { to: `digest@${MAIL_DOMAIN}` });
    await outside.sort();
    const answers = await county.folkmoot.deliver();
    await expectSound(answers);
    expect(answers.map(({ from, to }) => [from, to])).toEqual([['', 'ada@sunrise.example.org']]);
  });

  it('E3: each publication has one name and one address, and no two share an address with account mail', () => {
    const senders = (kind: string) =>
      new Set(
        mailed.get(kind)!.map(({ bytes }) => decodedWords(valueOf(readMessage(bytes).fields, 'From')!)),
      );
    for (const kind of ['digest', 'newsletter', 'urgent'])
      expect([kind, senders(kind).size]).toEqual([kind, 1]);
    expect(senders('correction')).toEqual(senders('urgent'));
    const locals = ['digest', 'newsletter', 'urgent', 'account'].map(
      (kind) => /([\w-]+)@/.exec([...senders(kind)][0])![1],
    );
    expect(new Set(locals).size).toBe(locals.length);
  });

  it('E15: each list has an id of its own, the same for everybody', () => {
    const idsOf = (kind: string) =>
      new Set(
        mailed
          .get(kind)!
          .map(({ bytes }) => /<[^<>]*>$/.exec(valueOf(readMessage(bytes).fields, 'List-Id')!)![0]),
      );
    const ids = ['digest', 'newsletter', 'urgent'].map((kind) => [...idsOf(kind)]);
    expect(ids.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set(ids.flat()).size).toBe(3);
  });

  it('E17: the permanent address is of this very edition', () => {
    const at = (kind: string) =>
      new Set(mailed.get(kind)!.map(({ bytes }) => valueOf(readMessage(bytes).fields, 'Archived-At')));
    expect([...at('digest')]).toEqual([expect.stringContaining('2026-W47')]);
    expect([...at('urgent')]).not.toEqual([...at('correction')]);
  });
});

async function rename(county: County): Promise<void> {
  await county.rows('update network set name = $1', ['مجلس أطفال 👩‍👩‍👧 "East" <x> =?']);
  const [one, two] = await county.rows<{ id: string }>('select id from district order by position limit 2');
  await county.rows('update district set name = $2 where id = $1', [one.id, LONG_DISTRICT]);
  await county.rows('update district set name = $2 where id = $1', [two.id, RTL_DISTRICT]);
}

/** Articles whose titles are hostile, a row each, as the importer may refuse some. */
function hostileRows(): string[] {
  const cell = (text: string) => `"${text.replaceAll('"', '""').replace(/[\0\r\n]+/g, ' ')}"`;
  return HOSTILE_NAMES.slice(0, 15).map((name) =>
    [name.slice(0, 120), name.slice(0, 100), 'See https://example.org/paper.', '', '', '', '', 'news', '']
      .map(cell)
      .join(','),
  );
}

function memberCalled(name: string, at: number): Member {
  const clean = name.replaceAll('\0', '');
  return {
    ...{ organisation: `${clean.slice(0, 90)} ${at}`, districts: 'Amber Valley' },
    ...{ name: clean.slice(0, 90), email: `p${at}@hostile.example.org` },
  };
}

/** FOLKMOOT_TEST_LOOK names a folder for the HTML of a digest, to be looked at by a person. */
function keepForLooking(caught: Caught[]): void {
  const folder = process.env.FOLKMOOT_TEST_LOOK;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const { to, bytes } of caught.slice(0, 6)) {
    const html = readMessage(bytes).parts[1]?.text;
    if (html) writeFileSync(`${folder}/${to}.html`, html);
  }
}

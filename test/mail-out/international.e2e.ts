import { domainToASCII } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mailable } from '../../src/core/mail/index.js';
import { County, SUNRISE, WEEK } from '../stories/digest-county.js';
import { startSink, type Sink } from '../support/smtp-sink.js';

const BOOKS = {
  organisation: 'Bücher e. V.',
  districts: 'Amber Valley',
  name: 'Jürgen Groß',
  email: 'info@bücher.example',
};
const ORG = { ...BOOKS, organisation: 'Örg e. V.', name: 'Örg Vogel', email: 'Örg@BÜCHER.example' };
const [TO_BOOKS, TO_ORG] = ['info@xn--bcher-kva.example', 'örg@xn--bcher-kva.example'];

/** The sink shows domains in their own letters, so the A-label is read from the bytes. */
const onWire = (to: string): string => to.replace(/[^@]+$/, (domain) => domainToASCII(domain));

/** Asks for a sign-in link and returns what the page says. */
async function askForLink(county: County, email: string): Promise<string> {
  const visitor = county.folkmoot.visitor();
  await visitor.open('/sign-in');
  await visitor.press('Send me a link', { email });
  return visitor.words();
}

describe('E41, E42: an address in letters of its own, where the relay takes them', () => {
  let county: County;

  beforeAll(async () => {
    county = await County.found([
      SUNRISE,
      BOOKS,
      { ...BOOKS, organisation: 'Second', email: 'INFO@xn--bcher-kva.EXAMPLE' },
      ORG,
    ]);
  });
  afterAll(() => county.stop());

  it('is one person however its domain is typed, and is shown in its own letters', async () => {
    const people = await county.rows<{ id: string; value_key: string }>(
      `select distinct p.id, c.value_key from person p join contact_point c on c.person_id = p.id where p.family = 'Groß'`,
    );
    expect(people.map(({ value_key }) => value_key)).toEqual([TO_BOOKS]);
    const ruth = await county.ruth();
    await ruth.open(county.path('people', people[0].id));
    expect(ruth.words()).toContain('info@bücher.example');
  });

  it('signs in by either spelling, and the letter goes to the A-label', async () => {
    for (const typed of ['info@bücher.example', 'Info@XN--BCHER-KVA.example']) {
      await askForLink(county, typed);
      const [letter] = await county.folkmoot.deliver();
      expect(letter.bytes.toString('latin1')).toMatch(/^To: (?:.* <)?info@xn--bcher-kva\.example>?\r$/m);
      expect(onWire(letter.to)).toBe(TO_BOOKS);
    }
  });

  it('is mailed with its name as it is, both in the envelope and in the header', async () => {
    await askForLink(county, 'ÖRG@bücher.example');
    const [letter] = await county.folkmoot.deliver();
    expect(onWire(letter.to)).toBe(TO_ORG);
    expect(letter.bytes.toString('utf8')).toMatch(/^To: (?:.* <)?örg@xn--bcher-kva\.example>?\r$/m);
    expect(await county.folkmoot.app.get(Mailable).takesUtf8()).toBe(true);
  });

  it('gets its digest', async () => {
    await county.articles(WEEK);
    for (const act of ['compose', 'approve', 'send']) await county.command(`digest ${act}`);
    const digests = county.folkmoot.sink.taken.filter(({ mail }) =>
      mail.headers.some(({ key, value }) => key === 'list-id' && value.includes('digest.')),
    );
    expect(digests.map(({ to }) => onWire(to)).sort()).toEqual(
      ['ada@sunrise.example.org', TO_BOOKS, 'ruth@grid.example.org', TO_ORG].sort(),
    );
  });
});

describe('E41: a mailbox name beyond a to z, where the relay does not take it', () => {
  let sink: Sink;
  let county: County;

  beforeAll(async () => {
    sink = await startSink({ options: { hideSMTPUTF8: true, hideSTARTTLS: true, authOptional: true } });
    county = await County.found([SUNRISE], { env: { SMTP_URL: sink.url } });
  });
  afterAll(async () => {
    await county.stop();
    await sink.close();
  });

  const fates = () =>
    county.rows<{ address: string; state: string; reason: string | null }>(
      `select d.address, d.state, d.reason from delivery d join letter l on l.id = d.letter_id where l.kind = 'digest' order by 1`,
    );

  it('is held with the reason: neither refused, nor tried again, nor counted as come back', async () => {
    // Nobody has spoken to the relay yet as far as the pages know.
    await county.folkmoot.db.query('delete from relay_offer');
    await county.takeIn([ORG]);
    await county.articles(WEEK);
    for (const act of ['compose', 'approve', 'send']) await county.command(`digest ${act}`);
    expect(await fates()).toEqual([
      { address: 'ada@sunrise.example.org', state: 'sent', reason: null },
      { address: 'ruth@grid.example.org', state: 'sent', reason: null },
      { address: TO_ORG, state: 'held', reason: expect.stringContaining('cannot be mailed here') },
    ]);
    expect(await county.rows('select 1 from bounce')).toEqual([]);
    expect(await county.rows('select 1 from contact_point where held_since is not null')).toEqual([]);
    expect(sink.taken.some(({ to }) => /[^\x00-\x7f]/.test(to))).toBe(false);
  });

  it('is refused from then on where it is typed, with the way out', async () => {
    await county.folkmoot.app.get(Mailable).note(false);
    expect(await askForLink(county, 'örg@bücher.example')).toContain('It cannot be mailed here');
    const report = JSON.stringify(
      await county
        .takeIn([{ ...ORG, organisation: 'Third', name: 'Ünal Demir', email: 'ünal@example.org' }])
        .catch((error: Error) => error.message),
    );
    expect(await county.rows(`select 1 from contact_point where value = 'ünal@example.org'`)).toEqual([]);
    expect(report ?? '').not.toContain('stack');
  });
});

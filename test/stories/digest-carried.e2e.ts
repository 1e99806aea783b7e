import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileWith } from '../support/files.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const PEOPLE = [
  { ...SUNRISE, organisation: 'TAC Friends', name: 'Tess Friend', email: 'tess@tac.example.org' },
  {
    ...YOUTH,
    organisation: 'Peak Play',
    name: 'Pat Play',
    email: 'pat@play.example.org',
    districts: 'High Peak',
  },
  { organisation: 'Paper Group', districts: 'Bolsover', name: 'Post Only' },
];
const TERMS = 'short,long\nQPZX,Queries and Plans Exchange\n';
const ARTICLES = `${WEEK}\nThe QPZX meets,It is open to everybody.,,,,,,event,`;

describe('A network that is carried into an empty copy', () => {
  let county: County;
  let copy: County;
  /** What the commands of the import left to be sent. */
  let sentByImport: unknown[];

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH, ...PEOPLE]);
    await county.command('glossary import', fileWith(TERMS));
    await county.articles(ARTICLES);
    const [members, terms] = [fileWith('', 'members.csv'), fileWith('', 'terms.csv')];
    await county.command('members export', '--out', members);
    await county.command('glossary export', terms);

    copy = await county.beside('copy', [SUNRISE]);
    county.folkmoot.sink.taken.length = 0;
    await copy.command('members import', members);
    await copy.command('glossary import', terms);
    await copy.articles(ARTICLES);
    sentByImport = await county.folkmoot.deliver();
    expect(readFileSync(members, 'utf8')).toContain('Peak Play');
  });
  afterAll(() => county.stop());

  /** Whom a week's mails went to and what they said, but for addresses and the name of the network. */
  async function weekOf({ slug }: County, one: County) {
    await one.command('digest compose');
    await one.command('digest approve');
    const letters = await county.folkmoot.deliver();
    return letters
      .map(({ to, mail }) => ({
        to: to.replace(`@${slug}.`, '@net.'),
        subject: mail.subject,
        text: mail.text!.replaceAll(slug.toUpperCase(), 'NET').replace(/https?:\/\/\S+/g, 'LINK'),
      }))
      .sort((a, b) => a.to.localeCompare(b.to));
  }

  it('sends nothing by being filled', () => {
    expect(sentByImport).toEqual([]);
  });

  it('composes the same digests for the same week, word for word', async () => {
    const first = await weekOf(county, county);
    const second = await weekOf(copy, copy);
    expect(first.map(({ to }) => to)).toEqual([
      'ada@sunrise.example.org',
      'pat@play.example.org',
      'ruth@net.example.org',
      'tess@tac.example.org',
      'tom@youth.example.org',
    ]);
    expect(first[0].text).toContain('QPZX (Queries and Plans Exchange)');
    expect(second).toEqual(first);
  });

  it('accounts for the same people by name', async () => {
    const names = (one: County) =>
      one.command<{ counts: object; names: Record<string, { name: string }[]> }>('digest status', '--names');
    const [there, here] = [await names(county), await names(copy)];
    expect(here.counts).toEqual(there.counts);
    const sorted = (list: { name: string }[]) => list.map(({ name }) => name).sort();
    for (const fate of Object.keys(there.names))
      expect(sorted(here.names[fate])).toEqual(sorted(there.names[fate]));
  });
});

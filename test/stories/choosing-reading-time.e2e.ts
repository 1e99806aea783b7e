import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PACE, wordsIn, wordsInHtml } from '../../src/digest/choosing/reading-time.rules.js';
import { partsOf, reads, sixtyItems } from './choosing-county.js';
import { County, SUNRISE, YOUTH } from './digest-county.js';

const OFFICE = 'office@sunrise.example.org';
const PEOPLE = [
  SUNRISE,
  YOUTH,
  { ...SUNRISE, organisation: 'Short Group', name: 'Sam Short', email: 'sam@short.example.org' },
  { ...SUNRISE, organisation: 'Long Group', name: 'Lea Long', email: 'lea@long.example.org' },
  { ...SUNRISE, organisation: 'Lean Group', name: 'Len Lean', email: 'len@lean.example.org' },
  { ...SUNRISE, organisation: 'Shared Group', name: 'Pat Pair', email: OFFICE },
  { ...SUNRISE, organisation: 'Shared Group', name: 'Kim Pair', email: OFFICE },
];

describe('A week of sixty items and the time that people have', () => {
  let county: County;
  const mailTo = (address: string) => county.folkmoot.sink.to(address)[0];
  const textOf = (address: string) => partsOf(mailTo(address).mail.text!);

  beforeAll(async () => {
    county = await County.found(PEOPLE);
    await reads(county, 'Sam', { minutes: 2 });
    await reads(county, 'Lea', { minutes: 10 });
    await reads(county, 'Tom', { minutes: null });
    await reads(county, 'Len', { lean: true });
    await reads(county, 'Pat', { minutes: 2 });
    await reads(county, 'Kim', { minutes: 10 });
    await county.articles(sixtyItems());
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
  });
  afterAll(() => county.stop());

  for (const [address, minutes] of [
    ['ada@sunrise.example.org', 5],
    ['sam@short.example.org', 2],
    ['lea@long.example.org', 10],
  ] as const) {
    it(`keeps to ${minutes} minutes in both forms, and is as full as it can be`, () => {
      const { full } = textOf(address);
      const html = mailTo(address).mail.html!;
      const inHtml = html.slice(html.indexOf('<h2'), html.search(/<h2[^>]*>Also this week/));
      expect(wordsIn(full)).toBeLessThanOrEqual(minutes * PACE);
      expect(wordsInHtml(inHtml)).toBeLessThanOrEqual(minutes * PACE);
      expect(wordsIn(full)).toBeGreaterThan(minutes * PACE - 150);
    });
  }

  it('has what everybody must know, and lists by title whatever did not fit', () => {
    const { full, brief } = textOf('sam@short.example.org');
    expect(full).toMatch(/^What you need to know\n=+\n\nItem 2 of many/);
    expect(mailTo('sam@short.example.org').mail.text).toContain(`Also this week (${brief.length})`);
    const titles = [...full.matchAll(/^Item \d+ of many$/gm)].map(([title]) => title);
    // Twenty items are for Bolsover, and Sam is in Amber Valley.
    expect([...titles, ...brief]).toHaveLength(40);
    expect(new Set([...titles, ...brief]).size).toBe(40);
  });

  it('says in one line what an item is, why it is there and where it stands', () => {
    const line = mailTo('sam@short.example.org').mail.text!.match(/^- Item 59 of many\. .*$/m)![0];
    expect(line).toMatch(
      /^- Item 59 of many\. News\. District: Amber Valley\. http:\S+\/grid\/articles\/[\w-]+$/,
    );
  });

  it('leaves nothing in one line for somebody who wants everything', () => {
    expect(textOf('tom@youth.example.org').brief).toEqual([]);
  });

  it('takes the longer time of two who read one mailbox', () => {
    const { full } = textOf(OFFICE);
    expect(wordsIn(full)).toBeGreaterThan(5 * PACE);
    expect(wordsIn(full)).toBeLessThanOrEqual(10 * PACE);
  });

  it('is text only and under 20 kB for somebody who wants it lean, with the same words', () => {
    const { bytes, mail } = mailTo('len@lean.example.org');
    expect(mail.html).toBeUndefined();
    expect(bytes.length).toBeLessThan(20_000);
    expect(partsOf(mail.text!)).toEqual(textOf('ada@sunrise.example.org'));
  });

  it('says the same headings and links in both forms', () => {
    const { text = '', html = '' } = mailTo('ada@sunrise.example.org').mail;
    const headings = [...text.matchAll(/^(.+)\n[=-]{3,}$/gm)].map(([, words]) => words);
    const shown = [...html.matchAll(/<h[23][^>]*>([^<]*)<\/h[23]>/g)].map(([, words]) => words);
    expect(headings).toEqual(shown);
    const links = (part: string) => new Set(part.match(/https?:\/\/[^\s"<]+/g));
    expect(links(text)).toEqual(links(html));
  });

  it('shows a co-ordinator how long a copy takes, and what one person does not get in full', async () => {
    const ruth = await county.ruth();
    await ruth.open(county.path('digest/2026-W47/left-out?q=short'));
    await ruth.follow('Sam Short');
    expect(ruth.words()).toContain('Up to 2 minutes of it stand in full.');
    expect(ruth.words()).toMatch(/In one line, as their time for reading is full \(\d+\)/);
    expect(ruth.words()).toContain('It stands in one line: 2 minutes of reading are full.');
    expect(ruth.words()).toContain('For other districts (20)');
    expect(ruth.words()).toContain('For another district: Bolsover.');
  });
});

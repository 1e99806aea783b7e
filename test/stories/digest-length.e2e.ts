import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { County, SUNRISE } from './digest-county.js';

const PARAGRAPH = 'A sentence that says something of use to a small organisation & its trustees. ';

describe('A week with far too much in it', () => {
  let county: County;
  let html: string;
  let text: string;

  beforeAll(async () => {
    county = await County.found([SUNRISE]);
    const rows = Array.from({ length: 200 }, (_, at) =>
      [`Item ${at} of many`, PARAGRAPH.repeat(5).trim(), `"${PARAGRAPH.repeat(14).trim()}"`].join(','),
    );
    rows.push(`A long read,In short.,"${PARAGRAPH.repeat(100).trim()}",,,,yes`);
    const full = rows.map((row, at) => (at === 200 ? row : `${row},,,,`));
    await county.articles(['title,summary,body,districts,themes,closes_on,must_know', ...full].join('\n'));
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    const { mail } = county.folkmoot.sink.to('ada@sunrise.example.org')[0];
    [html, text] = [mail.html!, mail.text!];
  });
  afterAll(() => county.stop());

  it('makes a mail that no programme cuts off', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).toMatch(/<\/html>\s*$/);
  });

  it('has the first items in full and the others in brief, with the reason of each', () => {
    const titles = text.match(/^Item \d+ of many$/gm)!;
    expect(titles.length).toBeGreaterThan(80);
    expect(text.match(/Why you get this:/g)!.length).toBe(titles.length + 1);
    expect(text).toContain(PARAGRAPH.trim());
    const brief = text.slice(text.indexOf(titles.at(-1)!));
    expect(brief).toMatch(/Read all of it: http\S+\/grid\/articles\/[\w-]+/);
    expect(brief).not.toContain('A sentence that says');
  });

  it('gives a long text only in short, and says where all of it is', () => {
    const long = text.slice(text.indexOf('A long read'), text.indexOf('Item 0'));
    expect(long).toContain('In short.');
    expect(long).toContain('Read all of it: ');
    expect(long.length).toBeLessThan(600);
  });

  it('says in the preview what had no room', async () => {
    const ruth = await county.ruth();
    await ruth.open(county.path('digest/2026-W47/preview?q=ada'));
    await ruth.follow('Ada Barley');
    expect(ruth.words()).toContain('There was no room for it.');
    expect(ruth.words()).toContain('(in brief)');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { partsOf, reads } from './choosing-county.js';
import { County, SUNRISE } from './digest-county.js';

const PARAGRAPH = 'A sentence that says something of use to a small organisation & its trustees. ';

describe('A week with far too much in it, for somebody who wants all of it', () => {
  let county: County;
  let html: string;
  let text: string;

  beforeAll(async () => {
    county = await County.found([SUNRISE]);
    await reads(county, 'Ada', { minutes: null });
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

  it('has the first items in full and the others in one line, with the reason of each', () => {
    const { full, brief } = partsOf(text);
    const titles = full.match(/^Item \d+ of many$/gm)!;
    expect(titles.length).toBeGreaterThan(5);
    expect(brief.length).toBeGreaterThan(80);
    expect(full.match(/Why you get this:/g)!.length).toBe(titles.length + 1);
    expect(full).toContain(PARAGRAPH.trim());
    const line = text.match(/^- Item \d+ of many\..*$/m)![0];
    expect(line).toMatch(/ News\. For the whole county\. http\S+\/grid\/articles\/[\w-]+$/);
  });

  it('gives a long text only in short, and says where all of it is', () => {
    const long = text.slice(text.indexOf('A long read'), text.indexOf('Item 0'));
    expect(long).toContain('In short.');
    expect(long).toContain('Read all of it: ');
    expect(long.length).toBeLessThan(600);
  });

  it('says what had no room', async () => {
    const ruth = await county.ruth();
    await ruth.open(county.path('digest/2026-W47/preview?q=ada'));
    await ruth.follow('Ada Barley');
    expect(ruth.words()).toContain('(in brief)');
    await ruth.follow('What they do not get');
    expect(ruth.words()).toMatch(/No room \(\d+\)/);
    expect(ruth.words()).toContain('It stands in one line: in full the mail would be too large.');
  });
});

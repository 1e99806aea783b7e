import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { County, SUNRISE, YOUTH } from './digest-county.js';

const LONG = 'Qualified Playworker Record';

describe('A short form of the glossary in the digest', () => {
  let county: County;
  const textTo = (address: string) => county.folkmoot.sink.to(address)[0].mail.text!;

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH]);
    const directory = mkdtempSync(join(tmpdir(), 'folkmoot-story-'));
    writeFileSync(join(directory, 'terms.csv'), `short,long\nQPR,${LONG}`);
    await county.command('glossary import', join(directory, 'terms.csv'));
    rmSync(directory, { recursive: true });
    await county.articles(
      [
        'title,summary,body,districts,must_know',
        'The QPR opens,Ask about your QPRs.,"The **QPR** and [the QPR](https://example.org/QPR).",,yes',
        'Amber forum,About the QPR.,,Amber Valley,',
        'Bolsover forum,About the QPR.,,Bolsover,',
      ].join('\n'),
    );
    await county.command('digest compose');
    await county.command('digest approve');
  });
  afterAll(() => county.stop());

  it('is said in full where it first stands in each copy, and nowhere else', async () => {
    await county.folkmoot.deliver();
    for (const [address, forum] of [
      ['ada@sunrise.example.org', 'Amber forum'],
      ['tom@youth.example.org', 'Bolsover forum'],
    ]) {
      const text = textTo(address);
      expect(text).toContain(`The QPR (${LONG}) opens\n`);
      expect(text.split(LONG)).toHaveLength(2);
      expect(text).toContain('Ask about your QPRs.');
      expect(text).toMatch(new RegExp(`${forum}\\n-+\\n[^]*About the QPR\\.`));
      expect(text).toContain('the QPR (https://example.org/QPR)');
    }
  });

  it('is the same in the other form, marked up as an abbreviation', () => {
    const { html = '' } = county.folkmoot.sink.to('ada@sunrise.example.org')[0].mail;
    expect(html).toContain(`The <abbr title="${LONG}">QPR</abbr> (${LONG}) opens`);
    expect(html.match(/<abbr/g)).toHaveLength(1);
    expect(html).not.toMatch(/term\d/);
  });

  it('stays as it was frozen when the glossary changes, in what was sent and where it is shown', async () => {
    await county.rows(`update term set long = 'Something else' where short = 'QPR' returning 1`);
    const ruth = await county.ruth();
    await ruth.open(county.path('digest/2026-W47/preview?q=ada'));
    await ruth.follow('Ada Barley');
    expect(ruth.last.page.querySelector('textarea')!.text).toContain(`The QPR (${LONG}) opens`);
  });
});

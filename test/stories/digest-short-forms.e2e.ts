import { afterEach, describe, expect, it } from '@jest/globals';
import { County, SUNRISE } from './digest-county.js';

const KEY = '2026-W47';

let county: County;
afterEach(() => county.stop());

/** A week with short forms that nobody has explained. */
async function composed() {
  county = await County.found([SUNRISE]);
  await county.articles('title,summary\nThe QPZX meets,With the ZZTOQ.\nMore of the QPZX,Again.');
  await county.command('digest compose');
  const ruth = await county.ruth();
  await ruth.open(county.path('digest', KEY));
  return ruth;
}

describe('Short forms that nobody has explained', () => {
  it('keep an edition from being approved, in whatever way it is tried', async () => {
    const ruth = await composed();
    expect(ruth.words()).toContain('What do these stand for?');
    await ruth.open(county.path('digest', KEY, 'approval'));
    expect(() => ruth.form('Approve and send')).toThrow();
    const refusal = 'Nobody has said what 2 short forms in this edition stand for: QPZX, ZZTOQ.';
    await expect(county.command('digest approve')).rejects.toThrow(refusal);
    const call = await county.api('ruth@grid.example.org');
    const { status, body } = await call('POST', `/editions/${KEY}/approval`, {});
    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain('QPZX, ZZTOQ');
    expect(await county.rows(`select id from letter where kind = 'digest'`)).toEqual([]);
  });

  it('are explained, or excused, on the page where one approves, and then it can be approved', async () => {
    const ruth = await composed();
    await ruth.open(county.path('digest', KEY, 'approval'));
    expect(ruth.words()).toContain('In “The QPZX meets”, “More of the QPZX”.');
    await ruth.press('Keep these', {});
    expect(ruth.problems()).toEqual(['Say what a short form stands for, or that everybody knows it.']);
    await ruth.open(county.path('digest', KEY, 'approval'));
    await ruth.press('Keep these', { 'long-QPZX': 'Queries and Plans Exchange', excused: 'ZZTOQ' });
    expect(ruth.last.path).toBe(county.path('digest', KEY, 'approval'));
    await ruth.press('Approve and send', { when: 'soon' });
    expect(ruth.words()).toContain('Approved. It goes out on');
    await ruth.open(county.path('glossary'));
    expect(ruth.words()).toContain('Queries and Plans Exchange');
    county.moveTo('2026-11-18T10:11:00Z');
    county.folkmoot.sink.taken.length = 0;
    await county.folkmoot.deliver();
    for (const { mail } of county.folkmoot.sink.taken)
      expect(mail.text).toContain('QPZX (Queries and Plans Exchange)');
  });

  it('count in the first words as well', async () => {
    const ruth = await composed();
    await ruth.open(county.path('digest', KEY, 'introduction'));
    await ruth.press('Keep these words', { intro: 'Greetings from the VVKKW.' });
    expect(ruth.words()).toContain('VVKKW stands for');
    expect(await county.command('digest approve', '--excuse')).toMatchObject({ audience: 2 });
  });

  it('do not bring back an article that was withdrawn meanwhile', async () => {
    county = await County.found([SUNRISE]);
    const ruth = await county.ruth();
    for (const long of ['queries of the parish', 'plans of the county']) {
      await ruth.open(county.path('glossary', 'new'));
      await ruth.press('Save the short form', { short: 'QPZX', long });
    }
    await county.articles('title\nThe QPZX meets');
    await county.command('digest compose');
    await ruth.open(county.path('digest', KEY));
    const [, choice] = ruth.last.page.querySelectorAll('select[name="meaning-QPZX"] option');
    await county.rows(`update article set state = 'withdrawn' returning id`);
    await ruth.press('Keep these', { 'meaning-QPZX': choice.getAttribute('value')! });
    expect(ruth.last.status).toBe(409);
    expect(await county.rows('select state from article')).toEqual([{ state: 'withdrawn' }]);
  });

  it('with several meanings ask which one is meant, on the same page', async () => {
    county = await County.found([SUNRISE]);
    const ruth = await county.ruth();
    for (const long of ['queries of the parish', 'plans of the county']) {
      await ruth.open(county.path('glossary', 'new'));
      await ruth.press('Save the short form', { short: 'QPZX', long });
    }
    await county.articles('title\nThe QPZX meets');
    await county.command('digest compose');
    await expect(county.command('digest approve', '--excuse')).rejects.toThrow('QPZX');
    await ruth.open(county.path('digest', KEY));
    const choices = ruth.last.page.querySelectorAll('select[name="meaning-QPZX"] option');
    const words = choices.map((one) => one.text.trim());
    expect(words).toEqual(['Choose its meaning', 'plans of the county', 'queries of the parish']);
    await ruth.press('Keep these', { 'meaning-QPZX': choices[2].getAttribute('value')! });
    expect(ruth.words()).not.toContain('What do these stand for?');
    county.folkmoot.sink.taken.length = 0;
    await county.command('digest approve');
    await county.command('digest send');
    expect(county.folkmoot.sink.taken).toHaveLength(2);
    for (const { mail } of county.folkmoot.sink.taken)
      expect(mail.text).toContain('QPZX (queries of the parish)');
  });
});

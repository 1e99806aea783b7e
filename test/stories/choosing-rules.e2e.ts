import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { County, SUNRISE, YOUTH } from './digest-county.js';

const WEEK = `title,districts,themes,closes_on,must_know
Amber forum,Amber Valley,,,
Early years training,,early years,,
Grant that closes,,,2026-11-20,`;

let county: County;
beforeEach(async () => {
  county = await County.found([SUNRISE, YOUTH]);
  await county.articles(WEEK);
  await county.command('digest compose');
});
afterEach(() => county.stop());

const rules = async () => {
  const ruth = await county.ruth();
  await ruth.open(county.path('digest'));
  await ruth.follow('rules');
  return ruth;
};

/** The titles of Ada's copy in their order. */
async function adasWeek(): Promise<string[]> {
  await county.command('digest approve');
  await county.folkmoot.deliver();
  const { mail } = county.folkmoot.sink.to('ada@sunrise.example.org')[0];
  return [...mail.text!.matchAll(/^(.+)\n-+$/gm)].map(([, title]) => title);
}

describe('The rules of choosing', () => {
  it('are read by a co-ordinator in plain words, and hold as they are', async () => {
    const ruth = await rules();
    for (const words of [
      'Everybody must know it.',
      'It names a district in which the organisation works.',
      'It closes, or takes place, within 14 days.',
      'nobody’s reading is watched',
    ])
      expect(ruth.words()).toContain(words);
    expect(await adasWeek()).toEqual(['Amber forum', 'Early years training', 'Grant that closes']);
  });

  it('can be tried for one organisation before they are used, and then are', async () => {
    const ruth = await rules();
    const order = 'must-know.closing.role.theme.-district.ages.size.stage.area';
    await ruth.open(county.path(`digest/rules?order=${order}&organisation=sunrise`));
    expect(ruth.words()).toContain('Not saved yet');
    expect(ruth.words()).toContain('Sunrise Under-Fives, Week of 16 November 2026.');
    expect(ruth.words()).toContain('Grant that closes');
    expect(ruth.words()).toContain('No. 1, under “Closing soon”');
    await ruth.press('Use these rules');
    expect(ruth.words()).toContain('Saved.');
    expect(ruth.words()).not.toContain('Not saved yet');
    expect(await adasWeek()).toEqual(['Grant that closes', 'Early years training', 'Amber forum']);
    const [{ details }] = await county.rows<{ details: object }>(
      `select details from audit_event where action = 'digest.rules changed'`,
    );
    expect(JSON.stringify(details)).toContain(order);
  });

  it('move by one place with each press, and go back to what they were', async () => {
    const ruth = await rules();
    await ruth.open(county.path('digest/rules?down=district'));
    expect(ruth.words().indexOf('kind of work')).toBeLessThan(ruth.words().indexOf('It names a district'));
    const order = ruth.last.page.querySelector('input[name=order]')!.getAttribute('value')!;
    await ruth.open(county.path(`digest/rules?order=${order}&off=theme`));
    expect(ruth.words()).toContain('Switch on: It is about the organisation’s kind of work.');
    await ruth.press('Use these rules');
    await ruth.follow('As it was at the start');
    await ruth.press('Use these rules');
    expect(await county.rows('select * from choosing_rule')).toEqual([]);
  });

  it('are not changed under somebody who looked at others', async () => {
    const [ruth, again] = [await rules(), await rules()];
    for (const visitor of [ruth, again]) await visitor.open(county.path('digest/rules?down=district'));
    await ruth.press('Use these rules');
    await again.press('Use these rules');
    expect(again.words()).toContain('Somebody else has changed the rules meanwhile.');
  });

  it('are nobody else’s to change', async () => {
    const ada = await county.folkmoot.signIn('ada@sunrise.example.org', county.path('articles'));
    await ada.open(county.path('digest/rules'));
    expect(ada.last.status).toBe(403);
  });
});

describe('A third item that everybody must know', () => {
  it('is refused with what to do, at composing and at approving', async () => {
    await county.articles('title,must_know\nFirst law,yes\nSecond law,yes\nThird law,yes');
    await county.command('digest compose');
    const problem =
      'At most two items a week are for everybody to know. Here are “First law”, “Second law” and “Third law”.';
    const ruth = await county.ruth();
    for (const page of ['', '/approval']) {
      await ruth.open(county.path(`digest/2026-W47${page}`));
      expect(ruth.words()).toContain(problem);
    }
    await expect(county.command('digest approve')).rejects.toThrow('At most two items');
    await ruth.open(county.path('digest/2026-W47'));
    await ruth.press('Take out: Third law');
    expect(ruth.words()).not.toContain(problem);
    await ruth.press('Take in again: Third law');
    expect(ruth.words()).toContain(problem);
    await ruth.open(county.path('digest/2026-W47'));
    expect(ruth.words()).toContain('Take in again: Third law');
    await county.command('digest approve');
  });
});

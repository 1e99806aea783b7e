import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractText } from 'unpdf';
import { Keys } from '../../src/core/config/index.js';
import { pageToken } from '../../src/digest/print/page-token.rules.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, WEEK, YOUTH, type Member } from './digest-county.js';
import { inSight, pdfOf, withPost } from './reach-county.js';

const KEY = '2026-W47';
const numbered = (at: number) => String(at).padStart(2, '0');

/** Forty organisations that no e-mail reaches: half have no address, half one that is on hold. */
const SILENT: Member[] = Array.from({ length: 40 }, (_, at) => ({
  organisation: `Silent Group ${numbered(at)}`,
  districts: at % 2 ? 'Bolsover' : 'Amber Valley',
  name: `Person ${numbered(at)}`,
  email: at < 20 ? '' : `held${at}@example.org`,
  themes: at % 3 ? 'youth work' : 'early years',
}));

describe('A week for forty organisations without e-mail', () => {
  let county: County;
  let ruth: Visitor;

  beforeAll(async () => {
    county = await County.found([...SILENT, SUNRISE, YOUTH]);
    await county.rows(
      `update contact_point set held_since = app_now(), held_because = 'It bounced.' where value like 'held%' returning id`,
    );
    await withPost(county, 'Silent Group %');
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    ruth = await county.ruth();
  }, 120_000);
  afterAll(() => county.stop());

  const open = (...parts: string[]) => ruth.open(county.path('digest', KEY, ...parts));

  it('counts them in the ledger, by name, adding up to every organisation', async () => {
    await open('reach');
    expect(inSight(ruth)).toMatchObject({ 'By e-mail': 2, 'Not reached': 40, 'All organisations': 42 });
    expect(ruth.words()).toContain('2 of 42 organisations reached; 40 not.');
    await open('reach?standing=none');
    expect(ruth.words()).toContain('40 organisations');
    expect(ruth.words()).toContain('Silent Group 07');
    const csv = await (await ruth.raw('GET', county.path('digest', KEY, 'reach.csv'))).text();
    expect(csv.trim().split('\r\n')).toHaveLength(43);
  });

  it('prints one page for each, in posting order, with what concerns it and why', async () => {
    await open('posting');
    expect(ruth.words()).toContain(
      '40 organisations get the week of 16 November 2026 on paper: 40 letters, 40 by post',
    );
    expect(ruth.words()).toContain('40 letters on 40 sides: print the file on one side of the paper.');
    const { totalPages, text } = await extractText(
      await pdfOf(ruth, county.path('digest', KEY, 'pages.pdf')),
    );
    expect(totalPages).toBe(40);
    const houses = text.map((page) => Number(/(\d+) Mill Lane/.exec(page)![1]));
    const codes = text.map((page) => /DE(\d+) \dAA/.exec(page)![1]).map(Number);
    const order = codes.map((code, at) => code * 1000 + houses[at]);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const page of text) {
      expect(page).toContain('New safeguarding law');
      expect(page).toContain('What this means for you: Your policy needs a new paragraph.');
      expect(page).toMatch(/Why you get this: .*For the whole county/);
      expect(page).toMatch(/\/grid\/r\/[2-9B-Z]{5}/);
    }
    const early = text.find((page) => page.includes('Silent Group 00'))!;
    expect(early).toContain('Amber forum');
    expect(early).not.toContain('Bolsover forum');
  });

  it('makes a label for each, none twice, on the sheets that one chooses', async () => {
    const labels = (query: string) => pdfOf(ruth, county.path('digest', KEY, `labels.pdf?${query}`));
    const plain = await extractText(await labels('sheet=L7160'));
    expect(plain.totalPages).toBe(2);
    const named = plain.text.join(' ').match(/Silent Group \d\d/g)!;
    expect(named).toHaveLength(40);
    expect(new Set(named).size).toBe(40);
    expect((await extractText(await labels('sheet=L7163&first=8'))).totalPages).toBe(4);
  });

  it('moves an organisation to the post when its address is put on hold today', async () => {
    await county.rows(
      `update contact_point set held_since = app_now(), held_because = 'It bounced.' where value = $1 returning id`,
      [SUNRISE.email],
    );
    await open('reach');
    expect(inSight(ruth)).toMatchObject({ 'By e-mail': 1, 'Not reached': 41, 'All organisations': 42 });
    await open('posting');
    expect(ruth.words()).toContain('41 organisations get');
    expect(ruth.words()).toContain('1 to hand over, because there is no postal address');
    const document = await pdfOf(ruth, county.path('digest', KEY, 'pages.pdf'));
    const { text } = await extractText(document);
    expect(text).toHaveLength(41);
    expect(text.at(-1)).toContain('Sunrise Under-Fives');
  });

  it('is reached on paper by one press, and taken back by another', async () => {
    await open('posting');
    await ruth.press('Mark all as printed');
    expect(ruth.words()).toContain('41 organisations count as reached on paper.');
    expect(ruth.words()).toContain('All of them are done.');
    await open('reach');
    expect(inSight(ruth)).toMatchObject({ 'By e-mail': 1, 'On paper': 41, 'Not reached': 0 });
    await open('posting');
    await ruth.press('Take the last marking back');
    await open('reach');
    expect(inSight(ruth)).toMatchObject({ 'On paper': 0, 'Not reached': 41 });
    await open('posting');
    const [{ id }] = await county.rows<{ id: string }>(
      `select id from organisation where name = 'Silent Group 05'`,
    );
    await ruth.press('Mark as collected', { organisations: [id] });
    expect(ruth.words()).toContain('1 organisation has collected their page.');
    await ruth.press('Mark as collected');
    expect(ruth.problems()).toEqual(['Tick who has collected their page.']);
    await open('reach?standing=collected');
    expect(ruth.words()).toContain('Silent Group 05');
    const acts = await county.rows(`select action from audit_event where action like 'reach.%' order by seq`);
    expect(acts.map(({ action }) => action)).toEqual([
      'reach.printed',
      'reach.printed-undone',
      'reach.collected',
    ]);
  });

  it('does not print again what was printed for them last week', async () => {
    await open('posting');
    await ruth.press('Mark all as printed');
    county.moveTo('2026-11-25T10:00:00Z');
    await county.articles(`title,summary,districts\nNew this week,Only now.,`);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    ruth = await county.ruth();
    const { text } = await extractText(await pdfOf(ruth, county.path('digest', '2026-W48', 'pages.pdf')));
    const page = text.find((one) => one.includes('Silent Group 00'))!;
    expect(page).toContain('New this week');
    expect(page).not.toContain('Early years training');
  });
});

describe('A week with nothing new for somebody', () => {
  let county: County;
  afterAll(() => county.stop());

  it('prints no empty page, and a colleague’s copy takes nothing from the page of another', async () => {
    county = await County.found([SILENT[0], SUNRISE, { ...SUNRISE, name: 'Bea Post', email: '' }]);
    await withPost(county, '%');
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    let ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY, 'posting'));
    await ruth.press('Mark all as printed');
    await county.rows(`update person set preferred_channel = 'post' where family = 'Post' returning id`);
    county.moveTo('2026-11-25T10:00:00Z');
    await county.articles(`title,summary,districts\nBolsover again,Only there.,Bolsover`);
    await county.command('digest compose');
    ruth = await county.ruth();
    await ruth.open(county.path('digest', '2026-W48', 'approval'));
    expect(ruth.words()).toMatch(/Need you \(held\) ?2 Get nothing, and should not ?1/);
    await county.command('digest approve');
    await county.folkmoot.deliver();
    await ruth.open(county.path('digest', '2026-W48', 'posting'));
    expect(ruth.words()).toContain('Nothing in this edition is new for Silent Group 00');
    const { text } = await extractText(await pdfOf(ruth, county.path('digest', '2026-W48', 'pages.pdf')));
    expect(text.join(' ')).not.toContain('Silent Group 00');
    await ruth.open(county.path('digest', '2026-W48', 'reach?standing=nothing'));
    expect(ruth.last.page.querySelector('table.stack')!.text).toContain('Silent Group 00');
    expect(inSight(ruth)).toMatchObject({ 'Not reached': 0 });
    expect(ruth.words()).toContain('Nothing new for them');
    await ruth.open(county.path('digest', '2026-W48', 'phone-lists'));
    expect(ruth.words()).toContain('Nobody with a telephone number is left');
  });
});

describe('The words on paper', () => {
  let county: County;
  afterAll(() => county.stop());

  it('are in large print for those who wish for it, on up to two sides', async () => {
    county = await County.found([SUNRISE, YOUTH]);
    await county.rows('update role set main_contact = true where organisation_id is not null returning id');
    await county.rows(
      `insert into reading_choice (person_id, large_print) select person_id, true from contact_point where value = $1 returning person_id`,
      [SUNRISE.email],
    );
    await county.rows(
      `update person set preferred_channel = 'post' where id in (select person_id from contact_point where value in ($1, $2)) returning id`,
      [SUNRISE.email, YOUTH.email],
    );
    await withPost(county, '%');
    await county.articles(WEEK);
    await county.articles(`title,summary\nFor main contacts,Theirs alone.`);
    await county.rows(
      `update article set readers = 'roles', roles = '{main_contact}' where title = 'For main contacts' returning id`,
    );
    await county.articles('title,summary,must_know\nThe CYPP is out,Everybody may read the CYPP.,yes');
    await county.command('digest compose');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY, 'approval'));
    expect(ruth.words()).toMatch(/Get it on paper ?2 Get nothing, and should not ?0/);
    // Ruth herself reads e-mail, so there is somebody to send it to.
    await county.command('digest approve');
    await county.folkmoot.deliver();
    await ruth.open(county.path('digest', KEY, 'posting'));
    expect(ruth.words()).toContain('2 organisations get');
    expect(ruth.words()).toContain('Large print');
    const document = await pdfOf(ruth, county.path('digest', KEY, 'pages.pdf'));
    const both = document.numPages > 2;
    expect(ruth.words()).toContain(
      `2 letters on ${document.numPages} sides${both ? ', each letter on a sheet of its own' : ''}: print`,
    );
    const pages: { whose: string; sizes: number[] }[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      const texts = (items as { str: string; transform: number[] }[]).filter(({ str }) => str.trim());
      const whose = texts.find(({ str }) => /Sunrise|Youth Club/.test(str))?.str ?? '';
      pages.push({ whose, sizes: texts.map(({ transform }) => transform[0]) });
    }
    const [youth, sunrise] = [/Youth/, /Sunrise/].map((name) => pages.find(({ whose }) => name.test(whose))!);
    expect(Math.min(...youth.sizes)).toBeLessThan(12);
    // Only the address is smaller: it is for the postman.
    expect(sunrise.sizes.filter((size) => size < 16).length).toBeLessThanOrEqual(4);
    const words = (await extractText(document)).text
      .find((page) => page.includes('Youth Club'))!
      .replace(/\s+/g, ' ');
    expect(words).toContain('The CYPP (Children and Young People’s Plan) is out');
    expect(words).toContain('Everybody may read the CYPP.');
    expect(words).toContain('For main contacts');
    // Everybody's page begins on a sheet of its own where somebody's takes two sides.
    expect(document.numPages % 2 === 0 || document.numPages === 2).toBe(true);
  });

  it('are on the web for whoever scans the code, and open nothing else', async () => {
    const [{ edition, organisation }] = await county.rows<{ edition: string; organisation: string }>(
      `select e.id as edition, o.id as organisation from edition e, organisation o where o.name = 'Sunrise Under-Fives'`,
    );
    const [{ id: network }] = await county.rows<{ id: string }>('select id from network');
    const token = pageToken(county.folkmoot.app.get(Keys).for('tokens'), network, edition, organisation);
    const stranger = county.folkmoot.visitor();
    await stranger.open(county.path('page', token));
    expect(stranger.heading()).toBe('Week of 16 November 2026');
    expect(stranger.words()).toContain('What concerns Sunrise Under-Fives');
    expect(stranger.words()).toContain('What this means for you: Your policy needs a new paragraph.');
    expect(stranger.words()).not.toContain('Bolsover forum');
    expect(stranger.words()).not.toContain('For main contacts');
    await county.rows(`update article set state = 'withdrawn' where title = 'Amber forum' returning id`);
    await stranger.open(county.path('page', token));
    expect(stranger.words()).not.toContain('Amber forum');
    county.moveTo('2027-02-20T10:00:00Z');
    expect((await stranger.raw('GET', county.path('page', token))).status).toBe(404);
    county.moveTo('2026-11-18T12:00:00Z');
    await stranger.open(county.path('digest', KEY, 'reach'));
    expect(stranger.last.path).toMatch(/^\/sign-in/);
  });
});

describe('An urgent briefing on paper', () => {
  let county: County;
  afterAll(() => county.stop());

  it('is printed in full for those without e-mail, and has a ledger of its own', async () => {
    county = await County.found([SILENT[0], SUNRISE]);
    await withPost(county, 'Silent%');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', 'briefings', 'new'));
    const body = Array.from({ length: 9 }, (_, at) => `Paragraph ${at} about the hall.`).join('\n\n');
    await ruth.press('Keep the briefing', { subject: 'The hall is closed', body });
    const key = 'urgent-2026-11-18';
    await county.command('digest approve', '--edition', key);
    await county.folkmoot.deliver();
    await ruth.open(county.path('digest', key, 'reach'));
    expect(inSight(ruth)).toMatchObject({ 'By e-mail': 1, 'Not reached': 1, 'All organisations': 2 });
    const { text } = await extractText(await pdfOf(ruth, county.path('digest', key, 'pages.pdf')));
    expect(text).toHaveLength(1);
    expect(text[0]).toContain('The hall is closed');
    for (let at = 0; at < 9; at += 1) expect(text[0]).toContain(`Paragraph ${at} about the hall.`);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractText } from 'unpdf';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, WEEK, YOUTH, type Member } from './digest-county.js';
import { inSight, pdfOf, withPost } from './reach-county.js';

const KEY = '2026-W47';

/** Two people of one organisation: Ann reads e-mail, Bea has chosen paper. */
const PAIR: Member[] = ['Ann Lark', 'Bea Wren'].map((name) => ({
  ...{ organisation: 'Dale Choir', districts: 'Bolsover', name },
  email: `${name.slice(0, 3).toLowerCase()}@dale.example.org`,
}));
const LONG = Array.from({ length: 260 }, (_, at) => `word${at}`).join(' ');

describe('A paper page', () => {
  let county: County;
  let ruth: Visitor;
  let pages: string[];

  const open = (...parts: string[]) => ruth.open(county.path('digest', KEY, ...parts));
  /** All sides of the page of an organisation. */
  const pageOf = (name: string) => {
    const from = pages.findIndex((one) => one.includes(name));
    const next = pages.findIndex((one, at) => at > from && one.includes('Scan this'));
    return pages.slice(from, next < 0 ? undefined : next).join(' ');
  };
  const codeOf = (text: string) => /it is ([2-9A-Z]{5}-[2-9A-Z]{5})\./.exec(text)![1];
  const linkTo = async (title: string) => {
    const [row] = await county.rows<{ code: string }>(
      `select code from short_link s join article a on s.path like '%/' || a.id where a.title = $1`,
      [title],
    );
    return county.path('r', row.code);
  };

  beforeAll(async () => {
    county = await County.found([
      ...PAIR,
      SUNRISE,
      YOUTH,
      { organisation: 'Silent Group', districts: 'Bolsover', name: 'Sid Oak' },
    ]);
    await county.rows(
      `update person set preferred_channel = case when given = 'Bea' then 'post' else 'email' end returning id`,
    );
    await county.rows(
      `update contact_point set held_since = app_now(), held_because = 'It bounced.' where value = $1 returning id`,
      [YOUTH.email],
    );
    await county.rows(
      `insert into reading_choice (person_id, large_print) select id, true from person where given = 'Sid' returning person_id`,
    );
    await withPost(county, '%');
    ruth = await county.ruth();
    await ruth.open(county.path('settings'));
    await ruth.press('Save the settings', {
      'contact-phone': '01629 555 900',
      'contact-post': 'The Hub, 12 Mill Lane, Matlock, DE4 3AG',
    });
    await county.articles(WEEK);
    await county.articles(`title,summary,body,must_know\nThe new duty,All of it matters.,${LONG},yes`);
    await county.rows(`update article set readers = 'public' where title = 'Holiday fund' returning id`);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    await open('posting');
    const { text } = await extractText(await pdfOf(ruth, county.path('digest', KEY, 'pages.pdf')));
    pages = text.map((one) => one.replace(/\s+/g, ' '));
  }, 120_000);
  afterAll(() => county.stop());

  it('goes to the one who chose paper, beside the e-mail of a colleague, and the ledger counts them once', async () => {
    await open('posting');
    expect(ruth.words()).toContain('3 organisations get the week of 16 November 2026 on paper');
    expect(pageOf('Dale Choir')).toContain('Bea Wren');
    expect(pages.join(' ')).not.toContain('Ann Lark');
    expect(pageOf('Dale Choir')).toContain('Bolsover forum');
    await open('reach');
    expect(inSight(ruth)).toMatchObject({ 'By e-mail': 2, 'Not reached': 2, 'All organisations': 4 });
    await open('posting');
    expect(ruth.words()).not.toContain('Take the last marking back');
    await ruth.press('Mark all as printed');
    expect(ruth.words()).toContain('Take the last marking back');
    await open('reach');
    expect(inSight(ruth)).toMatchObject({ 'By e-mail': 2, 'On paper': 2, 'All organisations': 4 });
    expect(ruth.words()).toContain('Also on paper');
    await open('posting');
    await ruth.press('Take the last marking back');
    expect(ruth.words()).not.toContain('Take the last marking back');
  });

  it('says truly why it came, and how to change that without e-mail', () => {
    expect(pageOf('Dale Choir')).toContain('You get this on paper because you chose paper.');
    expect(pageOf('Bolsover Youth Club')).toContain(
      'because e-mail to the address we have for you does not arrive.',
    );
    expect(pageOf('Silent Group')).toContain('because we have no e-mail address for you.');
    expect(pageOf('Dale Choir')).toContain(
      'or to stop it: telephone 01629 555 900; write to The Hub, 12 Mill Lane, Matlock, DE4 3AG; or e-mail ruth@grid.example.org.',
    );
  });

  it('has what must be known in full, in large print too', () => {
    const all = pages.join(' ');
    expect(all.match(/word259/g)).toHaveLength(3);
    for (const at of [0, 100, 258]) expect(all.match(new RegExp(`word${at}\\b`, 'g'))).toHaveLength(3);
  });

  it('leads by a short address to what is public, and to nothing else without its code', async () => {
    const stranger = county.folkmoot.visitor();
    const fund = await stranger.raw('GET', await linkTo('Holiday fund'));
    expect(fund.status).toBe(303);
    expect(fund.headers.get('location')).toMatch(/^\/grid\/articles\/public\//);
    await stranger.open(await linkTo('Bolsover forum'));
    expect(stranger.heading()).toBe('From a paper page');
    expect(stranger.words()).toContain('telephone 01629 555 900');
    expect(stranger.words()).not.toContain('Bolsover forum');
    await stranger.press('Read it');
    expect(stranger.problems()).toEqual(['Type the code.']);
    await stranger.press('Read it', { 'page-code': 'BBBBB-BBBBB' });
    expect(stranger.problems()[0]).toContain('No page with this code has this address on it.');
    await stranger.press('Read it', {
      'page-code': codeOf(pageOf('Dale Choir')).toLowerCase().replace('-', ' '),
    });
    expect(stranger.last.path).toMatch(/^\/grid\/page\//);
    expect(stranger.words()).toContain('Bolsover forum');
    expect(stranger.words()).toContain('Meets on Thursday morning.');
    expect((await stranger.raw('GET', county.path('r', 'BBBBB'))).status).toBe(404);
    expect((await stranger.raw('GET', county.path('page', 'x'.repeat(59)))).status).toBe(404);
  });

  it('leads from “And more” to the page of its reader, by its code', async () => {
    const stranger = county.folkmoot.visitor();
    const [{ code }] = await county.rows<{ code: string }>(
      `select code from short_link where path = '/digest/archive/${KEY}'`,
    );
    await stranger.open(county.path('r', code));
    expect(stranger.heading()).toBe('From a paper page');
    await stranger.press('Read it', { 'page-code': codeOf(pageOf('Dale Choir')) });
    expect(stranger.last.path).toMatch(/^\/grid\/page\//);
    expect(stranger.words()).toContain('Bolsover forum');
  });

  it('is not printed for somebody who had the edition by e-mail and chose paper since', async () => {
    await county.rows(
      `update person set preferred_channel = 'post' where id = (select person_id from contact_point where value = $1) returning id`,
      [SUNRISE.email],
    );
    await county.rows(`update person set preferred_channel = 'post' where given = 'Ann' returning id`);
    await open('posting');
    expect(ruth.words()).toContain('3 organisations get the week of 16 November 2026 on paper');
    const { text } = await extractText(await pdfOf(ruth, county.path('digest', KEY, 'pages.pdf')));
    expect(text.join(' ')).not.toMatch(/Sunrise|Ann Lark/);
    await ruth.press('Mark all as printed');
    expect(ruth.words()).toContain('3 organisations count as reached on paper.');
    await open('reach');
    expect(inSight(ruth)).toMatchObject({ 'By e-mail': 2, 'On paper': 2, 'All organisations': 4 });
    await open('posting');
    await ruth.press('Take the last marking back');
    await county.rows(`update person set preferred_channel = 'email' where given <> 'Bea' returning id`);
  });

  it('has a code that opens only what is on it, that ends with the edition, and that nobody may guess at for long', async () => {
    const stranger = county.folkmoot.visitor();
    await county.articles(`title,summary\nNot sent yet,Later.`);
    await stranger.open(await linkTo('Bolsover forum'));
    county.moveTo('2027-03-01T10:00:00Z');
    await stranger.press('Read it', { 'page-code': codeOf(pageOf('Dale Choir')) });
    expect(stranger.problems()).toHaveLength(1);
    county.moveTo('2026-11-18T10:05:00Z');
    let status = 422;
    for (let tries = 0; tries < 20 && status === 422; tries += 1)
      status = (await stranger.request('POST', await linkTo('Bolsover forum'), 'page-code=BBBBBCCCCC'))
        .status;
    expect(status).toBe(429);
  });

  it('lets a member who is signed in go straight there', async () => {
    ruth = await county.ruth();
    const answer = await ruth.raw('GET', await linkTo('Bolsover forum'));
    expect(answer.headers.get('location')).toMatch(/^\/grid\/articles\/[0-9a-f-]{36}$/);
  });

  it('has labels that begin on the sheet, or not at all', async () => {
    for (const first of ['99', 'abc', '0', '1.5', '']) {
      const path = county.path('digest', KEY, `labels.pdf?which=open&sheet=L7163&first=${first}`);
      expect((await ruth.raw('GET', path)).status).toBe(422);
      await ruth.open(path);
      expect(ruth.problems()[0]).toBe(
        'Begin at label: type a number from 1 to 14, because the sheet L7163 has 14 labels.',
      );
      expect(ruth.last.page.querySelector('#first')!.getAttribute('value')).toBe(first);
      expect(ruth.last.page.querySelector('#sheet option[selected]')!.getAttribute('value')).toBe('L7163');
    }
    expect((await pdfOf(ruth, county.path('digest', KEY, 'labels.pdf?sheet=L7163&first=14'))).numPages).toBe(
      2,
    );
    await expect(county.command('digest labels', '/tmp/never.pdf', '--first', '22')).rejects.toThrow(
      /from 1 to 21/,
    );
  });

  it('does not say again what was printed for its reader, but says it to whoever is new there', async () => {
    await open('posting');
    await ruth.press('Mark all as printed');
    county.moveTo('2026-11-25T10:00:00Z');
    ruth = await county.ruth();
    await county.takeIn([{ organisation: 'Silent Group', districts: 'Bolsover', name: 'Nia Ash' }]);
    await county.rows(
      `update role set valid_to = '2026-11-25' where person_id = (select id from person where given = 'Sid') returning id`,
    );
    await county.articles(`title,summary,districts\nNew this week,Only now.,`);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    const path = county.path('digest', '2026-W48', 'pages.pdf');
    pages = (await extractText(await pdfOf(ruth, path))).text.map((one) => one.replace(/\s+/g, ' '));
    expect(pageOf('Dale Choir')).toContain('New this week');
    expect(pageOf('Dale Choir')).not.toContain('Bolsover forum');
    expect(pageOf('Silent Group')).toContain('Nia Ash');
    expect(pageOf('Silent Group')).toContain('Bolsover forum');
  });
});

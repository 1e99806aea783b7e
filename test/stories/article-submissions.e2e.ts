import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, YOUTH } from './digest-county.js';

describe('An article that somebody submits', () => {
  let county: County;
  let ruth: Visitor;
  let ada: Visitor;
  let tom: Visitor;
  let at: string;

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH]);
    ruth = await county.ruth();
    ada = await county.folkmoot.signIn('ada@sunrise.example.org', county.path('articles'));
    tom = await county.folkmoot.signIn('tom@youth.example.org', county.path('articles'));
  });
  afterAll(() => county.stop());

  const TOYS = {
    title: 'Free toys',
    kind: 'news',
    summary: 'We have toys to give away.',
    body: 'Come on Friday. Bring a van.',
    whatItMeans: 'Ring us before Friday.',
    dates: '27 November 2026 Last day to ring',
  };
  const home = async () => {
    await ruth.open(county.path());
    return ruth.words();
  };
  const letters = async () =>
    (await county.folkmoot.deliver()).filter(({ to }) => to === 'ada@sunrise.example.org');

  it('is asked for in plain English, and refused without', async () => {
    await ada.open(county.path('articles'));
    await ada.follow('Send us an article');
    expect(ada.words()).not.toContain('Must know');
    expect(ada.words()).not.toContain('Who may read it');
    await ada.press('Send it for approval', { ...TOYS, whatItMeans: '' });
    expect(ada.problems()).toEqual([
      'Say what it means for a small organisation, or that there is nothing to do.',
    ]);
    expect(ada.last.page.querySelector('#summary')?.text).toContain('toys');
  });

  it('has no more power than its form, whatever is sent with it', async () => {
    await ada.press('Send it for approval', {
      ...TOYS,
      state: 'ready',
      mustKnow: 'yes',
      readers: 'public',
      roles: 'trustee',
    });
    expect(ada.words()).toContain('The article waits for approval.');
    at = ada.last.path;
    expect(await county.rows('select state, must_know, readers, roles from article')).toEqual([
      { state: 'submitted', must_know: false, readers: 'members', roles: [] },
    ]);
    expect(await county.command('digest compose')).toMatchObject({ items: 0 });
  });

  it('is seen by its author and the office, and by nobody else', async () => {
    expect((await tom.open(at)).status).toBe(404);
    expect((await tom.open(`${at}/edit`)).status).toBe(404);
    await tom.open(county.path('articles/submissions'));
    expect(tom.words()).toContain('You have not sent anything yet.');
    await ada.open(county.path('articles/submissions'));
    expect(ada.words()).toMatch(/Free toys.*Waits for approval/);
    expect(ada.words()).toContain('Waits for approval');
  });

  it('waits on the co-ordinator’s home page', async () => {
    expect(await home()).toContain('Approve an article: Free toys');
    await ruth.follow('Approve an article');
    expect(ruth.heading()).toBe('Free toys');
    expect(ruth.words()).toContain('Nothing has been changed since.');
  });

  it('is sent back with a reason, which goes to the author by e-mail', async () => {
    await ruth.follow('Send it back');
    await ruth.press('Send it back', { reason: ' ' });
    expect(ruth.problems()).toEqual(['Say why, in a sentence the writer can act on.']);
    await ruth.press('Send it back', { reason: 'Please say where to come.' });
    expect(ruth.words()).toContain('The article is sent back.');
    const [letter] = await letters();
    expect(letter.mail.subject).toBe('Sent back: Free toys');
    expect(letter.mail.text).toContain('Please say where to come.');
    expect(await home()).not.toContain('Approve an article');
  });

  it('is changed and sent again by its author', async () => {
    await ada.open(county.path());
    await ada.follow('Your article was sent back: Free toys');
    expect(ada.words()).toContain('Please say where to come.');
    await ada.follow('Change it');
    await ada.press('Send it for approval', { body: 'Come to Amber Hall on Friday. Bring a van.' });
    expect(await home()).toContain('Approve an article: Free toys');
    const kept = await county.rows<{ body: string; decision: string | null }>(
      `select words->>'body' as body, decision from article_submission order by id`,
    );
    expect(kept).toEqual([
      { body: 'Come on Friday. Bring a van.', decision: 'returned' },
      { body: 'Come to Amber Hall on Friday. Bring a van.', decision: null },
    ]);
  });

  it('is edited while it waits, and stands as submitted beside what it became', async () => {
    await ruth.open(`${at}/edit`);
    await ruth.press('Save the article', {
      body: 'Come to Amber Hall on Friday morning. Bring a van.',
      state: 'submitted',
      sizes: ['micro', 'small'],
    });
    expect(ruth.words()).toMatch(/Amber Hall on Friday\. Bring/);
    const changed = ruth.last.page.querySelectorAll('del, ins').map((one) => one.text.replace(/\s+/g, ' '));
    expect(changed).toEqual(['Taken out: Friday. (end)', 'Put in: Friday morning. (end)']);
    await ada.open(at);
    expect(ada.last.page.querySelectorAll('ins')).toHaveLength(1);
    expect(await letters()).toEqual([]);
  });

  it('is not approved in words that the co-ordinator has not seen', async () => {
    await ruth.open(at);
    await ada.open(`${at}/edit`);
    await ada.press('Send it for approval', { summary: 'We have many toys.' });
    await ruth.press('Approve it');
    expect(ruth.last.status).toBe(409);
    expect(await county.rows('select state, sizes from article')).toEqual([
      { state: 'submitted', sizes: ['micro', 'small'] },
    ]);
  });

  it('is approved, and its author told; then it is offered like any other', async () => {
    await ruth.open(at);
    await ruth.press('Approve it');
    expect(ruth.words()).toContain('The article is ready.');
    const [letter] = await letters();
    expect(letter.mail.subject).toBe('Approved: Free toys');
    expect((await tom.open(at)).status).toBe(200);
    await ada.open(`${at}/edit`);
    expect(ada.last.status).toBe(404);
    const [item] = await county.rows('select words from article_submission where decision = $1', [
      'approved',
    ]);
    expect(item).toMatchObject({ words: { body: 'Come to Amber Hall on Friday morning. Bring a van.' } });
    expect(await county.command('digest compose')).toMatchObject({ items: 1 });
  });

  it('is not changed by its author once it is decided, nor decided twice', async () => {
    const token = ada.last.page.querySelector('input[name=_token]')?.getAttribute('value') ?? '';
    await ada.open(county.path('articles/new'));
    const own = ada.last.page.querySelector('input[name=_token]')!.getAttribute('value')!;
    expect(token === '' || token === own).toBe(true);
    const body = new URLSearchParams({ _token: own, ...TOYS }).toString();
    expect((await ada.request('POST', `${at}/submission`, body)).status).toBe(403);
    expect((await ruth.open(`${at}/return`)).status).toBe(404);
  });

  it('may come from a partner, who reads what is public and nothing of the members’', async () => {
    await county.rows(
      `insert into role (id, person_id, role, valid_from)
       select gen_random_uuid(), id, 'partner', '2020-01-01' from person where given = 'Tom' returning id`,
    );
    await county.rows(
      `delete from role where organisation_id is not null and person_id = (select id from person where given = 'Tom') returning id`,
    );
    const paula = await county.folkmoot.signIn('tom@youth.example.org', county.path('articles'));
    expect(paula.words()).not.toContain('Free toys');
    expect((await paula.open(at)).status).toBe(404);
    await paula.open(county.path('articles/new'));
    await paula.press('Send it for approval', { ...TOYS, title: 'A consultation', kind: 'consultation' });
    expect(paula.heading()).toBe('A consultation');
    expect(await home()).toContain('Approve an article: A consultation');
  });
});

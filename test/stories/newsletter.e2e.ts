import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const KEY = 'newsletter-2026-11-18';

describe('A newsletter', () => {
  let county: County;
  let ruth: Awaited<ReturnType<County['ruth']>>;

  beforeAll(async () => {
    county = await County.found([
      SUNRISE,
      YOUTH,
      { organisation: 'Peak Parents', districts: 'High Peak', name: 'Post Only' },
    ]);
    await county.articles(WEEK);
    ruth = await county.ruth();
  });
  afterAll(() => county.stop());

  const page = () => ruth.open(county.path('digest', KEY));
  const titles = () =>
    ruth.last.page
      .querySelectorAll('#main tbody th[scope=row] a, main tbody th[scope=row] a')
      .map((one) => one.text.trim());

  it('is begun with a subject and first words, and says what it is', async () => {
    await ruth.open(county.path('digest'));
    await ruth.follow('write a newsletter');
    await ruth.press('Begin the newsletter', { subject: '' });
    expect(ruth.problems()).toEqual(['Write the subject.']);
    await ruth.press('Begin the newsletter', { subject: 'Autumn news', intro: 'It has been **busy**.' });
    expect(ruth.last.path).toContain(KEY);
    expect(ruth.heading()).toBe('Newsletter of 18 November 2026');
    expect(ruth.words()).toContain('There is nothing in it yet.');
  });

  it('holds passages and articles in the order of whoever writes it', async () => {
    await ruth.follow('Add a passage');
    await ruth.press('Keep the passage', { heading: 'From the co-ordinator', body: 'Thank you **all**.' });
    await ruth.follow('Choose articles');
    const boxes = ruth.last.page
      .querySelectorAll('input[name=articles]')
      .map((one) => one.getAttribute('value')!);
    expect(boxes).toHaveLength(6);
    const fund = ruth.last.page.querySelectorAll('label').find((one) => one.text.includes('Holiday fund'))!;
    const id = ruth.last.page.querySelector(`#${fund.getAttribute('for')}`)!.getAttribute('value')!;
    await ruth.press('Take these in', { articles: [id] });
    await ruth.follow('Add a passage');
    await ruth.press('Keep the passage', { heading: 'And finally', body: 'See you in the new year.' });
    expect(titles().slice(0, 3)).toEqual(['From the co-ordinator', 'Holiday fund', 'And finally']);
    await ruth.press('Up: And finally');
    expect(titles().slice(0, 3)).toEqual(['From the co-ordinator', 'And finally', 'Holiday fund']);
  });

  it('can be changed passage by passage, and a passage can be removed', async () => {
    await ruth.follow('And finally');
    await ruth.press('Keep the passage', { heading: 'Lastly', body: 'See you in January.' });
    expect(titles()).toContain('Lastly');
    await ruth.follow('Add a passage');
    await ruth.press('Keep the passage', { heading: 'A slip', body: 'Not wanted.' });
    await ruth.follow('A slip');
    await ruth.press('Remove the passage');
    expect(ruth.words()).not.toContain('A slip');
    await ruth.press('Down: Lastly');
  });

  it('shows how many people, mailboxes and organisations it is for, and who they are', async () => {
    await page();
    expect(ruth.words()).toContain('Everybody on the list.');
    expect(ruth.words()).toMatch(/People3.*Mailboxes3 Organisations2/);
    await ruth.follow('Change whom it is for');
    const amber = ruth.last.page.querySelectorAll('label').find((one) => one.text.includes('Amber Valley'))!;
    const district = ruth.last.page.querySelector(`#${amber.getAttribute('for')}`)!.getAttribute('value')!;
    await ruth.press('Keep this, and count again', { districtIds: [district], roles: [] });
    expect(ruth.words()).toMatch(/People2.*Mailboxes2 Organisations1/);
    await ruth.follow('who they are');
    expect(ruth.words()).toContain('Ada Barley');
    expect(ruth.words()).not.toContain('Tom Reed');
    await ruth.open(county.path('digest', KEY, 'audience'));
    await ruth.press('Keep this, and count again', { districtIds: [] });
    expect(ruth.words()).toMatch(/People3/);
  });

  it('can be looked at as somebody and tried out', async () => {
    await ruth.open(county.path('digest', KEY, 'preview?q=Tom'));
    await ruth.follow('Tom Reed');
    expect(ruth.words()).toContain('See you in January.');
    await page();
    await ruth.press('Send me a test');
    const [trial] = await county.folkmoot.deliver();
    expect(trial.mail.subject).toBe('Test: Autumn news');
    expect(trial.to).toBe('ruth@grid.example.org');
  });

  it('goes out after the ten minutes, the same to all, on a list of its own', async () => {
    await page();
    await ruth.follow('Approve it');
    expect(ruth.words()).toContain('Autumn news');
    await ruth.press('Approve and send', { when: 'soon' });
    expect(await county.folkmoot.deliver()).toEqual([]);
    county.moveTo('2026-11-18T10:30:00Z');
    const letters = await county.folkmoot.deliver();
    expect(letters.map(({ to }) => to).sort()).toEqual([
      'ada@sunrise.example.org',
      'ruth@grid.example.org',
      'tom@youth.example.org',
    ]);
    const texts = new Set(
      letters.map(({ mail }) => mail.text!.replace(/Hello .*,/, '').replace(/stop\/\S+/, '')),
    );
    expect(texts.size).toBe(1);
    const { mail } = letters[0];
    expect(mail.subject).toBe('Autumn news');
    expect(mail.text).not.toContain('Why you get this');
    const order = ['From the co-ordinator', 'Holiday fund', 'Lastly'].map((one) =>
      mail.text!.indexOf(`\n${one}\n`),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(mail.headers.find(({ key }) => key === 'list-id')?.value).toContain('<newsletter.grid.');
    expect(mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toContain(
      '/grid/stop/newsletter/',
    );
  });

  it('says the same in its text and in its HTML', () => {
    const { text, html } = county.folkmoot.sink.to('tom@youth.example.org').at(-1)!.mail;
    const headings = [...html!.matchAll(/<h[23][^>]*>([^<]+)</g)].map(([, words]) => words);
    const underlined = [...text!.matchAll(/^(.+)\n[=-]{3,}$/gm)].map(([, words]) => words);
    expect(headings).toEqual(['From the co-ordinator', 'Holiday fund', 'Lastly']);
    expect(underlined).toEqual(headings);
  });

  it('is stopped by itself: whoever stops the newsletter still gets the digest', async () => {
    const { text } = county.folkmoot.sink.to('tom@youth.example.org').at(-1)!.mail;
    const link = new URL(/https?:\/\/\S+\/stop\/newsletter\/\S+/.exec(text!)![0]).pathname;
    const answer = await county.folkmoot.visitor().raw('POST', link, 'List-Unsubscribe=One-Click');
    expect(answer.status).toBe(200);
    await county.command('digest compose');
    await county.command('digest approve');
    const digest = await county.folkmoot.deliver();
    expect(digest.map(({ to }) => to)).toContain('tom@youth.example.org');
    // What the newsletter carried has reached them, and is not repeated.
    for (const { mail } of digest) expect(mail.text).not.toContain('Holiday fund');
  });

  it('has a ledger of its own, and is listed with the others by its kind', async () => {
    const status = await county.command<{ state: string; counts: Record<string, number> }>(
      'digest status',
      '--edition',
      KEY,
    );
    expect(status).toMatchObject({ edition: KEY, state: 'sent', audience: 4 });
    expect(status.counts).toMatchObject({ sent: 3, held: 1 });
    await ruth.open(county.path('digest'));
    expect(ruth.words()).toContain('Newsletter of 18 November 2026Sent');
    const api = await county.api('ruth@grid.example.org');
    const { body } = await api('GET', '/editions');
    expect((body.items as { edition: string; kind: string }[]).map(({ kind }) => kind)).toEqual([
      'newsletter',
      'digest',
    ]);
    expect((await api('GET', `/editions/${KEY}`)).body).toMatchObject({
      kind: 'newsletter',
      name: 'Newsletter of 18 November 2026',
    });
  });

  it('can be written by a program', async () => {
    const api = await county.api('ruth@grid.example.org');
    const { status, body } = await api('POST', '/editions/newsletters', {
      subject: 'By machine',
      parts: [{ heading: 'Hello', body: 'Some words.' }],
      audience: { sizes: ['micro'] },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ edition: `${KEY}-2`, kind: 'newsletter', audience: 0 });
    const wider = await api('PUT', `/editions/${KEY}-2/audience`, {});
    expect(wider.body).toMatchObject({ edition: `${KEY}-2`, audience: 4 });
  });

  it('says every short form in full once, and the text of a program is the same as that of a page', async () => {
    const api = await county.api('ruth@grid.example.org');
    await api('POST', '/glossary', { short: 'CYPP', long: 'Children and Young People’s Plan' });
    const { body } = await api('POST', '/editions/newsletters', {
      subject: 'The CYPP',
      intro: 'About the CYPP.',
      parts: [{ heading: 'What the CYPP says', body: 'The CYPP is **new**.' }],
    });
    await county.command('digest approve', '--edition', body.edition as string);
    const { text } = (await county.folkmoot.deliver())[0].mail;
    expect(text).toContain('About the CYPP (Children and Young People’s Plan).');
    expect(text).toContain('\nWhat the CYPP says\n==================\nThe CYPP is new.');
  });

  it('waits for the next week where everybody has had enough of this one', async () => {
    const api = await county.api('ruth@grid.example.org');
    const { body } = await api('POST', '/editions/newsletters', {
      subject: 'One more',
      parts: [{ heading: '', body: 'And one more.' }],
    });
    const key = body.edition as string;
    await expect(county.command('digest approve', '--edition', key)).rejects.toThrow('Send it next week.');
    county.moveTo('2026-11-23T10:00:00Z');
    await county.command('digest approve', '--edition', key);
    expect(await county.folkmoot.deliver()).toHaveLength(2);
  });

  it('carries nothing to everybody that is only for some', async () => {
    const api = await county.api('ruth@grid.example.org');
    const made = await api('POST', '/articles', {
      ...{ title: 'For trustees', state: 'ready', roles: ['trustee'], summary: 'Only for them.' },
    });
    expect(made.status).toBe(201);
    const { body } = await api('POST', '/editions/newsletters', {
      subject: 'With a secret',
      parts: [{ article: made.body.id }],
    });
    const key = body.edition as string;
    await expect(county.command('digest approve', '--edition', key)).rejects.toThrow(
      '“For trustees” is only for those with one of these roles: Trustee or committee member.',
    );
  });

  it('is refused when it is longer than mail programmes show', async () => {
    const api = await county.api('ruth@grid.example.org');
    const long = 'Many words make a long letter. '.repeat(600);
    const { body } = await api('POST', '/editions/newsletters', {
      subject: 'Long',
      parts: Array.from({ length: 6 }, (_, at) => ({ heading: `Part ${at}`, body: long })),
    });
    await expect(county.command('digest approve', '--edition', body.edition as string)).rejects.toThrow(
      'This is longer than mail programmes show',
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import xmldoc from 'xmldoc';
import { StopLinks } from '../../src/members/index.js';
import { Attachments } from '../../src/digest/attachments/attachments.service.js';
import { Actor } from '../../src/core/access/index.js';
import { pdf } from '../support/pictures.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const PUBLIC = ['Holiday fund', 'New safeguarding law'];

describe('What has gone out', () => {
  let county: County;
  let ada: Visitor;
  let ruth: Visitor;
  let file: string;
  const stranger = () => county.folkmoot.visitor();

  beforeAll(async () => {
    county = await County.found([
      SUNRISE,
      YOUTH,
      { organisation: 'Peak Parents', districts: 'High Peak', name: 'Post Only' },
    ]);
    await county.articles(WEEK);
    await county.rows(`update article set readers = 'public' where title = any ($1)`, [PUBLIC]);
    file = await attach('Holiday fund');
    await county.command('digest compose');
    await county.rows(`update edition set intro = 'A word to **members**.'`);
    await county.command('digest approve');
    await county.command('digest send');
    ada = await county.folkmoot.signIn('ada@sunrise.example.org', county.path('digest/archive'));
    ruth = await county.ruth();
  });
  afterAll(() => county.stop());

  async function attach(title: string): Promise<string> {
    const [{ id, person }] = await county.rows<{ id: string; person: string }>(
      `select a.id, (select person_id from contact_point where value like 'ruth@%') as person from article a where a.title = $1`,
      [title],
    );
    const [{ network_id }] = await county.rows<{ network_id: string }>(
      'select network_id from article limit 1',
    );
    const held = [{ role: 'coordinator', organisationId: null, districtId: null }];
    const me = new Actor(network_id, person, undefined, 'Ruth', held, 'page');
    const attachments = county.folkmoot.app.get(Attachments);
    const kept = await county.inside(() =>
      attachments.attach(me, id, { name: 'form.pdf', bytes: pdf() }, ''),
    );
    return kept.href;
  }

  const openArchive = (readers: 'public' | 'members') =>
    county.rows(
      `update network set settings = jsonb_set(settings, '{archive}', $1) where slug = 'grid' returning id`,
      [JSON.stringify({ readers })],
    );

  const titles = (visitor: Visitor) =>
    visitor.last.page.querySelectorAll('main h2').map((one) => one.text.trim());

  it('is read by a member in full, by the week, with what belongs to it', async () => {
    expect(ada.heading()).toBe('What we have sent out');
    await ada.follow('Week of 16 November 2026');
    expect(ada.heading()).toBe('Week of 16 November 2026');
    expect(ada.last.path).toBe('/grid/digest/archive/2026-W47');
    expect(ada.words()).toContain('A word to members.');
    expect(titles(ada).sort()).toEqual(
      [
        'Amber forum',
        'Bolsover forum',
        'Early years training',
        'Holiday fund',
        'New safeguarding law',
        'Youth club start-up',
      ].sort(),
    );
    expect(ada.words()).toContain('form.pdf (PDF, 1 kB)');
    expect(ada.last.page.querySelectorAll('nav [aria-current]').map((one) => one.text)).toEqual(['Archive']);
  });

  it('is nobody else’s where the network has not opened it, and there is no feed', async () => {
    const front = stranger();
    await front.open('/grid');
    expect(front.words()).not.toContain('What we have sent out');
    expect(front.last.page.querySelector('link[rel=alternate]')).toBeNull();
    for (const path of [
      'digest/archive',
      'digest/archive/2026-W47',
      'digest/archive/2026-W01',
      'digest/sent',
    ]) {
      const answer = await stranger().raw('GET', county.path(path));
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, '/sign-in']);
    }
    expect((await stranger().raw('GET', county.path('digest/feed.atom'))).status).toBe(404);
  });

  it('once opened, shows strangers what is public, and nothing of the rest', async () => {
    await openArchive('public');
    const front = stranger();
    await front.open('/grid');
    await front.follow('What we have sent out');
    expect(front.last.path).toBe('/grid/digest/archive');
    expect(front.last.page.querySelector('link[type="application/atom+xml"]')?.getAttribute('href')).toBe(
      '/grid/digest/feed.atom',
    );
    await front.follow('feed reader');
    expect(front.last.status).toBe(200);
    await front.open('/grid');
    await front.follow('Articles for everybody');
    expect(front.heading()).toBe('Articles for everybody');
    const visitor = stranger();
    await visitor.open(county.path('digest/archive'));
    await visitor.follow('Week of 16 November 2026');
    expect(titles(visitor).sort()).toEqual(PUBLIC);
    expect(visitor.last.body).not.toMatch(/members\.|Amber forum|Bolsover|word to/);
    const href = visitor.last.page
      .querySelectorAll('main a')
      .find((one) => one.text === 'form.pdf')!
      .getAttribute('href')!;
    expect(href).toBe(`/grid${file}`);
    expect((await visitor.raw('GET', href)).status).toBe(200);
  });

  it('is a feed of public items that says when it has not changed', async () => {
    const answer = await stranger().raw('GET', county.path('digest/feed.atom'));
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const xml = new xmldoc.XmlDocument(await answer.text());
    const entries = xml.childrenNamed('entry');
    expect(entries.map((one) => one.valueWithPath('title')).sort()).toEqual(PUBLIC);
    const fund = entries.find((one) => one.valueWithPath('title') === 'Holiday fund')!;
    expect(fund.valueWithPath('id')).toMatch(/^tag:[a-z.]+,2026-11-18:[0-9a-f-]{36}\/article:[0-9a-f-]{36}$/);
    expect(fund.childNamed('content')!.val).toContain('Apply <strong>on-line</strong> at');
    expect(fund.childWithAttribute('rel', 'enclosure')!.attr).toMatchObject({
      type: 'application/pdf',
      length: String(pdf().length),
    });
    const link = new URL(fund.childWithAttribute('rel', 'alternate')!.attr.href);
    const visitor = stranger();
    await visitor.open(link.pathname);
    expect(visitor.last.page.querySelector(link.hash)!.querySelector('h2')!.text).toBe('Holiday fund');
    expect(visitor.last.page.querySelector('link[rel=alternate]')!.getAttribute('href')).toBe(
      '/grid/digest/feed.atom',
    );
    const etag = answer.headers.get('etag')!;
    const modified = answer.headers.get('last-modified')!;
    const helds: Record<string, string>[] = [{ 'if-none-match': etag }, { 'if-modified-since': modified }];
    for (const held of helds) {
      const again = await stranger().raw('GET', county.path('digest/feed.atom'), undefined, {
        ...held,
        'cache-control': 'max-age=0',
      });
      expect([held, again.status, await again.text()]).toEqual([held, 304, '']);
    }
  });

  it('is where the letters say that it is', async () => {
    const raw = county.folkmoot.sink
      .to('ada@sunrise.example.org')[0]
      .bytes.toString('latin1')
      .replace(/\r\n[ \t]/g, ' ');
    const said = (name: string) => new RegExp(`^${name}: <(.*)>\r$`, 'm').exec(raw)?.[1];
    const base = county.folkmoot.settings.baseUrl;
    expect(said('Archived-At')).toBe(`${base}/grid/digest/archive/2026-W47`);
    expect(said('List-Archive')).toBe(`${base}/grid/digest/archive`);
  });

  it('is told to each as what she was sent herself, in the words in which it went out', async () => {
    await county.rows(`update article set title = 'Another title' where title = 'Amber forum' returning id`);
    await ada.open(county.path('digest/sent'));
    expect(ada.words()).toMatch(/Week of 16 November 2026\s*18 November 2026\s*Sent/);
    await ada.follow('Week of 16 November 2026');
    expect(ada.words()).toContain('Hello Ada');
    expect(ada.words()).toMatch(/Amber forum.*Why you get this/);
    expect(ada.last.body).not.toMatch(/style=|Another title|Bolsover forum/);
    const [{ id }] = await county.rows<{ id: string }>(`select id from person where family = 'Only'`);
    const token = await county.inside(async () => county.folkmoot.app.get(StopLinks).preferencesToken(id));
    const post = stranger();
    await post.open(county.path('preferences', token, 'sent'));
    expect(post.words()).toMatch(/Not sent\s*No e-mail address is on record/);
    expect(post.last.body).not.toContain('sent/2026-W47');
  });

  it('is told by the link of a digest to those who have no account', async () => {
    const [{ id }] = await county.rows<{ id: string }>(`select id from person where given = 'Tom'`);
    const token = await county.inside(async () => county.folkmoot.app.get(StopLinks).preferencesToken(id));
    const tom = stranger();
    await tom.open(county.path('preferences', token));
    await tom.follow('What I was sent');
    expect(tom.words()).toMatch(/Week of 16 November 2026\s*18 November 2026\s*Sent/);
    // The letter may have been passed on, links and all.
    const copy = await tom.raw('GET', county.path('preferences', token, 'sent/2026-W47'));
    expect([copy.status, copy.headers.get('location')]).toEqual([303, '/grid/digest/sent/2026-W47']);
    await tom.open(county.path('digest/sent/2026-W47'));
    expect(tom.last.path).toMatch(/^\/sign-in/);
    const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await tom.open(county.path('preferences', altered, 'sent'))).status).toBe(404);
  });

  it('loses what is withdrawn, for anybody at once', async () => {
    await county.rows(
      `update article set state = 'withdrawn' where title = 'New safeguarding law' returning id`,
    );
    const visitor = stranger();
    await visitor.open(county.path('digest/archive/2026-W47'));
    expect(titles(visitor)).toEqual(['Holiday fund']);
    expect(await (await visitor.raw('GET', county.path('digest/feed.atom'))).text()).not.toContain(
      'safeguarding',
    );
    await ada.open(county.path('digest/archive/2026-W47'));
    expect(titles(ada)).not.toContain('New safeguarding law');
    expect(ada.words()).toContain('What stood here has been withdrawn.');
  });

  it('has only what a copy of the edition carried, whatever else was to choose from', async () => {
    const change = (how: string) =>
      county.rows(
        `update delivery d set pieces = ${how}(d.pieces, (p.place - 1)::int) from edition e, article a,
           jsonb_array_elements(e.pieces) with ordinality as p (facts, place)
         where e.letter_id = d.letter_id and a.title = 'Holiday fund' and p.facts->>'key' = 'article:' || a.id
           and cardinality(d.pieces) > 0 returning d.id`,
      );
    expect((await change('array_remove')).length).toBeGreaterThan(0);
    await ada.open(county.path('digest/archive/2026-W47'));
    expect(titles(ada)).toContain('Amber forum');
    expect(titles(ada)).not.toContain('Holiday fund');
    const visitor = stranger();
    await visitor.open(county.path('digest/archive'));
    expect(visitor.words()).not.toContain('Week of 16 November 2026');
    expect((await stranger().raw('GET', county.path('digest/archive/2026-W47'))).status).toBe(303);
    const feed = await (await stranger().raw('GET', county.path('digest/feed.atom'))).text();
    expect(feed).not.toContain('Holiday fund');
    await change('array_append');
  });

  it('names the correction of an edition, and what it corrects', async () => {
    await ruth.open(county.path('digest/2026-W47'));
    await ruth.follow('correction');
    await ruth.press('correction', { subject: 'Correction: the forum', body: 'It meets on **Wednesday**.' });
    await county.command('digest approve', '--edition', 'correction-of-2026-W47');
    await county.command('digest send', '--edition', 'correction-of-2026-W47');
    await ada.open(county.path('digest/archive/2026-W47'));
    await ada.follow('correction of 18 November 2026');
    expect(ada.words()).toContain('It meets on Wednesday.');
    await ada.follow('week of 16 November 2026');
    expect(ada.last.path).toBe('/grid/digest/archive/2026-W47');
    expect((await stranger().raw('GET', county.path('digest/archive/correction-of-2026-W47'))).status).toBe(
      303,
    );
  });

  it('is for those alone whom it was for, where it was for some', async () => {
    await county.rows(
      `update edition set audience = jsonb_build_object('districtIds', (select jsonb_agg(id) from district where name = 'Bolsover')) where key = '2026-W47' returning id`,
    );
    await county.rows(
      `delete from delivery_reader r using person p where p.id = r.person_id and p.given = 'Ada' returning r.person_id`,
    );
    expect((await ada.open(county.path('digest/archive/2026-W47'))).status).toBe(404);
    expect((await ruth.open(county.path('digest/archive/2026-W47'))).status).toBe(200);
    expect((await stranger().raw('GET', county.path('digest/archive/2026-W47'))).status).toBe(303);
  });

  it('is gone where it was cancelled, for everybody and from the feed', async () => {
    await county.rows(`update edition set audience = '{}' where key = '2026-W47' returning id`);
    expect((await stranger().raw('GET', county.path('digest/archive/2026-W47'))).status).toBe(200);
    await county.rows(
      `update letter set state = 'cancelled' where id = (select letter_id from edition where key = '2026-W47') returning id`,
    );
    expect((await ruth.open(county.path('digest/archive/2026-W47'))).status).toBe(404);
    expect((await stranger().raw('GET', county.path('digest/archive/2026-W47'))).status).toBe(303);
    const feed = await (await stranger().raw('GET', county.path('digest/feed.atom'))).text();
    expect(feed).not.toContain('Holiday fund');
  });
});

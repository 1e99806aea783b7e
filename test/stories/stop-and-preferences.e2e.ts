import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Keys } from '../../src/core/config/index.js';
import { stopToken } from '../../src/core/mail/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

describe('Stopping the digest by its own link', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let bea: string;
  let cas: string;
  let maureen: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    maureen = network.people.member.id;
    const { people } = await network.addOrganisation({
      name: 'Office',
      districts: ['Bolsover'],
      people: [
        { name: 'Bea Long', address: 'office@example.org', mainContact: true },
        { name: 'Cas Short', address: 'Office@example.org' },
      ],
    });
    [bea, cas] = people;
  });
  afterAll(() => folkmoot.stop());
  beforeEach(() => network.query('delete from consent'));

  const linkOf = (personId: string, list = 'digest') =>
    `/derbyshire/stop/${list}/${stopToken(folkmoot.app.get(Keys).for('tokens'), network.id, list, personId)}`;

  const said = async (personId: string) =>
    network.query<{ status: string; basis: string; source: string; purpose: string }>(
      'select status, basis, source, purpose from consent where person_id = $1 order by at, id',
      [personId],
    );

  const oneClick = (path: string, visitor: Visitor = folkmoot.visitor()) =>
    visitor.raw('POST', path, 'List-Unsubscribe=One-Click', {
      origin: 'https://mail.example.com',
      'sec-fetch-site': 'cross-site',
    });

  it('looking at it fifty times, as scanners do, stops nothing', async () => {
    const scanner = folkmoot.visitor();
    for (let n = 0; n < 50; n++) expect((await scanner.raw('GET', linkOf(maureen))).status).toBe(200);
    expect((await scanner.raw('HEAD', linkOf(maureen))).status).toBe(200);
    expect(await said(maureen)).toEqual([]);
  });

  it('the page says which list and which mailbox, without giving the address away', async () => {
    const visitor = folkmoot.visitor();
    const shown = await visitor.open(linkOf(maureen));
    expect(visitor.heading()).toBe('Stop the weekly digest?');
    expect(visitor.words()).toContain('m…@e…');
    expect(shown.body).not.toContain('maureen@');
    expect(shown.page.querySelector('meta[name=referrer]')?.getAttribute('content')).toBe('same-origin');
    expect(shown.page.querySelectorAll('script')).toHaveLength(0);
  });

  it('one press stops it, and the same page then offers it again', async () => {
    const visitor = folkmoot.visitor();
    await visitor.open(linkOf(maureen));
    await visitor.press('Stop it');
    expect(visitor.heading()).toBe('Stopped');
    expect(await said(maureen)).toEqual([
      { status: 'opted_out', basis: 'membership', source: 'page', purpose: 'digest' },
    ]);
    await visitor.open(linkOf(maureen));
    expect(visitor.heading()).toBe('Stopped');
    await visitor.press('Send it to me again');
    expect(visitor.words()).toContain('You will be sent the weekly digest from the next one on: every week');
    expect((await said(maureen)).at(-1)).toMatchObject({
      status: 'opted_in',
      basis: 'consent',
      source: 'page',
    });
  });

  it('one click in a mail programme stops it at once: no redirect, no cookie, no token, as often as it likes', async () => {
    for (let n = 0; n < 3; n++) {
      const answer = await oneClick(linkOf(maureen));
      expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
        200,
        null,
        [],
      ]);
    }
    expect(await said(maureen)).toEqual([
      expect.objectContaining({ status: 'opted_out', source: 'one-click' }),
    ]);
  });

  it('one click works as multipart, too, which is how the standard would have it', async () => {
    const body = new FormData();
    body.append('List-Unsubscribe', 'One-Click');
    const answer = await folkmoot.visitor().raw('POST', linkOf(maureen), body, { origin: 'null' });
    expect(answer.status).toBe(200);
    expect(await said(maureen)).toHaveLength(1);
  });

  it('one click works in the browser of somebody who is signed in', async () => {
    const visitor = await network.signIn('representative');
    expect((await oneClick(linkOf(maureen), visitor)).status).toBe(200);
    expect(await said(maureen)).toHaveLength(1);
  });

  it('a press that says nothing stops nothing', async () => {
    const visitor = folkmoot.visitor();
    for (const body of ['', 'List-Unsubscribe=', 'whose=', 'a=b', `whose=${cas}`])
      expect((await visitor.raw('POST', linkOf(maureen), body)).status).toBe(303);
    expect(await said(maureen)).toEqual([]);
    expect(await said(cas)).toEqual([]);
  });

  it('altered, cut short or of another list or network, it tells nothing and changes nothing', async () => {
    const other = await foundNetwork(folkmoot, { slug: 'portsmouth', model: 'portsmouth', mark: 'Solent' });
    const good = linkOf(maureen);
    const bad = [
      good.slice(0, -1),
      `${good}A`,
      good.replace('/digest/', '/news/'),
      good.replace('/derbyshire/', '/portsmouth/'),
      linkOf('01920000-0000-7000-8000-000000000000'),
      `/derbyshire/stop/digest/${'x'.repeat(2000)}`,
      '/derbyshire/stop/digest/%00',
    ];
    const visitor = folkmoot.visitor();
    const pages = new Set<string>();
    for (const link of bad) {
      expect([link, (await visitor.open(link)).status]).toEqual([link, 404]);
      expect(visitor.heading()).toBe('We could not read this link');
      pages.add(
        visitor
          .words()
          .replaceAll('portsmouth', 'derbyshire')
          .replaceAll('the update', 'the weekly digest')
          .replaceAll('these e-mails', 'the weekly digest'),
      );
      expect((await oneClick(link)).status).toBe(404);
    }
    expect(pages.size).toBe(1);
    expect(await network.query('select 1 from consent')).toEqual([]);
    expect(await other.query('select 1 from consent')).toEqual([]);
  });

  it('where two people read one mailbox, the page asks whose it is', async () => {
    const visitor = folkmoot.visitor();
    await visitor.open(linkOf(bea));
    expect(visitor.words()).toContain('Several people read this mailbox');
    expect(visitor.words()).toContain('Only Cas S.');
    await visitor.press('Stop it', { whose: cas });
    expect(await said(cas)).toHaveLength(1);
    expect(await said(bea)).toEqual([]);
    expect(visitor.heading()).toBe('Stop the weekly digest?');
    await visitor.press('Stop it');
    expect(visitor.heading()).toBe('Stopped');
    expect(await said(bea)).toHaveLength(1);
  });

  it('where two people read one mailbox, one click stops it for both', async () => {
    await oneClick(linkOf(bea));
    expect([(await said(bea)).length, (await said(cas)).length]).toEqual([1, 1]);
  });

  it('of somebody whose address was taken out, or put back later, stops all the same: the link names the person', async () => {
    const id = await network.addPerson('Nell Gone');
    const visitor = folkmoot.visitor();
    await visitor.open(linkOf(id));
    expect(visitor.heading()).toBe('Stop the weekly digest?');
    expect((await oneClick(linkOf(id))).status).toBe(200);
    expect(await said(id)).toEqual([expect.objectContaining({ status: 'opted_out', source: 'one-click' })]);
    await visitor.open(linkOf(id));
    expect(visitor.words()).toContain('From now on the weekly digest no longer comes to you.');
    await visitor.follow('Choose what you are sent');
    expect(visitor.words()).toContain('This page is for Nell G..');
  });

  it('stops that list only', async () => {
    await oneClick(linkOf(maureen, 'notices'));
    expect(await said(maureen)).toEqual([expect.objectContaining({ purpose: 'notices' })]);
    const visitor = folkmoot.visitor();
    await visitor.open(linkOf(maureen));
    expect(visitor.heading()).toBe('Stop the weekly digest?');
  });

  it('stops no letter that somebody asks for, such as a link to sign in', async () => {
    await oneClick(linkOf(maureen));
    const visitor = await folkmoot.signIn('maureen@example.org');
    await visitor.open('/derbyshire/me');
    expect(visitor.words()).toContain('Has asked not to get it');
  });

  it('is written down, without a name', async () => {
    await oneClick(linkOf(maureen));
    const [event] = await network.query(
      `select action, subject_id, details from audit_event where action = 'list.stopped' order by seq desc limit 1`,
    );
    expect(event).toEqual({
      action: 'list.stopped',
      subject_id: maureen,
      details: { list: 'digest', source: 'one-click' },
    });
  });

  it('leads to a page on which anybody chooses how often, without signing in', async () => {
    const visitor = folkmoot.visitor();
    await visitor.open(linkOf(maureen));
    await visitor.follow('Choose what you are sent');
    expect(visitor.words()).toContain('Maureen T., m…@e…');
    await visitor.press('Save my choice', { digest: 'none' });
    expect(visitor.words()).toContain('You will not be sent the weekly digest any more.');
    await visitor.press('Save my choice', { digest: 'sometimes' });
    expect(visitor.problems()).toEqual(['Choose how often you want it.']);
    expect((await visitor.open('/derbyshire/preferences/nonsense')).status).toBe(404);
    expect((await visitor.open(linkOf(maureen).replace('stop/digest', 'preferences'))).status).toBe(404);
  });
});

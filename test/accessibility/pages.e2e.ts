import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobRunner } from '../../src/core/jobs/index.js';
import { Door } from '../../src/core/mail/inbound/index.js';
import { TestApp } from '../support/app.js';
import { Cast } from '../support/cast.js';
import { crawl, pageRoutes, type Reached } from '../support/crawl.js';
import { photograph } from '../support/pictures.js';
import type { Visitor } from '../support/visitor.js';

const KIBIBYTE = 1024;

interface Example {
  people: { role: string; email: string }[];
}

/** Pages that nobody reaches by a link: mailed addresses, steps of a form, and what is not a page at all. */
const NOT_LINKED =
  /sign-in|sign-out|account|address|stop|renewal|preferences|mailbox|\.csv|colour\.css|data\.json|:code|confirm|openapi|invitation|download|labels|phoning|page\/:token|\/second|key\/acronyms|key\/cancellation|handover\/edition/;

describe('Every page, as a browser without scripts gets it', () => {
  let folkmoot: TestApp;
  let reached: Reached[];

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    const { people } = await folkmoot.command<Example>(
      'network',
      'example',
      '--model',
      'derbyshire',
      '--slug',
      'example',
    );
    const example = await folkmoot.signIn(people.find(({ role }) => /co-ordinator/i.test(role))!.email);
    await illustrate(example);
    await folkmoot.command('digest', 'compose', '--network', 'example');
    const bytes = Buffer.from('From: sue@example.org\r\nSubject: Joining\r\n\r\nHow do we join?\r\n');
    const to = [`example@${folkmoot.settings.mailDomain}`];
    await folkmoot.app.get(Door).take({ from: 'sue@example.org', to, bytes, via: 'smtp' });
    await folkmoot.app.get(JobRunner).sweep('mail.sort');
    const cast = await Cast.found(folkmoot, 'hull');
    const browser = await cast.browser('coordinator');
    await example.open('/example/digest/newsletters/new');
    await example.press('Begin the newsletter', { subject: 'Summer in the districts' });
    const composing = await crawl(folkmoot, example, ['/example/digest']);
    await folkmoot.command('digest', 'approve', '--network', 'example');
    await folkmoot.command('digest', 'send', '--network', 'example');
    reached = [
      ...composing,
      ...(await crawl(folkmoot, folkmoot.visitor(), ['/', '/sign-in', '/example', '/help'])),
      ...(await crawl(folkmoot, example, ['/', '/example', '/account'])),
      ...(await crawl(folkmoot, browser, ['/hull'])),
      ...(await crawl(folkmoot, await cast.browser('member'), ['/hull'])),
    ];
  }, 120_000);
  afterAll(() => folkmoot.stop());

  /** The first article gets a picture and a file, and the archive is opened. */
  async function illustrate(visitor: Visitor): Promise<void> {
    await visitor.open('/example/articles');
    const article = visitor.last.page.querySelector('main tbody a')!.getAttribute('href')!;
    const picture = { file: { name: 'hill.jpg', text: await photograph() }, alt: 'A hill' };
    await visitor.open(`${article}/picture`);
    await visitor.press('Save the picture', picture);
    await visitor.open(`${article}/files/new`);
    await visitor.press('Add the file', picture);
    const [{ id }] = await folkmoot.db.query<{ id: string }>(
      `select id from network_all() where slug = 'example'`,
    );
    await folkmoot.db.inNetwork(id, () =>
      folkmoot.db.query(
        `update network set settings = jsonb_set(settings, '{archive}', '{"readers": "public"}') where id = $1 returning id`,
        [id],
      ),
    );
  }

  const pages = () => reached.filter(({ shown }) => shown.headers.get('content-type')?.includes('text/html'));

  it('answers, and was reached by pressing links', () => {
    expect(
      reached.filter(({ shown }) => shown.status >= 400).map(({ path, shown }) => `${shown.status} ${path}`),
    ).toEqual([]);
    const routes = new Set(reached.map(({ route }) => route));
    const missed = pageRoutes(folkmoot)
      .map(({ path }) => path)
      .filter((path) => !routes.has(path) && !NOT_LINKED.test(path));
    expect([...new Set(missed)]).toEqual([]);
  });

  it('has one heading that its title repeats, a language, a main part and a way to skip to it', () => {
    for (const { path, shown } of pages()) {
      const headings = shown.page.querySelectorAll('h1').map((one) => one.text.trim());
      const title = shown.page.querySelector('title')?.text ?? '';
      expect({ path, headings: headings.length }).toEqual({ path, headings: 1 });
      expect({ path, title: title.includes(headings[0]) }).toEqual({ path, title: true });
      expect({ path, lang: shown.page.querySelector('html')?.getAttribute('lang') }).toEqual({
        path,
        lang: 'en-GB',
      });
      expect({ path, skip: shown.page.querySelector('a.skip')?.getAttribute('href') }).toEqual({
        path,
        skip: '#main',
      });
    }
  });

  it('names every box of every form, and every id once', () => {
    for (const { path, shown } of pages()) {
      const nameless = shown.page.querySelectorAll('input, select, textarea').filter((box) => {
        if (['hidden', 'submit'].includes(box.getAttribute('type') ?? '')) return false;
        const id = box.getAttribute('id');
        return (
          !(id && shown.page.querySelector(`label[for="${id}"]`)) &&
          !box.getAttribute('aria-label') &&
          !box.closest('label')
        );
      });
      expect({ path, nameless: nameless.map((box) => box.toString()) }).toEqual({ path, nameless: [] });
      const ids = shown.page.querySelectorAll('[id]').map((one) => one.getAttribute('id'));
      expect({ path, twice: ids.filter((id, at) => ids.indexOf(id) !== at) }).toEqual({ path, twice: [] });
    }
  });

  it('is small, and needs no script, no font and nobody else', () => {
    for (const { path, shown } of pages()) {
      expect({ path, fits: gzipSync(shown.body).length < 14 * KIBIBYTE }).toEqual({ path, fits: true });
      const foreign = shown.page.querySelectorAll(
        'script, style, [style], link[href^="http"], img[src^="http"], [onclick]',
      );
      expect({ path, foreign: foreign.map((one) => one.toString()) }).toEqual({ path, foreign: [] });
      const policy = shown.headers.get('content-security-policy') ?? '';
      expect({ path, policy: policy.startsWith("default-src 'none'") }).toEqual({ path, policy: true });
      expect(policy).not.toMatch(/unsafe|script-src/);
    }
  });
});

import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import type { RouteFacts } from '../../src/core/access/index.js';
import { Crawler, pageRoutes } from './crawl.js';
import { brokenRules } from './examine.js';
import { Person } from './person.js';
import { Product, withBrowser } from './product.js';
import { Rooms } from './rooms.js';

/** Pages at which the rules cannot be run, and why. */
const NOT_LOOKED_AT = {
  '/:network/people/:id/held-address':
    'is there only after mail has come back: see the story of held addresses',
  '/:network/preferences/:token/sent/:key':
    'leads to signing in, since a link that may have been forwarded opens no copies',
  '/mailbox/:id/html': 'no script may run in it, not even ours: what it shows is examined outside its frame',
};

const SHARED = 'stonebridge.family.centre@example.org';

withBrowser('Every page of the running product, on a small telephone', () => {
  let product: Product;
  let routes: RouteFacts[];
  let crawler: Crawler;
  let rooms: Rooms;
  let maureen: Person;
  const everybody: Person[] = [];

  beforeAll(async () => {
    product = await Product.start({ FOLKMOOT_STOP_MINUTES: '0', FOLKMOOT_LIMIT_EXPORT: '1' });
    routes = pageRoutes(product);
    crawler = new Crawler(routes);
    rooms = new Rooms(at, (person) => crawler.examine(person));
  });
  afterEach(() => expect(crawler.faults()).toEqual([]));
  afterAll(() => product.stop());

  const at = (path = '') => product.network + path;

  /** A browser in which the automated rules can run; the pages themselves have no script. */
  async function arrive(): Promise<Person> {
    const person = await Person.arrive(product, 360, { javaScriptEnabled: true });
    everybody.push(person);
    return person;
  }

  async function signedIn(role: string): Promise<Person> {
    const person = await arrive();
    await person.signIn(product.address(role));
    return person;
  }

  /** Examines the page that somebody has open; it came with this status. */
  async function look(person: Person, status = 200): Promise<void> {
    const seen = await crawler.examine(person);
    expect({ path: seen.path, status: seen.status }).toEqual({ path: seen.path, status });
  }

  /** Sends a form as it stands but for this, and examines its refusal. */
  async function refused(
    person: Person,
    path: string,
    button: string,
    box?: string,
    text = '',
  ): Promise<void> {
    await person.open(path);
    if (box) await person.fill(box, text);
    await person.press(button);
    await look(person, 422);
    expect(await person.page.title()).toMatch(/^Error: /);
  }

  it('would not pass with a fault in it', async () => {
    const { page } = await arrive();
    await page.setContent(
      '<title>A</title><input><p style="color:#999">Pale</p><a href="/">a</a><a href="/b">b</a>',
    );
    const rules = (await brokenRules(page)).map((one) => one.split(':')[0]);
    expect(rules).toEqual(
      expect.arrayContaining(['html-has-lang', 'label', 'color-contrast', 'target-size']),
    );
  });

  it('is within the rules for strangers', async () => {
    const stranger = await arrive();
    await crawler.crawl(stranger, ['/', at(), '/mailbox', '/sign-out', '/api/v1'], 1);
    const cut = ['address', 'stop/digest', 'page', 'handover/edition'].map((room) =>
      at(`/${room}/cut-short`),
    );
    const broken = ['/nothing', at('/nothing'), ...cut, at('/handover/edition/cut-short/stop')];
    for (const path of broken) {
      await stranger.open(path);
      await look(stranger, 404);
    }
    await rooms.see(stranger, '/r/AB12CD');
  });

  it('is within the rules at every step of signing in', async () => {
    const denise = await arrive();
    const elsewhere = await arrive();
    await refused(denise, '/sign-in', 'Send me a link');
    await denise.fill('Your e-mail address', SHARED);
    await denise.press('Send me a link');
    await look(denise);
    await denise.fill('Code of eight digits', '1234');
    await denise.press('Use the code');
    await look(denise, 422);
    await denise.openMail(SHARED, 'link to sign in');
    await look(denise);
    const link = (await denise.page.locator('main a[href*="/sign-in/l/"]').first().getAttribute('href'))!;
    await elsewhere.open(link);
    await look(elsewhere);
    await elsewhere.press('Sign in');
    await look(elsewhere);
    await elsewhere.press('Sign in');
    await look(elsewhere, 422);
    await denise.open(link);
    await denise.press('Sign in');
    await elsewhere.open(link);
    await elsewhere.press('Sign in');
    await look(elsewhere, 410);
    await denise.open(at());
    await look(denise);
    await denise.press('Go on');
    await look(denise, 422);
    await denise.page.getByLabel('Denise').check();
    await denise.press('Go on');
    await denise.press('Sign out');
    await look(denise);
  });

  it('is within the rules with a second factor', async () => {
    const keith = await signedIn('Administrator');
    await refused(keith, '/account/second-factor', 'Switch it on');
    const secret = (await keith.texts('main strong .code')).join('');
    const code = () => generateSync({ secret });
    await keith.fill('Code from the app', code());
    await keith.press('Switch it on');
    await look(keith);
    await keith.follow('I have kept them');
    await keith.open('/account/second-factor');
    await look(keith);
    await keith.press('Sign out');
    await keith.signIn(product.address('Administrator'));
    await look(keith);
    await keith.press('Go on');
    await look(keith, 422);
  });

  it('is within the rules for the co-ordinator, while the week is composed', async () => {
    maureen = await signedIn('Co-ordinator');
    await maureen.open(at('/articles'));
    await maureen.page.locator('main tbody a').first().click();
    await rooms.anArticlesFiles(maureen);
    await maureen.open(at('/digest'));
    await maureen.press('Compose this week');
    await crawler.crawl(maureen, ['/', at(), '/account'], 2);
    await maureen.open(at('/digest'));
    await maureen.follow('Open this week');
    await maureen.page
      .getByText(/items, in your order/)
      .first()
      .click();
    await maureen.press(/^Take out/);
    await look(maureen);
    await rooms.whileComposing(maureen);
  });

  it('is within the rules where a list is looked over and brought in', async () => {
    const bring = async (path: string, button: string, ...lines: string[]) => {
      await maureen.open(path);
      const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
      await maureen.page.locator('input[type=file]').setInputFiles(file);
      await maureen.press(button);
      await look(maureen);
    };
    await refused(maureen, at('/members/import'), 'See what it would do');
    const heads = 'organisation,district,e-mail,favourite colour';
    const row = 'Wharf Lane Band,Erewash,band@example.org,blue';
    await bring(at('/members/import'), 'See what it would do', heads, row, ',Narnia,nobody,red');
    await bring(at('/members/import'), 'See what it would do', heads, row);
    await maureen.press(/^Import/);
    await look(maureen);
    await bring(at('/articles/import'), 'Check the file', 'title,closes_on', 'A new hall,', ',yesterday');
    await bring(at('/articles/import'), 'Check the file', 'title,closes_on', 'A new hall,');
  });

  it('is within the rules where a form is refused, or a request', async () => {
    await refused(maureen, at('/organisations/new'), 'Add the organisation');
    await refused(maureen, at('/articles/new'), 'Save the article', 'Title', '');
    await refused(maureen, at('/roles/new'), 'Invite them');
    await refused(maureen, at('/me/tokens'), 'Make a token');
    await refused(maureen, at('/settings'), 'Save the settings', 'Name', '');
    await refused(maureen, at('/settings/districts/new'), 'Add');
    await maureen.page.context().request.get(at('/organisations.csv'));
    await maureen.open(at('/organisations.csv'));
    await look(maureen, 429);
  });

  it('is within the rules where an organisation leaves and comes back', async () => {
    await maureen.open(at('/organisations'));
    await maureen.follow('Oakenshaw Young Carers');
    await maureen.follow('End the membership');
    await maureen.press('End the membership');
    await look(maureen, 422);
    await maureen.page.getByLabel('It has closed').check();
    await maureen.press('End the membership');
    await look(maureen);
    await maureen.follow('Renew the membership');
    await look(maureen);
    await maureen.press('Renew the membership');
    await look(maureen);
  });

  it('is within the rules when the week has gone out, down to the page that stops it', async () => {
    await maureen.open(at('/digest'));
    await maureen.follow('Open this week');
    await maureen.follow('Approve it');
    await maureen.page.getByLabel('At another day and time').check();
    await maureen.press('Approve and send');
    await look(maureen, 422);
    await maureen.page.getByLabel('Now').check();
    await maureen.press('Approve and send');
    await maureen.until(async () => (await maureen.texts('main .tag')).includes('Sent'));
    await look(maureen);
    for (const fate of ['All copies', 'Sent', 'Held']) {
      await maureen.follow(fate);
      await look(maureen);
      await maureen.page.goBack();
    }
    await rooms.afterSending(maureen);
    await rooms.aLetterInTheInbox(maureen, product.stateDir, `${at().slice(1)}@folkmoot.localhost`);
    await maureen.openMail(SHARED, 'This week');
    await look(maureen);
    const reader = await arrive();
    const frame = (await maureen.page.locator('iframe').getAttribute('src'))!;
    await reader.page.setContent(await (await maureen.page.context().request.get(frame)).text());
    expect(await brokenRules(reader.page)).toEqual([]);
    await reader.open((await maureen.page.locator('a[href*="/stop/"]').first().getAttribute('href'))!);
    await look(reader);
    await reader.press('Stop it');
    await look(reader);
    await reader.follow('Choose what you are sent');
    await look(reader);
    await reader.page.getByLabel('Every week').check();
    await reader.press('Save my choice');
    await look(reader);
    await reader.follow('What I was sent');
    await look(reader);
  });

  it('is within the rules for the treasurer, and for a member who moves her address', async () => {
    await crawler.crawl(await signedIn('Treasurer'), ['/', at(), '/account'], 1);
    const ceri = await signedIn('Member');
    await crawler.crawl(ceri, ['/', at(), '/account'], 1);
    await ceri.open(at('/settings'));
    await look(ceri, 403);
    await refused(ceri, at('/me/address'), 'Send the link', 'e-mail', '@');
    await ceri.fill('e-mail', 'ceri.llewellyn@example.org');
    await ceri.press('Send the link');
    await look(ceri);
    await ceri.openMail('ceri.llewellyn@example.org', /address/);
    await ceri.open((await ceri.page.locator('main a[href*="/address/"]').first().getAttribute('href'))!);
    await look(ceri);
    await ceri.press('Use this address');
    await look(ceri);
  });

  it('was looked at', () => {
    const seen = new Set(crawler.visited.map(({ route }) => route));
    const missed = routes.map(({ path }) => path).filter((path) => !seen.has(path));
    expect(missed).toEqual(Object.keys(NOT_LOOKED_AT));
  });

  it('is small, and asks for no script, no font and nobody else', () => {
    expect(everybody.flatMap(({ foreign }) => foreign)).toEqual([]);
  });
});

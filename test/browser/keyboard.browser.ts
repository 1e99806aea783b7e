import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countStops, leave, lostSideways, spaceOut, tab, tabTo } from './keyboard.js';
import { Person } from './person.js';
import { Product, WIDTHS, withBrowser } from './product.js';

withBrowser('With the keyboard alone', () => {
  let product: Product;
  let maureen: Person;
  /** The pages people are on most, and one of each shape. */
  const main: string[] = [];

  beforeAll(async () => {
    product = await Product.start({ FOLKMOOT_STOP_MINUTES: '0' });
    maureen = await Person.arrive(product, 1280);
  });
  afterAll(() => product.stop());

  const at = (path = '') => product.network + path;

  /** The address of the first link on a page that a selector finds. */
  async function linkOn(path: string, selector: string): Promise<string> {
    await maureen.open(path);
    const href = await maureen.page.locator(selector).first().getAttribute('href');
    return new URL(href!, product.base + path).pathname + new URL(href!, product.base + path).search;
  }

  it('a co-ordinator signs in', async () => {
    const { page } = maureen;
    await maureen.open('/');
    await tabTo(page, /^Sign in$/);
    await leave(page);
    await tabTo(page, 'Your e-mail address');
    await page.keyboard.type(product.address('Co-ordinator'));
    await leave(page);
    await tabTo(page, 'Read the mail it has kept');
    await leave(page);
    await maureen.until(async () => (await page.getByRole('link', { name: 'link to sign in' }).count()) > 0);
    await tabTo(page, 'link to sign in');
    await leave(page);
    await tabTo(page, '/sign-in/l/');
    await leave(page);
    await tabTo(page, /^Sign in$/);
    await leave(page);
    expect(await maureen.texts('header')).toEqual([expect.stringContaining('Maureen Calladine')]);
  });

  it('she composes the week, orders it and looks for somebody', async () => {
    const { page } = maureen;
    await tabTo(page, /^Digest$/);
    await leave(page);
    await tabTo(page, 'Compose this week');
    await leave(page, 'Space');
    expect(await maureen.notice()).toContain('The week is composed');
    const before = await maureen.texts('table.stack tbody th > a');
    await tabTo(page, /^Down/);
    await leave(page);
    const after = await maureen.texts('table.stack tbody th > a');
    expect(after.slice(0, 2)).toEqual([before[1], before[0]]);
    await tabTo(page, 'See it as somebody');
    await leave(page);
    await tabTo(page, 'Name or organisation');
    await page.keyboard.type('Fernhill');
    await leave(page);
    expect((await maureen.texts('main ul a')).length).toBeGreaterThan(0);
  });

  it('and filters a list, whose refusal is where she is then', async () => {
    const { page } = maureen;
    await maureen.open(at('/organisations'));
    await tabTo(page, 'Search', 'box');
    await page.keyboard.type('Foxglove');
    await leave(page);
    expect(maureen.path).toContain('q=Foxglove');
    await maureen.open(at('/organisations/new'));
    await tabTo(page, 'Name of the organisation');
    await leave(page);
    // The box of problems takes the focus when the page is first drawn, which may be after it is loaded.
    await page.locator('[role=alert]:focus').waitFor();
    expect(await tab(page)).toMatchObject({ isMarked: true, href: expect.stringMatching(/#name$/) });
    await page.keyboard.press('Enter');
    expect(await page.locator('#name:focus').count()).toBe(1);
  });

  it('there are pages to walk through', async () => {
    const record = await linkOn(at('/organisations'), 'main tbody a');
    const person = await linkOn(record, 'main tbody a');
    const edition = await linkOn(at('/digest'), 'main .button');
    const preview = await linkOn(`${edition}/preview?q=Foxglove`, 'main ul a');
    const article = await linkOn(at('/articles'), 'main tbody a');
    await maureen.open(edition);
    await maureen.press('Send me a test');
    await maureen.openMail(product.address('Co-ordinator'), 'Test:');
    const stop = await linkOn(maureen.path, 'main a[href*="/stop/"]');
    const run = await linkOn(at('/members/import'), 'main tbody a');
    const forms = [`${record}/details`, `${record}/contact`, `${person}/details`, `${article}/edit`];
    const ours = [
      '/organisations',
      '/articles',
      '/digest',
      '/search?q=young',
      '/roles',
      '/settings',
      '/audit',
    ];
    const others = ['/me', '/me/preferences', '/members/import', '/settings/districts', '/help'].map(at);
    const week = ['', '/approval', '/ledger', '/comparison?one=Fernhill&other=Foxglove', '/introduction'];
    main.push('/', '/sign-in', '/mailbox', '/account', '/account/second-factor', '/api/v1', '/nothing', stop);
    main.push(at(), ...ours.map(at), ...others, run, record, person, article, ...forms, preview);
    main.push(...week.map((path) => edition + path));
    expect(main.length).toBeGreaterThan(30);
  });

  it('every link, button and box is reached in order and can be seen, and the way leads out again', async () => {
    const { page } = maureen;
    for (const path of main) {
      await maureen.open(path);
      const count = await countStops(page);
      const way = [];
      for (let press = 0; press < count; press++) way.push(await tab(page));
      expect({ path, order: way.map((one) => one.at) }).toEqual({ path, order: [...Array(count).keys()] });
      const unseen = way.filter(({ isMarked, isInSight }) => !isMarked || !isInSight);
      expect({ path, unseen }).toEqual({ path, unseen: [] });
      expect({ path, after: Math.max((await tab(page)).at, 0) }).toEqual({ path, after: 0 });
    }
  });

  it('the first press on a page offers the way past its head', async () => {
    const { page } = maureen;
    for (const path of [at(), at('/organisations'), '/account']) {
      await maureen.open(path);
      await countStops(page);
      expect(await tab(page)).toMatchObject({ words: 'Skip to the page', isMarked: true, isInSight: true });
      await page.keyboard.press('Enter');
      expect(page.url()).toMatch(/#main$/);
      await tab(page);
      expect(await page.locator('main :focus').count()).toBe(1);
    }
  });

  describe.each([
    ['at 320 pixels, which is a desk at 400 %', { width: 320, height: 640 }, false],
    ['at 200 % on a desk', { width: WIDTHS[1] / 2, height: 450 }, false],
    ['on the smallest screen that has tables', { width: 960, height: 720 }, false],
    ['with words spaced out on a telephone', { width: WIDTHS[0], height: 780 }, true],
  ])('And %s', (_where, viewport, isSpaced) => {
    it('nothing lies beyond the sides', async () => {
      await maureen.page.setViewportSize(viewport);
      for (const path of main) {
        await maureen.open(path);
        if (isSpaced) await spaceOut(maureen.page);
        expect({ path, lost: await lostSideways(maureen.page) }).toEqual({ path, lost: [] });
        expect(maureen.way.at(-1)).toEqual({ path, beyond: 0 });
      }
    });
  });
});

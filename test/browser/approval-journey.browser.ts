import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Person } from './person.js';
import { Product, WIDTHS, withBrowser } from './product.js';

/** From opening the week to approved. */
const MOST = 12;

/** How long the page of an edition is at most, in screens, while its items are folded away. */
const MOST_SCREENS = 5;

/** Takes in an article with a short form that nobody has explained. */
function writeUnexplained(product: Product): void {
  const directory = mkdtempSync(join(tmpdir(), 'folkmoot-journey-'));
  const file = join(directory, 'article.csv');
  writeFileSync(file, 'title,summary\nThe QPZX meets on Monday,It is open to everybody.\n');
  product.command('articles', 'import', file, '--network', product.network.slice(1));
  rmSync(directory, { recursive: true });
}

withBrowser.each(WIDTHS)(
  'From opening the week to approved, on a screen %d pixels wide, without scripts',
  (width) => {
    let product: Product;
    let maureen: Person;
    const actions: string[] = [];

    /** Every press and every typing is one action. */
    async function act(words: string, work: () => Promise<unknown>): Promise<void> {
      actions.push(words);
      await work();
    }

    const pressFor = (button: RegExp, title: string) =>
      maureen.page.getByRole('row').filter({ hasText: title }).getByRole('button', { name: button }).click();

    beforeAll(async () => {
      product = await Product.start();
      writeUnexplained(product);
      maureen = await Person.arrive(product, width);
      await maureen.signIn(product.address('Co-ordinator'));
    });
    afterAll(() => product.stop());

    it('the week is opened, and puts in order what waits', async () => {
      await act('open the digest', () => maureen.follow('Digest'));
      await act('compose the week', () => maureen.press('Compose this week'));
      const before = await maureen.texts('table.stack tbody th > a');
      await act('move an item up', () => pressFor(/^Up/, before[3]));
      expect((await maureen.texts('table.stack tbody th > a'))[2]).toBe(before[3]);
      await act('take an item out', () => pressFor(/^Take out/, before[0]));
      expect(await maureen.texts('table.stack tbody th > a')).not.toContain(before[0]);
    });

    it('says on the same page what nobody has explained, and takes the answer there', async () => {
      expect(await maureen.texts('h2')).toContain('What do these stand for?');
      await act('type what it stands for', () =>
        maureen.fill('QPZX stands for', 'Queries and Plans Exchange'),
      );
      await act('keep it', () => maureen.press('Keep these'));
      expect(await maureen.notice()).toContain('The glossary knows');
      expect(await maureen.texts('h2')).not.toContain('What do these stand for?');
    });

    it('is looked at as a real person, and tried in a real mail programme, each in one press', async () => {
      await act('see it as somebody', () =>
        maureen.page.locator('main a[href*="preview?person="]').first().click(),
      );
      expect(await maureen.heading()).toMatch(/^As .+ gets it$/);
      expect((await maureen.texts('main ol > li')).length).toBeGreaterThan(3);
      await act('go back', () => maureen.page.locator('.back a').click());
      expect(await maureen.texts('main dl.rows dt')).toEqual(expect.arrayContaining(['Goes out', 'Copies']));
      const height = await maureen.page.locator('html').evaluate((html) => html.scrollHeight);
      expect(height).toBeLessThan(MOST_SCREENS * 780);
      await act('send oneself a test', () => maureen.press('Send me a test'));
      expect(await maureen.notice()).toContain('A test is on its way to');
      for (const words of [/^Get nothing: no address/, /^Get nothing: asked not to/])
        expect(await maureen.page.getByRole('link', { name: words }).count()).toBeLessThanOrEqual(1);
    });

    it('is approved, after twelve actions at most', async () => {
      await act('go to the approval', () => maureen.follow(/^Approve it$/));
      await act('approve', () => maureen.press('Approve and send'));
      expect(await maureen.notice()).toContain('Approved. It goes out on');
      expect(actions.length).toBeLessThanOrEqual(MOST);
      expect(await maureen.texts('main .tag')).toContain('Approved');
    });

    it('can be stopped for ten minutes, and was never wider than the screen', async () => {
      await maureen.press('Stop it');
      expect(await maureen.notice()).toContain('Stopped. Nothing has been sent');
      expect(maureen.way.filter(({ beyond }) => beyond > 0)).toEqual([]);
      expect(maureen.foreign).toEqual([]);
    });
  },
);

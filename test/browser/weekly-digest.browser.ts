import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Person } from './person.js';
import { Product, WIDTHS, withBrowser } from './product.js';

const FERNHILL = 'Fernhill After School Club';

withBrowser.each(WIDTHS)(
  'The week’s digest, by hand on a screen %d pixels wide, without scripts',
  (width) => {
    let product: Product;
    let maureen: Person;
    let fernhill: string;
    let promised: { title: string; reason: string }[];

    beforeAll(async () => {
      product = await Product.start({ FOLKMOOT_STOP_MINUTES: '0' });
      maureen = await Person.arrive(product, width);
    });
    afterAll(() => product.stop());

    /** Titles and reasons of what somebody at this organisation gets, in order. */
    async function copyFor(organisation: string) {
      await maureen.follow('See it as somebody');
      await maureen.fill('Name or organisation', organisation);
      await maureen.press('Find');
      await maureen.page.locator('main ul a').first().click();
      expect(await maureen.texts('main p')).toContainEqual(expect.stringContaining(organisation));
      const items = await maureen.page.locator('main ol > li').all();
      const copy = await Promise.all(
        items.map(async (item) => ({
          title: await item.locator('strong').innerText(),
          reason: (await item.locator('.muted').last().allInnerTexts()).join(''),
        })),
      );
      await maureen.page.locator('.back a').click();
      return copy;
    }

    /** What the edition’s page says became of the copies. */
    async function ledger() {
      const rows = await maureen.page.locator('table:has-text("All copies") tbody tr').all();
      const counts = new Map<string, number>();
      for (const row of rows)
        counts.set(
          (await row.locator('th').innerText()).split(':')[0],
          Number(await row.locator('td').innerText()),
        );
      return counts;
    }

    /** Everything in these cells of a list that may go over several pages. */
    async function column(cells: string): Promise<string[]> {
      const found = await maureen.texts(cells);
      if ((await maureen.page.getByRole('link', { name: 'Next page' }).count()) === 0) return found;
      await maureen.follow('Next page');
      return [...found, ...(await column(cells))];
    }

    it('begins when the co-ordinator signs in with the link from the mailbox', async () => {
      await maureen.signIn(product.address('Co-ordinator'));
      expect(await maureen.texts('header')).toEqual([expect.stringContaining('Maureen Calladine')]);
    });

    it('is composed of what is ready, and an item moves up', async () => {
      await maureen.follow('Digest');
      await maureen.press('Compose this week');
      expect(await maureen.notice()).toContain('The week is composed');
      const before = await maureen.texts('table.stack tbody th > a');
      expect(before.length).toBeGreaterThan(5);
      const row = maureen.page.getByRole('row').filter({ hasText: before[4] });
      await row.getByRole('button', { name: /^Up/ }).click();
      const after = await maureen.texts('table.stack tbody th > a');
      expect(after.slice(3, 5)).toEqual([before[4], before[3]]);
      expect([...after].sort()).toEqual([...before].sort());
    });

    it('differs for two organisations, in its order and in its reasons, and each item has one', async () => {
      const [one, other] = [await copyFor(FERNHILL), await copyFor('Foxglove Playgroup')];
      promised = one;
      for (const { title, reason } of [...one, ...other])
        expect({ title, reason }).toEqual({ title, reason: expect.stringMatching(/\w{3}/) });
      const common = (own: typeof one, theirs: typeof one) =>
        own.filter(({ title }) => theirs.some((their) => their.title === title));
      const [a, b] = [common(one, other), common(other, one)];
      expect(a.length).toBeGreaterThan(2);
      expect(a.map(({ title }) => title)).not.toEqual(b.map(({ title }) => title));
      expect(a.map(({ reason }) => reason).sort()).not.toEqual(b.map(({ reason }) => reason).sort());
    });

    it('can be seen for both side by side', async () => {
      await maureen.follow('Compare two organisations');
      await maureen.fill('One organisation', 'Fernhill After');
      await maureen.fill('Another organisation', 'Foxglove Play');
      await maureen.press('Compare');
      const cells = (await maureen.texts('main tbody td')).filter(Boolean);
      expect(cells.length).toBeGreaterThan(10);
      for (const cell of cells) expect(cell).toMatch(/^(no\. \d+(, in one line)? · |left out: ).+/);
      await maureen.page.locator('.back a').click();
    });

    it('can be approved for another day, and stopped', async () => {
      await maureen.follow('Approve it');
      await maureen.page.getByLabel('At another day and time').check();
      await maureen.press('Approve and send');
      expect(await maureen.page.title()).toMatch(/^Error: /);
      await maureen.page.getByLabel('Day', { exact: true }).selectOption('Thursday');
      await maureen.fill('Time', '09:30');
      await maureen.press('Approve and send');
      expect(await maureen.notice()).toContain('Approved');
      await maureen.press('Stop it');
      expect(await maureen.notice()).toContain('Stopped. Nothing has been sent');
    });

    it('is approved and sent, and the ledger adds up', async () => {
      await maureen.follow('Read the mail it has kept');
      await maureen.press('Empty the mailbox');
      await maureen.follow('Folkmoot');
      await maureen.follow('GRID');
      await maureen.follow('waits for your approval');
      await maureen.follow('Approve it');
      await maureen.page.getByLabel('Now').check();
      await maureen.press('Approve and send');
      await maureen.until(async () => (await maureen.texts('main .tag')).includes('Sent'));
      const counts = await ledger();
      const everybody = counts.get('All copies');
      counts.delete('All copies');
      expect(counts.get('Sent')).toBeGreaterThan(50);
      expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(everybody);
    });

    it('is in the mailbox once for everybody the ledger calls sent, and for nobody else', async () => {
      const sent = (await ledger()).get('Sent')!;
      await maureen.follow('Sent');
      [fernhill] = await maureen.texts(`tr:has-text("${FERNHILL}") td[data-label="Address"]`);
      const addresses = await column('td[data-label="Address"]');
      expect(addresses).toHaveLength(sent);
      await maureen.follow('Read the mail it has kept');
      expect((await column('tbody th')).sort()).toEqual(addresses.sort());
    });

    it('says in the mail what the preview has shown, in that order and with those reasons', async () => {
      await maureen.openMail(fernhill, 'This week');
      const mail = await maureen.page.locator('main').innerText();
      const places = promised.flatMap(({ title, reason }) => {
        const begins = mail.indexOf(title, mail.indexOf('Hello'));
        return [begins, mail.indexOf(reason, begins)];
      });
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    });

    it('never had to be scrolled sideways, and asked for no script, font or anybody else', () => {
      expect(maureen.way.length).toBeGreaterThan(25);
      expect(maureen.way.filter(({ beyond }) => beyond > 0)).toEqual([]);
      expect(maureen.foreign).toEqual([]);
    });
  },
);

import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core';
import type { Product } from './product.js';

type Open = Parameters<Browser['newContext']>[0] & BrowserContextOptions;

/** Somebody at a browser, who presses what is on the page and never types an address she was not given. */
export class Person {
  /** Every page she landed on, with how many pixels of it lie beyond the right edge of the screen. */
  readonly way: { path: string; beyond: number }[] = [];
  /** What came back for the page that is open. */
  last!: Response;
  /** What a page asked for from elsewhere, and every script and font. */
  readonly foreign: string[] = [];

  private constructor(
    readonly product: Product,
    readonly page: Page,
  ) {
    page.on('request', (request) => {
      const isOurs = new URL(request.url()).origin === product.base;
      if (!isOurs || ['script', 'font'].includes(request.resourceType())) this.foreign.push(request.url());
    });
    page.on('response', (response) => {
      const isPage = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
      if (isPage) this.last = response;
    });
  }

  static async arrive(product: Product, width: number, options: Open = {}): Promise<Person> {
    const context = await product.open({ viewport: { width, height: 780 }, ...options });
    context.setDefaultTimeout(15_000);
    return new Person(product, await context.newPage());
  }

  get path(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.#look();
  }

  async follow(words: string | RegExp): Promise<void> {
    await this.page.getByRole('link', { name: words }).first().click();
    await this.#look();
  }

  async press(words: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: words }).first().click();
    await this.#look();
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: label }).first().fill(text);
  }

  heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  /** The notice at the top of the page, if there is one. */
  async notice(): Promise<string> {
    return (await this.page.locator('[role=status]').allInnerTexts()).join(' ');
  }

  texts(selector: string): Promise<string[]> {
    return this.page.locator(selector).allInnerTexts();
  }

  /** Signs in with the link that comes by mail, and ends where that link leads. */
  async signIn(email: string): Promise<void> {
    await this.open('/');
    await this.follow('Sign in');
    await this.fill('Your e-mail address', email);
    await this.press('Send me a link');
    await this.openMail(email, 'link to sign in');
    await this.page.locator('main a[href*="/sign-in/l/"]').first().click();
    await this.press('Sign in');
  }

  /** Waits in the mailbox for a message that nobody has read yet, on whichever page, and opens it. */
  async openMail(to: string, subject: string | RegExp): Promise<void> {
    await this.follow('Read the mail it has kept');
    const rows = this.page.locator('main tr', { hasText: to }).filter({ hasText: subject });
    await this.until(
      async () => {
        for (const link of await rows.getByRole('link').all()) {
          const address = (await link.getAttribute('href'))!;
          if (this.product.read.has(address)) continue;
          this.product.read.add(address);
          await link.click();
          return true;
        }
        return false;
      },
      () => this.#turnOver(),
    );
    await this.#look();
  }

  /** Reloads the page until something is true of it. */
  async until(isTrue: () => Promise<boolean>, again: () => Promise<unknown> = () => this.page.reload()) {
    for (let tries = 0; !(await isTrue()); tries++) {
      if (tries === 300) throw new Error(`${this.path} did not come to what it was awaited for.`);
      await this.page.waitForTimeout(100);
      await again();
    }
  }

  /** The next page of a list, and after the last one the first. */
  async #turnOver(): Promise<void> {
    for (const rel of ['next', 'first', 'prev']) {
      const link = this.page.locator(`.pager a[rel=${rel}]`);
      if ((await link.count()) > 0) return link.click();
    }
    await this.page.reload();
  }

  async #look(): Promise<void> {
    this.way.push({ path: this.path, beyond: await beyondTheEdge(this.page) });
  }
}

/** Returns how many pixels one would have to scroll sideways to see the whole page. */
export function beyondTheEdge(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
}

import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { photograph } from '../support/pictures.js';
import type { Person } from './person.js';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');

/** Examines the page that somebody has open. */
type Look = (person: Person) => Promise<unknown>;

/** Rooms of the digest that no crawl reaches by links, or not at the right moment. */
export class Rooms {
  constructor(
    private readonly at: (path: string) => string,
    private readonly look: Look,
  ) {}

  async see(person: Person, ...paths: string[]): Promise<void> {
    for (const path of paths) {
      await person.open(this.at(path));
      await this.look(person);
    }
  }

  /** The composed week is open: short forms, and a newsletter from its subject to its text. */
  async whileComposing(person: Person): Promise<void> {
    await this.see(person, `${this.#edition(person)}/acronyms`, '/digest/newsletters/new');
    await person.fill('Subject', 'Summer in the districts');
    await person.press('Begin the newsletter');
    await this.look(person);
    const letter = this.#edition(person);
    await this.see(person, `${letter}/audience`, `${letter}/articles`, `${letter}/passage`);
  }

  /** An article is open: a picture among its files, and the words for those who cannot see it. */
  async anArticlesFiles(person: Person): Promise<void> {
    await person.open(`${new URL(person.page.url()).pathname}/files/new`);
    const file = { name: 'hill.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await photograph()) };
    await person.page.locator('input[type=file]').setInputFiles(file);
    await person.fill('What it shows', 'A hill');
    await person.press('Add the file');
    await this.look(person);
    await person.follow(/Describe it anew/);
    await this.look(person);
  }

  /** An edition that has gone out is open: who was reached, and how the others are. */
  async afterSending(person: Person): Promise<void> {
    const week = this.#edition(person);
    const rooms = ['reach', 'posting', 'correction', 'cancellation', 'second', 'phone-lists'];
    await this.see(person, ...rooms.map((room) => `${week}/${room}`));
    await person.press('Make the lists');
    await this.look(person);
    await person.open((await person.page.locator('main a.address').first().getAttribute('href'))!);
    await this.look(person);
  }

  /** A stranger has written to the network. */
  async aLetterInTheInbox(person: Person, stateDir: string, to: string): Promise<void> {
    const letter = `From: sue@example.org\r\nTo: ${to}\r\nSubject: Joining\r\n\r\nHow do we join?\r\n`;
    const env = { ...process.env, FOLKMOOT_STATE_DIR: stateDir };
    spawnSync(process.execPath, [CLI, 'mail', 'in', '--from', 'sue@example.org', '--to', to], {
      ...{ env, input: letter, encoding: 'utf8' },
    });
    await person.open(this.at('/inbox'));
    await person.until(async () => (await person.page.getByRole('link', { name: 'Joining' }).count()) > 0);
    await person.follow('Joining');
    await this.look(person);
  }

  #edition(person: Person): string {
    return `/digest/${new URL(person.page.url()).pathname.split('/digest/')[1].split('/')[0]}`;
  }
}

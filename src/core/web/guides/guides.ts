import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../errors/index.js';
import type { SafeHtml } from '../../text/index.js';
import { guideHtml } from './guide-html.js';
import { byReader, GUIDES, splitGuide } from './guide.rules.js';

/** Beside the sources as beside what is built from them. */
const FOLDER = join(import.meta.dirname, '../../../../docs/guide');

/** One of the guides, its title apart. */
type Guide = ReturnType<typeof splitGuide> & { name: string };

/** The guides that come with the product, read once, when somebody first wants one. */
@Injectable()
export class Guides {
  #read?: Guide[];

  /** Returns the titles of all guides, under the words for those who need them. */
  listed() {
    return byReader(this.#all());
  }

  /** Returns one guide, its links to others leading below `base`. @throws NotFound */
  read(name: string, base: string): { title: string; html: SafeHtml } {
    const found = this.#all().find((one) => one.name === name);
    if (!found) throw new NotFound();
    return { title: found.title, html: guideHtml(found.text, base) };
  }

  #all(): Guide[] {
    return (this.#read ??= GUIDES.map(({ name }) => ({
      name,
      ...splitGuide(readFileSync(join(FOLDER, `${name}.md`), 'utf8')),
    })));
  }
}

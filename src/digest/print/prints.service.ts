import { Injectable } from '@nestjs/common';
import { Keys } from '../../core/config/index.js';
import { codeShape, pdf, type Leaf } from '../../core/pdf/index.js';
import type { Edition } from '../editions/edition.store.js';
import { isDigest, isWritten } from '../kinds/kind.rules.js';
import { Setter } from './blocks.rules.js';
import { Contents } from './contents.service.js';
import type { EditionContent, PageReader } from './edition-content.js';
import { footWords } from './foot.rules.js';
import { labelLeaves, type Addressee } from './label.rules.js';
import type { LabelSheet } from './label-sheets.rules.js';
import { blankLeaf, columnsOf, leavesOf, TEXT_WIDTH } from './leaves.rules.js';
import { pageCode, pageToken } from './page-token.rules.js';
import { setPage, type PageWords, type SetPage } from './page.rules.js';
import { PageReaders } from './page-readers.js';
import type { PaperCopy } from './paper.rules.js';
import type { PostingLine } from './postings.service.js';
import { PRINT_SIZES, type PrintSize, type PrintSizeName } from './print-size.rules.js';

/** Pages for the printer. `isDuplex`: some take two sides, so every page begins on a new sheet. */
export interface PrintedPages {
  leaves: Iterable<Leaf>;
  isDuplex: boolean;
}

/** A page as it is set, for whom. */
interface Done {
  copy: PaperCopy;
  size: PrintSize;
  page: SetPage;
  foot: string;
}

const CODE_WORDS = 'Scan this to have the page on a screen, as large as you like, or read out.';

/** Every so many pages the process does something else in between. */
const BREATH = 25;

/** Makes the printed pages, and the labels for their envelopes. */
@Injectable()
export class Prints {
  readonly #key: Buffer;

  constructor(
    private readonly contents: Contents,
    private readonly readers: PageReaders,
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  /** Returns the pages of these lines in their order, each in its reader's size unless one is named. */
  async pages(edition: Edition, lines: readonly PostingLine[], size?: PrintSizeName): Promise<PrintedPages> {
    const content = await this.contents.of(edition);
    const done = await this.#set(content, lines, size);
    const isDuplex = done.some(({ page }) => page.sides.length > 1);
    return { leaves: this.#all(content, done, isDuplex), isDuplex };
  }

  /** Returns the same as a PDF; the same posting at the same state of things gives the same bytes. */
  async pdf(edition: Edition, lines: readonly PostingLine[], size?: PrintSizeName): Promise<Buffer> {
    const { leaves } = await this.pages(edition, lines, size);
    return this.#file(edition, leaves, 'pages in posting order');
  }

  /** Returns sheets of labels for those lines that have an address, from the label `first` of the first sheet on. */
  async labels(
    edition: Edition,
    lines: readonly PostingLine[],
    sheet: LabelSheet,
    first: number,
  ): Promise<Buffer> {
    const { measure, printable } = (await this.contents.of(edition)).facts;
    const posted = lines.filter(({ copy }) => copy.isPosted);
    const sheets = labelLeaves(
      posted.map(({ copy }) => addresseeOf(copy, printable)),
      sheet,
      measure,
      first,
    );
    const leaves = Array.from(sheets.length > 0 ? sheets : [[]], (own = []) => ({ lines: own, shapes: [] }));
    return this.#file(edition, leaves, 'labels');
  }

  /** Returns how many sides the file of these lines has, each in its reader's size. */
  async sidesOf(edition: Edition, lines: readonly PostingLine[]): Promise<number> {
    const done = await this.#set(await this.contents.of(edition), lines);
    const sides = done.map(({ page }) => page.sides.length);
    const isDuplex = sides.some((count) => count > 1);
    return sides.reduce((sum, count) => sum + count + (isDuplex ? count % 2 : 0), 0);
  }

  /** Returns the keys of the items that each page has on it, in full or in a line, by organisation. */
  async keysOf(edition: Edition, lines: readonly PostingLine[]): Promise<Map<string, string[]>> {
    const done = await this.#set(await this.contents.of(edition), lines);
    const keys = new Map<string, string[]>();
    for (const { copy, page } of done) {
      const before = keys.get(copy.organisationId) ?? [];
      keys.set(copy.organisationId, [...new Set([...before, ...page.full, ...page.brief])]);
    }
    return keys;
  }

  /** Returns those of these lines that have something on their page; an empty page is never printed. */
  async filled(edition: Edition, lines: readonly PostingLine[]): Promise<PostingLine[]> {
    if (lines.length === 0) return [];
    const content = await this.contents.of(edition);
    const readers = await this.#readersOf(edition, lines);
    return lines.filter((_, at) => content.hasItemsFor(readers[at]));
  }

  async #readersOf(edition: Edition, lines: readonly PostingLine[]): Promise<PageReader[]> {
    return this.readers.of(
      edition,
      lines.map(({ row, copy: { personIds } }) => ({ row, personIds })),
    );
  }

  async #set(content: EditionContent, lines: readonly PostingLine[], size?: PrintSizeName): Promise<Done[]> {
    const { measure, explain, edition, contact } = content.facts;
    const readers = await this.#readersOf(edition, lines);
    const setters = new Map<PrintSize, Setter>();
    const done: Done[] = [];
    for (const [at, { copy }] of lines.entries()) {
      const words = content.wordsFor(readers[at]);
      if (words.items.length === 0) continue;
      const print = sizeFor(edition, size ?? copy.size);
      if (!setters.has(print)) setters.set(print, new Setter(print, TEXT_WIDTH, { measure, explain }));
      const code = isWithAddress(words) ? this.#codeOf(content, copy) : '';
      const foot = footWords(copy.why, contact, code);
      const columns = (sides: number) => columnsOf(print, foot, measure, sides);
      const page = setPage(words, setters.get(print)!, columns);
      done.push({ copy, size: print, page, foot });
      if (at % BREATH === BREATH - 1) await new Promise((resume) => setImmediate(resume));
    }
    return done;
  }

  /** One after the other, so that the drawn pages need not be in memory together. */
  *#all(content: EditionContent, done: readonly Done[], isDuplex: boolean): Generator<Leaf> {
    for (const one of done) {
      yield* this.#leaves(content, one);
      if (isDuplex && one.page.sides.length % 2 === 1) yield blankLeaf();
    }
    if (done.length === 0) yield blankLeaf();
  }

  #codeOf({ facts: { network, edition } }: EditionContent, { organisationId }: PaperCopy): string {
    return pageCode(this.#key, network.id, edition.id, organisationId);
  }

  #leaves({ name, facts }: EditionContent, { copy, size, page, foot }: Done): Leaf[] {
    const { network, base, edition, measure, printable } = facts;
    const address = `${base}/page/${pageToken(this.#key, network.id, edition.id, copy.organisationId)}`;
    const words = {
      ...{ network: printable(network.name), edition: name, addressee: addresseeOf(copy, printable) },
      ...{ isChosen: isDigest(edition.kind), foot, codeWords: CODE_WORDS },
    };
    return leavesOf(page, words, size, measure, (x, y, side) => codeShape(address, x, y, side));
  }

  async #file(edition: Edition, leaves: Iterable<Leaf>, what: string): Promise<Buffer> {
    const { facts, name } = await this.contents.of(edition);
    const title = `${name}: ${what}`;
    const at = edition.sendAfter ?? new Date(0);
    return pdf(leaves, { title, author: facts.network.name, at });
  }
}

/** A page has an address on it where an item has one, or where some may have no room. */
function isWithAddress({ items }: PageWords): boolean {
  return items.some(({ address, mustKnow }) => address !== '' || !mustKnow);
}

/** What somebody wrote is the same for all and may be long, so it may take two sides. */
function sizeFor({ kind }: Edition, name: PrintSizeName): PrintSize {
  return isWritten(kind) ? WRITTEN[name] : PRINT_SIZES[name];
}

const WRITTEN: Record<PrintSizeName, PrintSize> = {
  standard: { ...PRINT_SIZES.standard, sides: 2 },
  large: PRINT_SIZES.large,
};

function addresseeOf(copy: PaperCopy, printable: (text: string) => string): Addressee {
  return {
    name: printable(copy.name),
    organisation: printable(copy.organisation),
    address: printable(copy.address),
    postcode: copy.postcode,
  };
}

import type { LetterPiece } from '../../core/mail/index.js';
import { markdownHtml, markdownText } from '../../core/text/index.js';
import type { AudiencePerson } from '../../members/index.js';
import { readershipKey, type Chosen, type Group } from './choose.rules.js';
import type { Draft } from './drafts.service.js';
import type { PieceFacts } from './edition.store.js';
import { fitting } from './fit.rules.js';
import { itemWords } from './item-words.js';
import {
  briefPiece,
  closingPiece,
  fullPiece,
  headingPiece,
  openingPiece,
  type ItemWords,
} from './letter.rules.js';
import { readershipOf } from './readership.rules.js';

/** Bytes of HTML for the items; with what stands round them a mail stays under 100 kB, where programmes cut it (E37). */
export const MOST_BYTES = 90_000;

const [OPENING, CLOSING] = [0, 1];

/** An item with a reason, in full or in brief; it gets its number when the first copy needs it. */
interface Form {
  piece: LetterPiece;
  facts: PieceFacts;
  bytes: number;
  number?: number;
}

/** What one copy holds. */
interface List {
  pieces: number[];
  count: number;
}

/** Builds the passages of one letter, each only once, and lists them for each readership. */
export class Freezer {
  readonly pieces: LetterPiece[] = [];
  readonly pieceFacts: PieceFacts[] = [];
  readonly #items = new Map<string, ItemWords>();
  readonly #forms = new Map<string, Form>();
  readonly #ofChosen = new Map<Chosen, { full: Form; brief: Form }>();
  readonly #headings = new Map<Group, number>();
  readonly #lists = new Map<string, List>();

  constructor(
    private readonly draft: Draft,
    mark: string,
    baseUrl: string,
    isAnswered: boolean,
  ) {
    const { edition, network, items } = draft;
    for (const item of items) this.#items.set(item.key, itemWords(item, `${baseUrl}/${network.slug}`));
    const intro = { text: markdownText(edition.intro), html: String(markdownHtml(edition.intro, 2)) };
    this.#add(openingPiece(mark, intro), null);
    this.#add(closingPiece(network.name, isAnswered), null);
  }

  /** Returns the numbers of the passages of one mailbox's copy, and how many items it has. */
  listFor(readers: readonly Pick<AudiencePerson, 'organisations' | 'network'>[]): List {
    const readership = readershipOf(readers);
    const key = readershipKey(readership);
    let list = this.#lists.get(key);
    if (!list) this.#lists.set(key, (list = this.#list(this.draft.choose(readership).chosen)));
    return list;
  }

  #list(chosen: readonly Chosen[]): List {
    const forms = chosen.map((one) => this.#formsOf(one));
    const sizes = forms.map(({ full, brief }) => ({ full: full.bytes, brief: brief.bytes }));
    const { full, all } = fitting(sizes, MOST_BYTES);
    const pieces = [OPENING];
    let group: Group | undefined;
    for (const [at, one] of chosen.slice(0, all).entries()) {
      if (one.group !== group) pieces.push(this.#heading(one.group));
      group = one.group;
      pieces.push(this.#numberOf(at < full ? forms[at].full : forms[at].brief));
    }
    return { pieces: [...pieces, CLOSING], count: all };
  }

  #formsOf(chosen: Chosen): { full: Form; brief: Form } {
    let forms = this.#ofChosen.get(chosen);
    if (!forms) {
      forms = { full: this.#form(chosen, false), brief: this.#form(chosen, true) };
      this.#ofChosen.set(chosen, forms);
    }
    return forms;
  }

  #form({ key, reason }: Chosen, brief: boolean): Form {
    const name = `${brief ? 'brief' : 'full'} ${key} ${reason}`;
    let form = this.#forms.get(name);
    if (!form) {
      const item = this.#items.get(key)!;
      const piece = brief ? briefPiece(item, reason) : fullPiece(item, reason);
      form = { piece, facts: { key, reason, brief }, bytes: Buffer.byteLength(piece.html) };
      this.#forms.set(name, form);
    }
    return form;
  }

  #numberOf(form: Form): number {
    return (form.number ??= this.#add(form.piece, form.facts));
  }

  #heading(group: Group): number {
    let number = this.#headings.get(group);
    if (number === undefined) this.#headings.set(group, (number = this.#add(headingPiece(group), { group })));
    return number;
  }

  #add(piece: LetterPiece, facts: PieceFacts): number {
    this.pieceFacts.push(facts);
    return this.pieces.push(piece) - 1;
  }
}

import { quotedPrintable, type LetterPiece, type LetterTerm } from '../../core/mail/index.js';
import { markdownHtml, markdownText } from '../../core/text/index.js';
import type { PieceFacts } from '../editions/edition.store.js';
import type { Chosen, Group } from './choose.rules.js';
import type { Draft } from './drafts.service.js';
import { fitting } from './fit.rules.js';
import { ItemForms, type Extent } from './item-forms.js';
import { itemWords } from './item-words.js';
import { closingPiece, headingPiece, headingWords, openingPiece } from './letter.rules.js';
import { profileKeys, type Profile, type ProfileReader } from './profile.rules.js';
import { withinMinutes, wordsIn, type Timed } from './reading-time.rules.js';
import { TermHoles } from './term-holes.js';

/** Bytes of HTML for the items; with what stands round them a mail stays under 100 kB, where programmes cut it (E37). */
export const MOST_BYTES = 90_000;

/** Bytes of a copy of text only as it is sent, of which some are for headers, a signature and the foot. */
const MOST_LEAN = 20_000 - 4_000;

const [OPENING, CLOSING] = [0, 1];

/** An item with a reason, in full or in one line; it gets its number when the first copy needs it. */
interface Form {
  key: string;
  reason: string;
  brief: boolean;
  extent: Extent;
  number?: number;
}

interface Both {
  full: Form;
  brief: Form;
}

/** What one copy holds. */
export interface CopyList {
  /** Numbers of passages. */
  pieces: number[];
  /** Items, in full or in one line. */
  count: number;
  /** Words to read: the items in full with the headings above them. */
  words: number;
  form: 'both' | 'text';
}

/** Builds the passages of one letter, each only once, and lists them for each profile. */
export class Freezer {
  readonly pieces: LetterPiece[] = [];
  readonly pieceFacts: PieceFacts[] = [];
  readonly #holes: TermHoles;
  readonly #items = new Map<string, ItemForms>();
  readonly #mustKnow: ReadonlySet<string>;
  readonly #forms = new Map<string, Form>();
  readonly #ofChosen = new Map<Chosen, Both>();
  readonly #headings = new Map<string, number>();
  readonly #lists = new Map<string, CopyList>();
  readonly #keyOf = profileKeys();
  readonly #lean: number;

  constructor(
    private readonly draft: Draft,
    mark: string,
    baseUrl: string,
    isAnswered: boolean,
  ) {
    const { edition, network, items } = draft;
    this.#holes = new TermHoles(mark, draft.terms);
    for (const item of items) {
      const words = itemWords(item, `${baseUrl}/${network.slug}`, (text) => this.#write(text, item.meanings));
      this.#items.set(item.key, new ItemForms(words, mark, this.terms));
    }
    this.#mustKnow = new Set(items.flatMap(({ key, mustKnow }) => (mustKnow ? key : [])));
    const intro = this.#write(edition.intro);
    const words = { text: markdownText(intro), html: String(markdownHtml(intro, 2)) };
    this.#add(openingPiece(mark, words), null);
    this.#add(closingPiece(network.name, isAnswered, edition.kind === 'digest'), null);
    const round = quotedPrintable(this.pieces.map(({ text }) => text).join('')).length;
    this.#lean = MOST_LEAN - round;
  }

  /** What the holes for short forms stand for. */
  get terms(): LetterTerm[] {
    return this.#holes.terms;
  }

  /** Returns what the copy of those who read one mailbox holds. */
  listFor(readers: readonly ProfileReader[]): CopyList {
    return this.listOf(this.draft.profileOf(readers));
  }

  /** Returns what a copy holds; equal profiles share one list. */
  listOf(profile: Profile): CopyList {
    const key = this.#keyOf(profile);
    let list = this.#lists.get(key);
    if (!list) this.#lists.set(key, (list = this.#list(profile)));
    return list;
  }

  #list({ readership, history, minutes, isLean }: Profile): CopyList {
    const { chosen } = this.draft.choose(readership, history);
    const forms = chosen.map((one) => this.#formsOf(one));
    const timed = this.#timed(chosen, forms);
    const { full, all } = this.#fitting(timed, forms, minutes, isLean);
    const pieces = [OPENING];
    for (const [at, { group }] of chosen.slice(0, full).entries()) {
      if (group !== chosen[at - 1]?.group) pieces.push(this.#heading(group));
      pieces.push(this.#numberOf(forms[at].full));
    }
    if (all > full) pieces.push(this.#heading('also', all - full));
    for (const { brief } of forms.slice(full, all)) pieces.push(this.#numberOf(brief));
    const words = timed.slice(0, full).reduce((sum, one) => sum + one.words, 0);
    return { pieces: [...pieces, CLOSING], count: all, words, form: isLean ? 'text' : 'both' };
  }

  #timed(chosen: readonly Chosen[], forms: readonly Both[]): Timed[] {
    return chosen.map(({ key, group }, at) => ({
      mustKnow: group === 'must-know' || this.#mustKnow.has(key),
      words:
        forms[at].full.extent.words + (group === chosen[at - 1]?.group ? 0 : wordsIn(headingWords(group))),
    }));
  }

  #fitting(timed: readonly Timed[], forms: readonly Both[], minutes: number | null, isLean: boolean) {
    const by = isLean ? 'text' : 'html';
    const sizes = forms.map(({ full, brief }) => ({ full: full.extent[by], brief: brief.extent[by] }));
    return fitting(sizes, isLean ? this.#lean : MOST_BYTES, withinMinutes(timed, minutes));
  }

  #formsOf(chosen: Chosen): Both {
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
      const extent = this.#items.get(key)!.extent(this.#write(reason), brief);
      this.#forms.set(name, (form = { key, reason, brief, extent }));
    }
    return form;
  }

  #numberOf(form: Form): number {
    const { key, reason, brief } = form;
    return (form.number ??= this.#add(this.#items.get(key)!.piece(this.#write(reason), brief), {
      ...{ key, reason, brief },
    }));
  }

  #heading(group: Group, count?: number): number {
    const name = headingWords(group, count);
    let number = this.#headings.get(name);
    if (number === undefined)
      this.#headings.set(name, (number = this.#add(headingPiece(group, count), { group })));
    return number;
  }

  #write(text: string, meanings?: Record<string, string>): string {
    return this.#holes.write(text, meanings);
  }

  #add(piece: LetterPiece, facts: PieceFacts): number {
    this.pieceFacts.push(facts);
    return this.pieces.push(piece) - 1;
  }
}

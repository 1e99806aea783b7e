import type { Run } from '../../core/pdf/leaf.rules.js';
import { linesOf, wrap, type Measure, type Wrapped } from '../../core/pdf/wrap.rules.js';
import type { PrintSize } from './print-size.rules.js';
import { groupsOf, heightOfGroups, type Flowing, type Part } from './rows.rules.js';

/** An item of an edition in the words of paper. */
export interface PrintItem {
  key: string;
  /** The heading it stands under. */
  heading: string;
  title: string;
  /** `Funding. Closes on Friday 18 December 2026.` */
  facts: string;
  summary: string;
  body: string;
  whatItMeans: string;
  /** Further dates that matter, each as one text. */
  dates: readonly string[];
  reason: string;
  /** Where it can be read in full, as it is printed; empty where there is no such place. */
  address: string;
  url: string;
  /** It stands in one line, whatever room there is. */
  brief: boolean;
  /** It stands in full, with its whole text, however many sides that takes. */
  mustKnow: boolean;
  /** What the writer means by short forms with several meanings. */
  meanings?: Readonly<Record<string, string>>;
  /** There is no short form in it, so that it looks the same on every page. */
  isPlain?: boolean;
}

/** Adds long forms to short ones at their first use on a page; `seen` is the page's own. */
export type Explain = (text: string, seen: Set<string>, meanings?: PrintItem['meanings']) => string;

/** What a page is made with. */
export interface Tools {
  measure: Measure;
  explain: Explain;
}

/** What stands together under one title, or a heading, or a paragraph. */
export interface Block extends Flowing {
  /** Points before it where something stands above. */
  gap: number;
  height: number;
  /** The item it is. */
  key?: string;
}

export const MUTED = '#515b6b';

/** Characters of a text up to which it is printed where it need not be; beyond, the page says where to read it. */
const LONGEST = 400;

/** Sets the texts of pages in blocks; remembers how a paragraph breaks, for many pages have the same. */
export class Setter {
  readonly #broken = new Map<string, Wrapped>();
  readonly #plain = new Map<string, Block>();

  constructor(
    readonly size: PrintSize,
    readonly width: number,
    private readonly tools: Tools,
  ) {}

  /** Returns an item in full; a long text that need not be known is left to the web. */
  full(item: PrintItem, seen: Set<string>): Block {
    return this.#once(item, 'full', () => this.#full(item, seen));
  }

  #full(item: PrintItem, seen: Set<string>): Block {
    const { body, small, title } = this.size;
    const say = (text: string) => this.tools.explain(text, seen, item.meanings);
    const isCut = isPrintedShort(item);
    const read = isCut && item.body !== '' ? ` Read all of it: ${item.address}` : '';
    const where = item.address !== '' && read === '' ? ` ${item.address}` : '';
    const means: Run[] = [{ text: 'What this means for you: ', bold: true }, { text: say(item.whatItMeans) }];
    return block(item.key, body * 0.7, [
      this.#part([{ text: say(item.title), bold: true }], title),
      this.#part(
        [{ text: `${item.facts}${where}`.trim(), colour: MUTED, link: item.url || undefined }],
        small,
      ),
      this.#part([{ text: say(item.summary) }], body),
      isCut ? this.#part([{ text: read.trim(), link: item.url }], body) : this.#text(say(item.body), body),
      item.whatItMeans === '' ? [] : this.#part(means, body),
      item.dates.length === 0 ? [] : this.#part([{ text: say(item.dates.join('; ')) }], body),
      item.reason === '' ? [] : this.#part([{ text: whyWords(item), colour: MUTED }], small),
    ]);
  }

  /**
   * Returns an item in as few lines as it takes to say what it is, why it is here and where to read it; `terse` leaves
   * the why to the page it leads to.
   */
  brief(item: PrintItem, seen: Set<string>, terse = false): Block {
    const said = terse ? { ...item, reason: '' } : item;
    return this.#once(said, 'brief', () => this.#brief(said, seen));
  }

  #brief({ key, title, facts, reason, address, url, meanings }: PrintItem, seen: Set<string>): Block {
    if (title === '') return block(key, 0, []);
    const said = this.tools.explain(title, seen, meanings);
    const runs: Run[] = [
      { text: said, bold: true },
      {
        text: ` ${[facts, reason, address].filter(Boolean).join(' ')}`,
        colour: MUTED,
        link: url || undefined,
      },
    ];
    return block(key, this.size.body * 0.15, [this.#part(runs, this.size.small)]);
  }

  heading(words: string): Block {
    const { heading } = this.size;
    const made = block(undefined, heading * 0.7, [this.#part([{ text: words, bold: true }], heading)]);
    return { ...made, holdsOn: true };
  }

  paragraph(text: string, seen: Set<string>): Block {
    return block(undefined, this.size.body * 0.6, [
      this.#text(this.tools.explain(text, seen), this.size.body),
    ]);
  }

  /** Most items look the same on every page on which their reason is the same. */
  #once(item: PrintItem, form: string, make: () => Block): Block {
    if (!item.isPlain) return make();
    const name = `${form} ${item.key} ${item.heading} ${item.reason}`;
    let made = this.#plain.get(name);
    if (!made) this.#plain.set(name, (made = make()));
    return made;
  }

  #part(runs: Run[], size: number): Part[] {
    if (runs.every(({ text }) => text.trim() === '')) return [];
    const key = runs
      .map(
        ({ text, bold, colour, link }) => `${size} ${bold ? 'b' : ''} ${colour ?? ''} ${link ?? ''}\n${text}`,
      )
      .join('\n');
    let lines = this.#broken.get(key);
    if (!lines) this.#broken.set(key, (lines = wrap(runs, this.width, size, this.tools.measure)));
    return [{ lines, size }];
  }

  #text(text: string, size: number): Part[] {
    const kept = text.replace(/\n{2,}/g, '\n').trim();
    if (kept === '') return [];
    const key = `text ${size}\n${kept}`;
    let lines = this.#broken.get(key);
    if (!lines) this.#broken.set(key, (lines = linesOf(kept, this.width, size, this.tools.measure)));
    return [{ lines, size }];
  }
}

/** True when the long text of an item stays on the web, because it has a page there and is too long for paper. */
export function isPrintedShort({ address, body, mustKnow }: PrintItem): boolean {
  return address !== '' && !mustKnow && body.length > LONGEST;
}

/** Returns why an item is there, in a sentence. */
export function whyWords({ reason }: Pick<PrintItem, 'reason'>): string {
  return `Why you get this: ${reason}`;
}

function block(key: string | undefined, gap: number, all: Part[][]): Block {
  const groups = groupsOf(all.flat(), gap);
  return { key, groups, gap, height: heightOfGroups(groups), holdsOn: false };
}

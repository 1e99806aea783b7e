import { markdownHtml, SafeHtml } from '../text/index.js';
import {
  expandFirst,
  firstUses,
  longBehind,
  rewrite,
  termsFor,
  type Meanings,
  type Term,
} from './expand.rules.js';

/** Stand round a short form while Markdown is read; nobody types them, and any that came in are taken out first. */
const [FROM, TO] = ['\ue000', '\ue001'];
const OURS = /[\ue000\ue001]/g;
const MARKED = /\ue000(\d+)\ue001/g;

/** Explains short forms at their first use on one page: every part of the page asks the same explainer. */
export class Explainer {
  readonly #seen = new Set<string>();

  constructor(private readonly terms: readonly Term[]) {}

  /** Returns plain text, for titles and the words of links. */
  plain(text: string, meanings?: Meanings): string {
    return expandFirst(text, termsFor(this.terms, meanings), this.#seen);
  }

  /** Returns plain text as HTML. */
  html(text: string, meanings?: Meanings): SafeHtml {
    return explainedText(text, termsFor(this.terms, meanings), this.#seen);
  }

  /** Returns Markdown as sanitised HTML; the largest heading becomes `<h{top}>`. */
  markdown(source: string, meanings?: Meanings, top: 2 | 3 | 4 = 2): SafeHtml {
    return explainedMarkdown(source, termsFor(this.terms, meanings), this.#seen, top);
  }
}

/** Returns plain text as HTML with every term explained at its first use, as `<abbr>` and in visible words. */
export function explainedText(text: string, terms: readonly Term[], seen: Set<string>): SafeHtml {
  const { marked, written } = markUses(text, terms, seen);
  return new SafeHtml(filled(escaped(marked), written));
}

/** Returns Markdown as sanitised HTML with every term explained at its first use. `top` as for `markdownHtml`. */
export function explainedMarkdown(
  source: string,
  terms: readonly Term[],
  seen: Set<string>,
  top: 2 | 3 | 4 = 2,
): SafeHtml {
  const { marked, written } = markUses(source, terms, seen);
  return new SafeHtml(filled(markdownHtml(marked, top).toString(), written));
}

function markUses(text: string, terms: readonly Term[], seen: Set<string>) {
  const plain = text.replace(OURS, '');
  const written: string[] = [];
  const marked = rewrite(plain, firstUses(plain, terms, seen), (short, _long, use) => {
    const behind = longBehind(plain, use);
    written.push(`<abbr title="${escaped(use.term.long)}">${escaped(short)}</abbr>${escaped(behind)}`);
    return `${FROM}${written.length - 1}${TO}`;
  });
  return { marked, written };
}

function filled(html: string, written: readonly string[]): string {
  return html.replace(MARKED, (_, at: string) => written[Number(at)]);
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => signs[sign]);
}

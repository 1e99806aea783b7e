import { findTerms, longBehind, termsFor, type Meanings, type Term } from '../../core/glossary/index.js';
import { holeMark, termHole, type LetterTerm } from '../../core/mail/index.js';

/** Puts a hole for every short form into the texts of one letter, so that each copy says it in full once. */
export class TermHoles {
  /** What the holes stand for, in the order of their numbers. */
  readonly terms: LetterTerm[] = [];
  readonly #numbers = new Map<string, number>();
  /** Reasons are few, and the same for many. */
  readonly #written = new Map<string, string>();

  constructor(
    private readonly mark: string,
    private readonly glossary: readonly Term[],
  ) {}

  /** Returns a text, Markdown or plain, with its holes; `meanings` are the writer's own of what has several. */
  write(text: string, meanings?: Meanings): string {
    if (this.glossary.length === 0 || text === '') return text;
    if (meanings) return this.#write(text, termsFor(this.glossary, meanings));
    let written = this.#written.get(text);
    if (written === undefined) this.#written.set(text, (written = this.#write(text, this.glossary)));
    return written;
  }

  #write(text: string, terms: readonly Term[]): string {
    let written = '';
    let from = 0;
    for (const use of findTerms(text, terms)) {
      const { start, end, term, isExplained } = use;
      if (term.isAmbiguous) continue;
      const behind = isExplained ? '' : longBehind(text, use);
      const { id, short, long } = term;
      const number = this.#numberOf({ id, short, long, written: text.slice(start, end), behind });
      written += text.slice(from, start) + holeMark(this.mark, termHole(number));
      from = end;
    }
    return written + text.slice(from);
  }

  #numberOf(term: LetterTerm): number {
    const key = `${term.id} ${term.written} ${term.behind}`;
    let number = this.#numbers.get(key);
    if (number === undefined) this.#numbers.set(key, (number = this.terms.push(term) - 1));
    return number;
  }
}

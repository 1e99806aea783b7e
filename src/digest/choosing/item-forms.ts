import { fillHoles, quotedPrintable, type LetterPiece, type LetterTerm } from '../../core/mail/index.js';
import { briefPiece, fullPiece, whyLine, type ItemWords } from './item-piece.rules.js';
import { wordsIn, wordsInHtml } from './reading-time.rules.js';

/** What an item takes of a mail: bytes of its HTML, bytes of its text as it is sent, and words. */
export interface Extent {
  html: number;
  text: number;
  words: number;
}

/** A reason stands in a paragraph of its own. */
const ROUND_A_REASON = 120;

/** One item in full and in one line. Measured once without a reason, as a week has few items and many reasons. */
export class ItemForms {
  readonly #bare = new Map<boolean, Extent>();

  constructor(
    private readonly words: ItemWords,
    private readonly mark: string,
    private readonly terms: readonly LetterTerm[],
  ) {}

  /** Returns the passage; `reason` with its holes. */
  piece(reason: string, brief: boolean): LetterPiece {
    return brief ? briefPiece(this.words, reason) : fullPiece(this.words, reason);
  }

  /**
   * Returns what the passage takes. Of words the more of its two forms, with every short form said in full where it
   * first stands: a copy never has more.
   */
  extent(reason: string, brief: boolean): Extent {
    let bare = this.#bare.get(brief);
    if (!bare) this.#bare.set(brief, (bare = this.#measure(this.piece('', brief))));
    const { words, text } = this.#measure({ text: `${whyLine(reason)}\n\n`, html: '' });
    const html = Buffer.byteLength(reason) + ROUND_A_REASON;
    return { html: bare.html + html, text: bare.text + text, words: bare.words + words };
  }

  #measure({ text, html }: LetterPiece): Extent {
    const [said, shown] = [this.#filled(text), this.#filled(html)];
    return {
      html: Buffer.byteLength(html),
      text: quotedPrintable(said).length,
      words: Math.max(wordsIn(said), wordsInHtml(shown)),
    };
  }

  #filled(source: string): string {
    return fillHoles(source, this.mark, {}, this.terms);
  }
}

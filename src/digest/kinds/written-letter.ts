import type { LetterPiece, LetterTerm } from '../../core/mail/index.js';
import { markdownHtml, markdownText } from '../../core/text/index.js';
import type { Draft, DraftItem } from '../choosing/drafts.service.js';
import { fullPiece } from '../choosing/item-piece.rules.js';
import { itemWords } from '../choosing/item-words.js';
import { openingPiece } from '../choosing/letter.rules.js';
import { TermHoles } from '../choosing/term-holes.js';
import type { PieceFacts } from '../editions/edition.columns.js';
export { SECTION } from './kind.rules.js';
import { aboutKeyOf, SECTION, sentenceNameOfKey, type WrittenKind } from './kind.rules.js';
import { viewAudience } from './kind.view.js';
import { lastPiece, raised, sectionPiece } from './written-letter.rules.js';

const NOTHING: LetterPiece = { text: '', html: '' };

const CALLED: Record<WrittenKind, string> = {
  newsletter: 'This newsletter goes to',
  urgent: 'This urgent briefing goes to',
  correction: '',
};

/** Over the first articles of a newsletter, where nobody has put a heading. */
const FIRST_HEADING = 'In this newsletter';

/** Builds the passages of a letter that says the same to everybody; of one copy as of a thousand. */
export class WrittenLetter {
  readonly pieces: LetterPiece[] = [];
  readonly pieceFacts: PieceFacts[] = [];
  readonly #holes: TermHoles;
  readonly #numbers: number[];

  constructor(
    private readonly draft: Draft,
    mark: string,
    baseUrl: string,
    isAnswered: boolean,
  ) {
    this.#holes = new TermHoles(mark, draft.terms);
    this.#add(openingPiece(mark, this.#markdown(draft.edition.intro, 2)), null);
    if (draft.edition.kind === 'newsletter') this.#newsletter(baseUrl);
    else for (const item of draft.items) this.#message(item, baseUrl);
    this.#add(lastPiece(this.#ending(isAnswered)), null);
    this.#numbers = this.pieces.map((_, number) => number);
  }

  /** What the holes for short forms stand for. */
  get terms(): LetterTerm[] {
    return this.#holes.terms;
  }

  /** Returns the numbers of the passages, the same for all, and how many items there are. */
  listFor(): { pieces: number[]; count: number } {
    return { pieces: this.#numbers, count: this.draft.items.length };
  }

  #newsletter(baseUrl: string): void {
    let hasHeading = false;
    for (const item of [...this.draft.items].sort((a, b) => a.position - b.position)) {
      if (item.kind === SECTION) {
        this.#passage(item.key, item.title, item.body);
        hasHeading ||= item.title !== '';
        continue;
      }
      if (!hasHeading) this.#add(sectionPiece(FIRST_HEADING, FIRST_HEADING.length, NOTHING), null);
      hasHeading = true;
      this.#add(fullPiece(this.#words(item, baseUrl), ''), factsOf(item.key));
    }
  }

  /** The only passage of a briefing or a correction; what somebody wrote has the subject for its heading. */
  #message(item: DraftItem, baseUrl: string): void {
    if (item.kind === SECTION) this.#passage(item.key, '', item.body);
    else this.#add(raised(fullPiece(this.#words(item, baseUrl), '')), factsOf(item.key));
  }

  #passage(key: string, heading: string, body: string): void {
    const title = this.#holes.write(heading);
    const words = this.#markdown(body, heading === '' ? 2 : 3);
    this.#add(sectionPiece(title, [...heading].length, words), factsOf(key));
  }

  #words(item: DraftItem, baseUrl: string) {
    const base = `${baseUrl}/${this.draft.network.slug}`;
    return itemWords(item, base, (text) => this.#holes.write(text, item.meanings));
  }

  #markdown(source: string, top: 2 | 3): LetterPiece {
    const written = this.#holes.write(source);
    return { text: markdownText(written), html: String(markdownHtml(written, top)) };
  }

  #ending(isAnswered: boolean): string[] {
    const { edition, network, words } = this.draft;
    const called = CALLED[edition.kind as WrittenKind];
    const parts = viewAudience(edition.audience, words.district);
    const whom =
      parts.length === 0
        ? 'everybody in the network.'
        : `part of the network. ${parts.map(({ key, value }) => `${key}: ${value}.`).join(' ')}`;
    const about = aboutKeyOf(edition.key);
    return [
      about ? `This corrects the ${sentenceNameOfKey(about, '')}, which you were sent.` : '',
      called && `${called} ${whom}`,
      isAnswered ? `Answer this e-mail if you have a question: a person at ${network.name} reads it.` : '',
    ];
  }

  #add(piece: LetterPiece, facts: PieceFacts): void {
    this.pieceFacts.push(facts);
    this.pieces.push(piece);
  }
}

function factsOf(key: string): PieceFacts {
  return { key, reason: '', brief: false };
}

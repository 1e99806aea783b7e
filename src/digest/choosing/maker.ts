import type { LetterPiece, LetterTerm } from '../../core/mail/index.js';
import type { PieceFacts } from '../editions/edition.store.js';
import { isWritten } from '../kinds/kind.rules.js';
import { WrittenLetter } from '../kinds/written-letter.js';
import type { Draft } from './drafts.service.js';
import { Freezer, type CopyList } from './freezer.js';
import type { Profile, ProfileReader } from './profile.rules.js';

/** Makes the passages of one letter, and lists those of each copy. */
export interface LetterMaker {
  readonly pieces: LetterPiece[];
  readonly pieceFacts: PieceFacts[];
  /** What the holes for short forms stand for. */
  readonly terms: readonly LetterTerm[];
  /** Returns what the copy of those who read one mailbox holds. */
  listFor(readers: readonly ProfileReader[]): CopyList;
  /** The same by what decides it. */
  listOf(profile: Profile): CopyList;
}

/** Returns what makes the letter of a draft: passages chosen for each reader, or the same for all. */
export function makerOf(
  draft: Draft,
  ...facts: [mark: string, baseUrl: string, isAnswered: boolean]
): LetterMaker {
  if (!isWritten(draft.edition.kind)) return new Freezer(draft, ...facts);
  const letter = new WrittenLetter(draft, ...facts);
  const { pieces, pieceFacts, terms } = letter;
  const listOf = ({ isLean }: Profile): CopyList => ({
    ...letter.listFor(),
    words: 0,
    form: isLean ? 'text' : 'both',
  });
  return { pieces, pieceFacts, terms, listOf, listFor: (readers) => listOf(draft.profileOf(readers)) };
}

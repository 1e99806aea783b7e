import { quoted, type Refusal } from '../../core/text/reading.rules.js';
import type { Field } from './columns.rules.js';

/** One value that a file changes, as a person reads it in the trial run; `before` is null where nothing was known. */
export interface FieldChange {
  line: number;
  organisation: string;
  field: Field;
  before: string | null;
  after: string;
}

/** What the rows of one file have said so far about one organisation or person, by key. */
export type Said = Map<string, { line: number; text: string }>;

/** One thing a row says, and how it becomes part of the record. */
export interface Saying {
  field: Field;
  /** Under one key a file may say only one thing. */
  key: string;
  text: string;
  /** The form in which two ways of writing the value are equal. */
  same?: (text: string) => string;
  before: string | null;
  /** Left out where it follows from `before`. */
  changed?: boolean;
  apply: () => void;
}

/** The key of an organisation's own name. */
export const NAME = 'organisation name';

/** Where a saying stands: in which line, at which organisation, and about whom if not the organisation itself. */
export interface Place {
  line: number;
  organisation: string;
  about?: string;
}

/**
 * Takes every saying and returns the changes; or takes none, when some contradict an earlier line, and says which.
 * Where the names contradict each other, the rest would only be noise.
 */
export function take(
  sayings: readonly Saying[],
  said: Said,
  place: Place,
): { refused: Refusal[]; changes: FieldChange[] } {
  const refused = sayings.flatMap((saying) => contradiction(saying, said, place));
  const byName = refused.filter(({ field }) => field === 'organisation');
  if (refused.length > 0) return { refused: byName.length > 0 ? byName : refused, changes: [] };
  const changes: FieldChange[] = [];
  for (const saying of sayings) {
    if (!said.has(saying.key)) said.set(saying.key, { line: place.line, text: saying.text });
    if (!isChange(saying)) continue;
    saying.apply();
    const { line, organisation } = place;
    changes.push({ line, organisation, field: saying.field, before: saying.before, after: saying.text });
  }
  return { refused, changes };
}

function isChange({ changed, before, text, same = plain }: Saying): boolean {
  return changed ?? (before === null || same(before) !== same(text));
}

function contradiction(
  { field, key, text, same = plain }: Saying,
  said: Said,
  { line, organisation, about = organisation }: Place,
): Refusal[] {
  const earlier = said.get(key);
  if (!earlier || same(earlier.text) === same(text)) return [];
  if (key === NAME) return [{ line, field, problem: otherName(earlier.line, earlier.text, text) }];
  const both = `Line ${earlier.line} says ${quoted(earlier.text)} and this row ${quoted(text)}`;
  return [{ line, field, problem: `${both}, though both are about ${about}. Keep one of the two.` }];
}

function otherName(line: number, theirs: string, ours: string): string {
  const same = `This row has the same reference or number as line ${line}, but that is ${quoted(theirs)}`;
  return `${same} and this is ${quoted(ours)}. Correct the reference, the number or the name.`;
}

function plain(text: string): string {
  return text;
}

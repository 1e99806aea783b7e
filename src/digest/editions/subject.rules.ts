import { lastDayWords } from '../articles/last-day.rules.js';
import { daysBetween, weekdayOf } from './week.rules.js';

const LONGEST_TITLE = 60;
/** A clause shorter than this says too little to stand for a title. */
const SHORTEST_CLAUSE = 20;
const CLAUSE_END = /[,;:.?!](?= )| [–—-] | \(/g;
/** “…, and then,” is no end of a clause. */
const HANGING = / (?:and|or|but|then)$/;
const LOOSE_END =
  / (?:an?|the|this|that|and|or|but|then|of|for|from|to|into|in|on|at|by|with|as|than|is|are|be|who|which|when|where|our|your|their|its|not|no)$/i;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What a subject is made of. `counts` is how many items the shortest and the longest copy have. */
export interface SubjectFacts {
  network: string;
  /** What everybody gets, if there is such an item: the first of those. */
  top: { title: string; kind: string; closesOn: string | null } | undefined;
  counts: { least: number; most: number };
  /** The day it goes out. */
  today: string;
  /** The time that it is of: `This week` unless told. */
  begins?: string;
}

/**
 * Returns the subject of an edition: one line that is true of every copy, such as
 * `This week: Holiday fund closes Friday, and 8 more`. The network's name is the sender's already. A title stands
 * whole up to 60 characters; a longer one ends where a clause ends, or else at a word that can stand last:
 * “New form for worries about a child, from the first of the month” makes
 * `This week: New form for worries about a child… and 8 more`.
 */
export function subjectFor({ network, top, counts, today, begins = 'This week' }: SubjectFacts): string {
  if (!top) return `${begins} from ${network}`;
  const others = counts.least === counts.most ? counts.most - 1 : undefined;
  const more = others === undefined ? 'and more' : others > 0 ? `and ${others} more` : '';
  const { words, isCut } = short(top.title);
  const join = isCut ? (more && '… ') || '…' : more && ', ';
  return `${begins}: ${words}${closing(top, today)}${join}${more}`;
}

/** A title that speaks of closing, or ends a sentence, is left as it is. */
function closing({ title, kind, closesOn }: NonNullable<SubjectFacts['top']>, today: string): string {
  if (
    closesOn === null ||
    lastDayWords(kind) !== 'Closes on' ||
    /clos|[.!?:]$/i.test(title) ||
    title.length > LONGEST_TITLE
  )
    return '';
  const days = daysBetween(today, closesOn);
  if (days < 0 || days > 6) return '';
  if (days < 2) return days === 0 ? ' closes today' : ' closes tomorrow';
  return ` closes ${DAYS[weekdayOf(closesOn) - 1]}`;
}

/** At most as many characters as `LONGEST_TITLE`: whole, or to the end of a clause, or of a word that can stand last. */
function short(title: string): { words: string; isCut: boolean } {
  if (title.length <= LONGEST_TITLE) return { words: title, isCut: false };
  const clause = [...title.slice(0, LONGEST_TITLE + 2).matchAll(CLAUSE_END)]
    .map(({ index }) => title.slice(0, index))
    .findLast((words) => words.length >= SHORTEST_CLAUSE && !HANGING.test(words));
  if (clause !== undefined) return { words: clause, isCut: true };
  const at = title.lastIndexOf(' ', LONGEST_TITLE);
  return { words: withoutLoose(title.slice(0, at > 0 ? at : LONGEST_TITLE)), isCut: true };
}

/** A word that only leads to the next one is no end. */
function withoutLoose(words: string): string {
  const shorter = words.replace(/[\s,;:.–—-]+$/, '').replace(LOOSE_END, '');
  return shorter === words ? words : withoutLoose(shorter);
}

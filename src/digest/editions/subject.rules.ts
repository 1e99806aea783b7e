import { lastDayWords } from '../articles/last-day.rules.js';
import { daysBetween, weekdayOf } from './week.rules.js';

const LONGEST_TITLE = 60;
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
 * `This week: Holiday fund closes Friday, and 8 more`. The network's name is the sender's already.
 */
export function subjectFor({ network, top, counts, today, begins = 'This week' }: SubjectFacts): string {
  if (!top) return `${begins} from ${network}`;
  const others = counts.least === counts.most ? counts.most - 1 : undefined;
  const more = others === undefined ? ', and more' : others > 0 ? `, and ${others} more` : '';
  return `${begins}: ${short(top.title)}${closing(top, today)}${more}`;
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

function short(title: string): string {
  if (title.length <= LONGEST_TITLE) return title;
  const cut = title.slice(0, LONGEST_TITLE);
  const words = cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_TITLE / 2));
  return `${words.replace(/[\s,;:–-]+$/, '')}…`;
}

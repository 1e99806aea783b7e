/** How an organisation has been reached; in this order when it was in several ways. */
export const WAYS = ['emailed', 'printed', 'phoned', 'collected'] as const;
export type Way = (typeof WAYS)[number];

/** Ways that somebody marks; the mail's own ledger knows the other. */
export type MarkedWay = Exclude<Way, 'emailed'>;

/**
 * Where an organisation stands with an edition; each stands in exactly one place. `waiting`: an e-mail is on its way,
 * or nobody can tell whether it arrived. `later`: it reads e-mail, and gets this otherwise or with its next edition.
 * `nothing`: it was not reached, and nothing in the edition is new for it; only who knows what is in it can tell.
 */
export const STANDINGS = [...WAYS, 'waiting', 'later', 'nothing', 'none'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Days after an edition went out in which its ledger follows what changes; then it stays as it was. */
export const LIVE_DAYS = 7;

const DAY = 86_400_000;

/** One person's copy. `heldAt`: since when its address is on hold, where it is. */
export interface Copy {
  state: string;
  finishedAt: Date | null;
  heldAt: Date | null;
  /** It came back for good. */
  bounced: boolean;
  /** It was left out only because its reader gets the same otherwise, later, or has had it. */
  isOtherwise: boolean;
}

/** Somebody at an organisation, as far as it matters for how it is reached. */
export interface Reader {
  /** May be sent the list by e-mail today. */
  may: boolean;
  optedOut: boolean;
  /** Wants paper. */
  paper: boolean;
  copy?: Copy;
}

/** What is known of an organisation and one edition. */
export interface ReachFacts {
  readers: readonly Reader[];
  marked: readonly MarkedWay[];
  /** Only for a correction: how what it corrects came to them. It goes the same ways, and to nobody else. */
  first?: readonly Way[];
}

/**
 * Why an organisation gets paper, or why it gets neither: whoever asked not to get it is not written to instead.
 * `as-first`: what is corrected came to them on paper, and no other reason is known.
 */
export type Paper = 'no-email' | 'wished' | 'as-first' | 'declined' | null;

/**
 * True when a copy has done what it was for, or still may. One that came back has not, nor has one whose address was
 * put on hold before it left or within the days in which letters come back.
 */
export function countsAs({ state, finishedAt, heldAt, bounced }: Copy): 'sent' | 'open' | 'no' {
  if (bounced) return 'no';
  if (state === 'sent') {
    const late = heldAt === null || (finishedAt !== null && +heldAt > +finishedAt + LIVE_DAYS * DAY);
    return late ? 'sent' : 'no';
  }
  if (state === 'uncertain' || state === 'committed') return heldAt === null ? 'open' : 'no';
  return ['pending', 'sending'].includes(state) && heldAt === null ? 'open' : 'no';
}

/** Returns the day on which the ledger looks at who was a member: today, until it stays as it was. */
export function dayOf(sendAfter: Date | null, now: Date): Date {
  const until = new Date(+(sendAfter ?? now) + LIVE_DAYS * DAY);
  return now < until ? now : until;
}

/** Returns every way in which an organisation was reached. */
export function waysOf({ readers, marked }: ReachFacts): Way[] {
  const isEmailed = readers.some(({ copy }) => copy && countsAs(copy) === 'sent');
  return WAYS.filter((way) => (way === 'emailed' ? isEmailed : marked.includes(way)));
}

/** Returns where an organisation stands. */
export function standingOf(facts: ReachFacts): Standing {
  const [first] = waysOf(facts);
  if (first) return first;
  if (isWaiting(facts)) return 'waiting';
  return isLater(facts) ? 'later' : 'none';
}

/** Returns whether an organisation is to get the edition on paper, and why. */
export function paperOf(facts: ReachFacts): Paper {
  const usual = usualPaper(facts);
  if (!facts.first || usual === 'declined') return usual;
  if (isPaper(facts.first)) return usual === null || isLeftOut(facts) ? 'as-first' : usual;
  return usual === 'no-email' && facts.first.includes('emailed') ? usual : null;
}

/** True for somebody who had the edition by e-mail, or still may: a wish for paper counts from the next one on. */
export function hadMail({ copy }: Pick<Reader, 'copy'>): boolean {
  return copy !== undefined && countsAs(copy) !== 'no';
}

/** True for an organisation to be telephoned: a correction only as the first was, or because e-mail fails by now. */
export function isToRing({
  standing,
  paper,
  first,
}: { standing: Standing; paper: Paper } & Pick<ReachFacts, 'first'>) {
  if (standing !== 'none' || paper === 'declined') return false;
  return !first || first.includes('phoned') || !isPaper(first);
}

/** True for an organisation about which somebody still has something to do: print for it, or ring it. */
export function isToDo(row: { standing: Standing; paper: Paper } & Pick<ReachFacts, 'first'>): boolean {
  if (row.standing !== 'none' || row.paper === 'declined') return false;
  return row.paper !== null || isToRing(row);
}

/** Somebody reads e-mail by now, but had no copy of the first, so that none of the correction goes there. */
function isLeftOut({ readers }: ReachFacts): boolean {
  return (
    !readers.some(({ paper, optedOut }) => paper && !optedOut) &&
    readers.some(({ may, copy }) => may && !copy)
  );
}

function isPaper(ways: readonly Way[]): boolean {
  return ways.includes('printed') || ways.includes('collected');
}

function usualPaper(facts: ReachFacts): Paper {
  const { readers } = facts;
  if (readers.some((one) => one.paper && !one.optedOut && !hadMail(one))) return 'wished';
  if (readers.some(hadMail) || isLater(facts)) return null;
  return readers.length > 0 && readers.every(({ optedOut }) => optedOut) ? 'declined' : 'no-email';
}

/** Returns how many organisations stand where; they add up to all of them. */
export function countsOf(rows: readonly { standing: Standing }[]): Record<Standing, number> {
  const counts = Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as Record<Standing, number>;
  for (const { standing } of rows) counts[standing] += 1;
  return counts;
}

/** Returns how many of these were reached. */
export function reachedOf(counts: Record<Standing, number>): number {
  return WAYS.reduce((sum, way) => sum + counts[way], 0);
}

function isWaiting({ readers }: ReachFacts): boolean {
  return readers.some(({ copy }) => copy && countsAs(copy) === 'open');
}

/** Somebody reads e-mail, and this edition was not theirs to get: another rhythm, a full week, or they came after. No later edition brings a correction. */
function isLater({ readers, first }: ReachFacts): boolean {
  if (first) return false;
  return readers.some(({ may, copy }) => may && (!copy || (copy.state === 'skipped' && copy.isOtherwise)));
}

/** How often the digest comes, the most often first; `none` is a person who has stopped it. */
export const FREQUENCY_WORDS = {
  immediate: 'At once, each item by itself',
  daily: 'Every working day, when there is something',
  weekly: 'Every week',
  monthly: 'Once a month',
  none: 'Not at all',
} as const;

export type Frequency = keyof typeof FREQUENCY_WORDS;

/** Minutes of reading at which the digest stops; null is everything. */
export type Minutes = 2 | 5 | 10 | null;

/** How one person wants to be written to. */
export interface ReadingChoice {
  frequency: Frequency;
  minutes: Minutes;
  /** Text only, without pictures and formatting. */
  lean: boolean;
  /** A printed page instead of e-mail. */
  paper: boolean;
  largePrint: boolean;
}

/** What a network offers, and what holds for whoever has chosen nothing. */
export interface ReadingOffer {
  frequencies: readonly Frequency[];
  minutes: Minutes;
}

/** What the table keeps of a person's choice; `minutes` is 0 for everything and null where nothing was chosen. */
export interface KeptChoice {
  frequency: Exclude<Frequency, 'none'>;
  minutes: number | null;
  lean: boolean;
  largePrint: boolean;
}

/** Reading times from the longest to the shortest. */
export const MINUTES: readonly Minutes[] = [null, 10, 5, 2];

const ALL = Object.keys(FREQUENCY_WORDS) as Frequency[];
const SELDOM: readonly Frequency[] = ['weekly', 'monthly', 'none'];

/**
 * Returns what a network's settings offer: daily and at once only where it has said so, and 5 minutes. Where two people
 * approve, nothing goes out by itself, so there is only the weekly one.
 */
export function offerOf(settings: Record<string, unknown>): ReadingOffer {
  const held = (settings.members ?? {}) as Record<string, unknown>;
  const isApprovedTwice = ((settings.digest ?? {}) as Record<string, unknown>).second === 'two';
  const minutes = MINUTES.find((one) => String(one ?? 'all') === held.minutes);
  return {
    frequencies: isApprovedTwice ? ['weekly', 'none'] : held.frequencies === 'all' ? ALL : SELDOM,
    minutes: minutes === undefined ? 5 : minutes,
  };
}

/**
 * Returns the choice that holds. What the network no longer offers is weekly; what comes at once is one item, so
 * there is no time at which to stop.
 */
export function choiceFrom(
  kept: KeptChoice | undefined,
  { stopped, paper }: { stopped: boolean; paper: boolean },
  offer: ReadingOffer,
): ReadingChoice {
  const wished = kept?.frequency ?? 'weekly';
  const frequency = offer.frequencies.includes(wished) ? wished : 'weekly';
  const minutes = kept?.minutes ?? offer.minutes ?? 0;
  return settled({
    frequency: stopped ? 'none' : frequency,
    minutes: MINUTES.find((one) => one === minutes) ?? null,
    lean: kept?.lean ?? false,
    paper,
    largePrint: kept?.largePrint ?? false,
  });
}

/** Returns how often somebody has chosen to get it where that is no longer offered, or undefined. */
export function missedIn(kept: KeptChoice | undefined, { frequencies }: ReadingOffer): Frequency | undefined {
  return kept && !frequencies.includes(kept.frequency) ? kept.frequency : undefined;
}

/** Returns a choice without what means nothing in it. */
export function settled(choice: ReadingChoice): ReadingChoice {
  return choice.frequency === 'immediate' ? { ...choice, minutes: null } : choice;
}

/**
 * Returns the choice after the word LESS: one step shorter, and where it is shortest already, less often with
 * everything in it. It never stops the list: that is another word.
 */
export function lessOf(choice: ReadingChoice, frequencies: readonly Frequency[] = ALL): ReadingChoice {
  return moved(choice, frequencies, 1);
}

/** Returns the choice after the word MORE: the step that LESS took, back. Whoever has stopped begins again, weekly. */
export function moreOf(choice: ReadingChoice, frequencies: readonly Frequency[] = ALL): ReadingChoice {
  return choice.frequency === 'none' ? { ...choice, frequency: 'weekly' } : moved(choice, frequencies, -1);
}

/** Every step from the most to the least; what comes at once is a single one. */
function ladder(frequencies: readonly Frequency[]): { frequency: Frequency; minutes: Minutes }[] {
  return ALL.filter((one) => one !== 'none' && frequencies.includes(one)).flatMap((frequency) =>
    (frequency === 'immediate' ? [null] : MINUTES).map((minutes) => ({ frequency, minutes })),
  );
}

function moved(choice: ReadingChoice, frequencies: readonly Frequency[], by: 1 | -1): ReadingChoice {
  const from = settled(choice);
  const steps = ladder(frequencies);
  const at = steps.findIndex((one) => one.frequency === from.frequency && one.minutes === from.minutes);
  return at < 0 ? choice : { ...from, ...(steps[at + by] ?? {}) };
}

/** Returns a choice as a person reads it: “Every week, 5 minutes of reading, text only”. */
export function choiceWords({ frequency, minutes, lean, paper, largePrint }: ReadingChoice): string {
  const time = minutes === null ? 'everything in it' : `${minutes} minutes of reading`;
  const isTimed = frequency !== 'none' && frequency !== 'immediate';
  return [
    FREQUENCY_WORDS[frequency],
    ...(isTimed ? [time] : []),
    ...(paper ? [largePrint ? 'on paper in large print' : 'on paper'] : lean ? ['text only'] : []),
  ].join(', ');
}

import { readYesNo } from '../../core/text/cells.rules.js';
import { quoted, refused, taken, type Reading } from '../../core/text/reading.rules.js';
import type { PersonRecord, PersonWish } from '../member-record.rules.js';
import type { Frequency } from '../preferences/reading.rules.js';

/** Which columns say how somebody wants to be written to, and by which name of a list. */
export const STOPPING = {
  frequency: 'digest',
  newsletter: 'newsletter',
  urgent_briefings: 'urgent',
} as const;

const FREQUENCY_CELLS: Record<string, Frequency> = {
  weekly: 'weekly',
  'every week': 'weekly',
  monthly: 'monthly',
  'once a month': 'monthly',
  'every month': 'monthly',
  daily: 'daily',
  'every day': 'daily',
  immediate: 'immediate',
  'at once': 'immediate',
  none: 'none',
  never: 'none',
  'not at all': 'none',
  'opted out': 'none',
};

/** How a row says its contact wants to be written to. */
export interface SaidWish {
  /** Null where it says nothing but what is not wanted. */
  wish: PersonWish | null;
  /** Lists that are not wanted. */
  stopped: string[];
}

/** The cells of a row that say it; absent where nothing is said. */
export interface WishCells {
  frequency?: Frequency;
  reading_minutes?: number;
  text_only?: boolean;
  on_paper?: boolean;
  large_print?: boolean;
  newsletter?: boolean;
  urgent_briefings?: boolean;
}

/** Reads how often somebody wants the digest. */
export function readFrequency(text: string): Reading<Frequency> {
  const frequency = FREQUENCY_CELLS[text.toLowerCase()];
  if (frequency) return taken(frequency);
  const answer = readYesNo(text);
  if (answer.ok) return taken(answer.value ? 'weekly' : 'none');
  return refused(
    `${quoted(text)} does not say how often. Write weekly, monthly, daily, at once or never, or leave it blank.`,
  );
}

/** Reads a reading time: 2, 5 or 10 minutes, or 0 for everything. */
export function readMinutes(text: string): Reading<number> {
  if (/^(?:all|everything|0)$/i.test(text)) return taken(0);
  const minutes = Number(/^(\d+)(?: ?min(?:ute)?s?\.?)?$/i.exec(text)?.[1]);
  if ([2, 5, 10].includes(minutes)) return taken(minutes);
  return refused(`${quoted(text)} is no reading time. Write 2, 5, 10 or everything, or leave it blank.`);
}

/** Returns what the cells of a row say about how its contact wants to be written to. */
export function wishOf(cells: WishCells): SaidWish {
  const { frequency, reading_minutes, text_only, on_paper, large_print } = cells;
  const often = frequency === 'none' ? undefined : frequency;
  const said = [often, reading_minutes, text_only, on_paper, large_print].some((one) => one !== undefined);
  const paper = on_paper ?? false;
  const wish = {
    ...{ frequency: often ?? ('weekly' as const), minutes: reading_minutes ?? null, paper },
    ...{ lean: text_only ?? false, largePrint: large_print ?? false },
  };
  const stopped = Object.entries(STOPPING).flatMap(([column, list]) => {
    const cell = cells[column as keyof typeof STOPPING];
    return cell === false || cell === 'none' ? [list] : [];
  });
  return { wish: said ? wish : null, stopped };
}

/** Returns what a wish says cell by cell, for the export; nothing where nothing was chosen. */
export function wishCells({ wish, stopped }: Pick<PersonRecord, 'wish' | 'stopped'>): Record<string, string> {
  const yesNo = (value: boolean | undefined) => (value === undefined ? '' : value ? 'yes' : 'no');
  const minutes = wish?.minutes ?? null;
  const no = (list: string) => (stopped.includes(list) ? 'no' : '');
  return {
    frequency: stopped.includes('digest') ? 'none' : (wish?.frequency ?? ''),
    reading_minutes: minutes === null ? '' : minutes === 0 ? 'everything' : String(minutes),
    text_only: yesNo(wish?.lean),
    on_paper: yesNo(wish?.paper),
    large_print: yesNo(wish?.largePrint),
    newsletter: no('newsletter'),
    urgent_briefings: no('urgent'),
  };
}

/** Returns a wish in a few words, for the trial run. */
export function wishWords({ frequency, minutes, lean, paper, largePrint }: PersonWish): string {
  return [
    frequency === 'immediate' ? 'at once' : frequency,
    ...(minutes === null ? [] : [minutes === 0 ? 'everything' : `${minutes} minutes`]),
    ...(lean ? ['text only'] : []),
    ...(paper ? ['on paper'] : []),
    ...(largePrint ? ['large print'] : []),
  ].join(', ');
}

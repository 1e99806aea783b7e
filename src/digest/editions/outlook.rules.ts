import { sayDateTime } from '../../core/web/templates/format.rules.js';
import { instantOf, type Slot } from './schedule.rules.js';
import { daysLater } from './week.rules.js';

/** Where the network's usual day and time lie for a week: in it and ahead, in it and over, or nowhere. */
export type UsualTime = { is: 'none' } | { is: 'ahead' | 'over'; at: Date };

/** Returns the network's usual day and time in the week that begins on a date (`YYYY-MM-DD`, a Monday). */
export function usualTimeOf(monday: string, slot: Slot | undefined, now: Date, zone: string): UsualTime {
  if (!slot) return { is: 'none' };
  const at = instantOf(daysLater(monday, slot.weekday - 1), slot.time, zone);
  return { is: at > now ? 'ahead' : 'over', at };
}

/** Returns when a week’s edition that is not approved yet would go out, in a sentence. */
export function usualWords(usual: UsualTime, zone: string): string {
  if (usual.is === 'none')
    return 'When somebody approves it, at the time they choose: the network has no usual day for it.';
  const at = sayDateTime(usual.at, zone);
  return usual.is === 'ahead'
    ? `On ${at}, the usual day, or at another time: you choose when you approve it.`
    : `Late: the usual day was ${at}. You choose another time when you approve it.`;
}

/** Returns what becomes of what is made ready while an edition is being composed; `away` hands it over. */
export function laterWords(away: string | undefined): string {
  return away === undefined
    ? 'What is made ready after it is composed does not come in by itself: its page says when there is something new, and one press takes it in.'
    : `As ${away} has handed the digest over, what is made ready until its morning comes in by itself.`;
}

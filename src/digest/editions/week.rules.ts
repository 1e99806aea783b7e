const DAY = 86_400_000;

/** The days of one week, Monday to Sunday, as `YYYY-MM-DD`. */
export interface Week {
  key: string;
  from: string;
  to: string;
}

/** Returns the ISO 8601 week that a date (`YYYY-MM-DD`) lies in; its key is such as `2026-W47`. */
export function weekOfDate(date: string): Week {
  const day = Date.parse(`${date}T00:00:00Z`);
  const monday = day - (weekdayOf(date) - 1) * DAY;
  // A week belongs to the year that has its Thursday.
  const year = Number(text(monday + 3 * DAY).slice(0, 4));
  const number = Math.round((monday - firstMonday(year)) / (7 * DAY)) + 1;
  return {
    key: `${year}-W${String(number).padStart(2, '0')}`,
    from: text(monday),
    to: text(monday + 6 * DAY),
  };
}

/** Returns the week of a key, or undefined when there is no such week. */
export function weekOfKey(key: string): Week | undefined {
  const parts = /^(20\d\d)-W(\d\d)$/.exec(key);
  if (!parts) return undefined;
  const monday = firstMonday(Number(parts[1])) + (Number(parts[2]) - 1) * 7 * DAY;
  const week = weekOfDate(text(monday));
  return week.key === key ? week : undefined;
}

/** Returns the day of the week of a date: 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** Returns the date so many days later. */
export function daysLater(date: string, days: number): string {
  return text(Date.parse(`${date}T00:00:00Z`) + days * DAY);
}

/** Returns how many days lie between two dates; negative when the second is the earlier. */
export function daysBetween(date: string, other: string): number {
  return Math.round((Date.parse(`${other}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / DAY);
}

/** The fourth of January is always in the first week. */
function firstMonday(year: number): number {
  const fourth = `${year}-01-04`;
  return Date.parse(`${fourth}T00:00:00Z`) - (weekdayOf(fourth) - 1) * DAY;
}

function text(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

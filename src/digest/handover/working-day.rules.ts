import { daysLater, weekdayOf } from '../editions/week.rules.js';

/**
 * Returns the dates (`YYYY-MM-DD`) of the bank holidays of England and Wales in a year, by the Banking and Financial
 * Dealings Act 1971 and the holidays that are proclaimed every year; what is proclaimed once, for a coronation, is
 * not among them.
 */
export function bankHolidays(year: number): string[] {
  const easter = easterSunday(year);
  const mondayOnOrAfter = (date: string) => daysLater(date, (8 - weekdayOf(date)) % 7);
  const lastMonday = (date: string) => daysLater(date, 1 - weekdayOf(date));
  return [
    workdayFrom(`${year}-01-01`),
    daysLater(easter, -2),
    daysLater(easter, 1),
    mondayOnOrAfter(`${year}-05-01`),
    lastMonday(`${year}-05-31`),
    lastMonday(`${year}-08-31`),
    ...christmas(year),
  ];
}

/** True on Monday to Friday, bank holidays of England and Wales apart. */
export function isWorkingDay(date: string): boolean {
  return weekdayOf(date) <= 5 && !bankHolidays(Number(date.slice(0, 4))).includes(date);
}

/** Returns the last working day before a date. */
export function workingDayBefore(date: string): string {
  let day = daysLater(date, -1);
  while (!isWorkingDay(day)) day = daysLater(day, -1);
  return day;
}

/** Christmas and Boxing Day, each on a weekday of its own. */
function christmas(year: number): string[] {
  const first = workdayFrom(`${year}-12-25`);
  const boxing = workdayFrom(`${year}-12-26`);
  if (boxing !== first) return [first, boxing];
  // Boxing Day keeps its Monday; Christmas Day, on the Sunday before, is made up for on the Tuesday.
  return [boxing, daysLater(boxing, 1)];
}

function workdayFrom(date: string): string {
  const weekday = weekdayOf(date);
  return weekday <= 5 ? date : daysLater(date, 8 - weekday);
}

/** Easter Sunday of the Gregorian calendar (Butcher 1876; “A New York correspondent”, Nature 13, 487). */
function easterSunday(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

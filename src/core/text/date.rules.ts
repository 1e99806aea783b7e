import { quoted, refused, taken, type Reading } from './reading.rules.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FULL = 'january february march april may june july august september october november december'.split(
  ' ',
);

/**
 * Reads a date as the United Kingdom writes it (1/2/2026 is 1 February; also 1 Feb 2026) or as ISO 8601 writes it
 * (2026-02-01, with or without a time behind), and returns it as `YYYY-MM-DD`. Years run from 1000 to 2999.
 */
export function readDate(text: string): Reading<string> {
  const typed = text.trim();
  const parts = isoParts(typed) ?? ukParts(typed) ?? namedParts(typed);
  if (!parts) return refused(`${quoted(typed)} is not a date. ${HOW}`);
  const [year, month, day] = parts;
  if (isReal(year, month, day)) return taken(`${year}-${pad(month)}-${pad(day)}`);
  const wrong = `${quoted(typed)} is not a day in the calendar.`;
  if (month <= 12 || !isReal(year, day, month)) return refused(`${wrong} Check the day and the month.`);
  return refused(`${wrong} The day comes before the month.`, `${month} ${name(day)} ${year}`);
}

const HOW = 'Write the day, the month and all four digits of the year, like 31/03/2026.';

function isoParts(typed: string): [number, number, number] | undefined {
  const match = /^([12]\d{3})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}[\d:.Z+-]{0,20})?$/.exec(typed);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

function ukParts(typed: string): [number, number, number] | undefined {
  const match = /^(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?([12]\d{3})(?: \d{2}:\d{2}(?::\d{2})?)?$/.exec(
    typed,
  );
  return match ? [Number(match[3]), Number(match[2]), Number(match[1])] : undefined;
}

function namedParts(typed: string): [number, number, number] | undefined {
  const match = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -]([12]\d{3})$/i.exec(typed);
  const month = match ? monthOf(match[2].toLowerCase()) : 0;
  return match && month ? [Number(match[3]), month, Number(match[1])] : undefined;
}

function monthOf(word: string): number {
  return Math.max(FULL.indexOf(word), MONTHS.indexOf(word === 'sept' ? 'sep' : word)) + 1;
}

function isReal(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1000 && day >= 1 && day <= days;
}

function name(month: number): string {
  return FULL[month - 1].replace(/^./, (letter) => letter.toUpperCase());
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

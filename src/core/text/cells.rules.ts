import { quoted, refused, taken, type Reading } from './reading.rules.js';

const YES = new Set(['yes', 'y', 'true', 't', '1', 'x', '✓', '✔', 'ticked', 'on', 'opted in']);
const NO = new Set(['no', 'n', 'false', 'f', '0', '✗', '✘', 'unticked', 'off', 'none', 'opted out']);

/** Reads yes or no in the ways spreadsheets write it. */
export function readYesNo(text: string): Reading<boolean> {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return taken(true);
  if (NO.has(word)) return taken(false);
  return refused(`${quoted(text.trim())} is neither yes nor no. Write yes or no, or leave it blank.`);
}

/**
 * Reads a number of 0 or more, with thousands in commas and a pound sign if there is one (“£1,250.50” is 1250.5).
 * `decimals` is how many may stand behind the point; at most twelve digits stand before it.
 */
export function readAmount(text: string, { decimals = 0 }: { decimals?: 0 | 1 | 2 } = {}): Reading<number> {
  const typed = text.trim();
  const number = typed.replace(/^£\s*/, '');
  const shape = /^(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,6}))?$/.exec(number);
  if (/^-/.test(number))
    return refused(`${quoted(typed)} is less than nothing. Write 0 or more, or leave it blank.`);
  const behind = (shape?.[1] ?? '').replace(/0+$/, '');
  if (!shape)
    return refused(`${quoted(typed)} is not a number. Write it in digits, like 12500, or leave it blank.`);
  if (behind.length > decimals) {
    const kind = decimals === 0 ? 'a whole number' : `at most ${decimals} digits behind the point`;
    return refused(`${quoted(typed)} is too exact. Write ${kind}, or leave it blank.`);
  }
  return taken(Number(number.replace(/,/g, '')));
}

/** Returns the items of a cell that holds several, split at semicolons, bars and line breaks, without blanks. */
export function splitList(text: string): string[] {
  return text
    .split(/[;|\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/**
 * Reads every item of a cell that holds several. An item that is unknown as it stands and has commas is tried in its
 * parts, since “early years, youth work” is as usual as a semicolon. Returns each value once, in the order typed.
 */
export function readList<T>(text: string, readOne: (item: string) => Reading<T>): Reading<T[]> {
  const values = new Set<T>();
  for (const item of splitList(text)) {
    const whole = readOne(item);
    const readings =
      whole.ok || !item.includes(',') ? [whole] : item.split(',').map((part) => readOne(part.trim()));
    for (const reading of readings) {
      if (reading.ok) values.add(reading.value);
      else return whole.ok || readings.some((other) => other.ok) ? reading : whole;
    }
  }
  return taken([...values]);
}

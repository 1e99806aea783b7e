const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const UK = 'Europe/London';
const DATE_ONLY = /^(\d{4})-(\d\d)-(\d\d)$/;
const clocks = new Map<string, Intl.DateTimeFormat>();

type Blank = '' | null | undefined;
export type Moment = Date | string;

/**
 * Returns '20 November 2026'. A 'YYYY-MM-DD' is that day wherever one stands; a moment is seen from the
 * zone. Nothing gives ''. Throws RangeError for what is not a date.
 */
export function sayDate(value: Moment | Blank, zone = UK): string {
  if (!value) return '';
  const day = typeof value === 'string' && DATE_ONLY.exec(value);
  const [year, month, date] = day ? [+day[1], +day[2], +day[3]] : local(value, zone);
  if (!MONTHS[month - 1]) throw new RangeError(`not a date: ${String(value)}`);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** Returns '20 November 2026 at 9:30am', seen from the zone; 'midday' and 'midnight' because 12am is neither. */
export function sayDateTime(value: Moment | Blank, zone = UK): string {
  if (!value) return '';
  const [, , , hour, minute] = local(value, zone);
  return `${sayDate(value instanceof Date ? value : new Date(value), zone)} at ${sayTime(hour, minute)}`;
}

/** Returns '9:30am', '2pm', 'midday' or 'midnight'. */
export function sayTime(hour: number, minute: number): string {
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? 'midnight' : 'midday';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** Returns integer pence as '£1,234.50'; nothing gives ''. Also takes the digits in which bigints arrive. */
export function sayMoney(pence: number | bigint | string | Blank): string {
  if (pence === '' || pence === null || pence === undefined) return '';
  const whole = BigInt(pence);
  const size = whole < 0n ? -whole : whole;
  return `${whole < 0n ? '-' : ''}£${sayCount(size / 100n)}.${String(size % 100n).padStart(2, '0')}`;
}

/** Returns '1,234'; nothing gives ''. */
export function sayCount(value: number | bigint | string | Blank): string {
  if (value === '' || value === null || value === undefined) return '';
  const [whole, fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Returns '1 organisation' or '1,234 organisations'; without the plural word an s is added. */
export function sayPlural(value: number | string, one: string, many = `${one}s`): string {
  return `${sayCount(value)} ${Number(value) === 1 ? one : many}`;
}

/** Returns the part of a 'YYYY-MM-DD' that goes in one of three boxes, without leading noughts. */
export function datePart(value: string | Blank, part: 'day' | 'month' | 'year'): string {
  const found = DATE_ONLY.exec(value ?? '');
  return found ? String(+found[{ year: 1, month: 2, day: 3 }[part]]) : '';
}

function local(value: Moment, zone: string): number[] {
  const parts = clock(zone).formatToParts(value instanceof Date ? value : new Date(value));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return [of('year'), of('month'), of('day'), of('hour'), of('minute')];
}

function clock(zone: string): Intl.DateTimeFormat {
  let found = clocks.get(zone);
  if (!found) {
    const digits = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    } as const;
    found = new Intl.DateTimeFormat('en-GB', { ...digits, hourCycle: 'h23', timeZone: zone });
    clocks.set(zone, found);
  }
  return found;
}

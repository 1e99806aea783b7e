import { ROLES } from '../../access/roles.rules.js';
import { sayDate, sayDateTime } from '../../web/templates/format.rules.js';

const VIA: Record<string, string> = {
  api: 'through the API',
  'command line': 'on the command line',
  mail: 'by e-mail',
};

/** Returns by which way something was done, where that was not a page; the product's own acts need no word. */
export function viaWords(via: string): string {
  return VIA[via] ?? '';
}

/** Returns the details of an act as short sentences; ids of people become their names, other ids stay out. */
export function detailWords(
  details: Record<string, unknown>,
  names: Map<string, string>,
  zone?: string,
): string[] {
  const first = (key: string) => (key === 'before' ? 0 : 1);
  const entries = Object.entries(details).sort(([a], [b]) => first(a) - first(b));
  return entries.flatMap(([key, value]) => {
    const words = VALUES[key]?.[String(value)] ?? valueWords(value, names, zone);
    return words === '' ? [] : [`${keyWords(key)}: ${words}`];
  });
}

/** Words for what the details say in short. */
const KEYS: Record<string, string> = {
  way: 'takes effect',
  key: 'edition',
  sendAfter: 'goes out',
  deputyId: 'deputy',
  personal: 'changed as well',
  count: 'how many',
};
const VALUES: Record<string, Record<string, string>> = {
  way: {
    now: 'at once',
    proposed: 'once confirmed',
    second: 'with a second co-ordinator',
    delay: 'after a day',
  },
  role: Object.fromEntries(Object.entries(ROLES).map(([name, { words }]) => [name, words.toLowerCase()])),
};

const DATE = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z$/;
/** The name of a field: 'contactEmail'. */
const FIELD = /^[a-z]+(?:[A-Z][a-z]+)+$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

function valueWords(value: unknown, names: Map<string, string>, zone?: string): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value))
    return value
      .map((one) => valueWords(one, names, zone))
      .filter(Boolean)
      .join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') {
    const inner = Object.entries(value).map(
      ([key, one]) => `${keyWords(key)} ${valueWords(one, names, zone) || 'nothing'}`,
    );
    return inner.join(', ');
  }
  const text = String(value as string | number);
  if (FIELD.test(text)) return keyWords(text);
  if (DATE.test(text)) return sayDate(text);
  if (MOMENT.test(text)) return sayDateTime(text, zone);
  return ID.test(text) ? (names.get(text) ?? '') : text;
}

/** 'sessionsEnded' → 'sessions ended', 'personId' → 'person'. */
function keyWords(key: string): string {
  return (KEYS[key] ?? key)
    .replace(/Ids?$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

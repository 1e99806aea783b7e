import { ROLES } from '../../access/roles.rules.js';

const WORDS: Record<string, string> = {
  'network.founded': 'Founded the network',
  'network.settings': 'Changed the settings',
  'role.granted': 'Gave a role',
  'role.proposed': 'Proposed somebody for a role',
  'role.confirmed': 'Confirmed a role',
  'role.ended': 'Ended a role',
  'token.created': 'Made a token for the API',
  'token.revoked': 'Stopped a token for the API',
  'personal-data.read': 'Looked at what is held about a person',
  'personal-data.downloaded': 'Downloaded what is held about a person',
};

/** Returns an act in words; one that has none of its own is read as it is written: 'member.edited' → 'Member edited'. */
export function actionWords(action: string): string {
  const plain = action.replace(/[.-]/g, ' ');
  return WORDS[action] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Returns the details of an act as short sentences; ids of people become their names, other ids stay out. */
export function detailWords(details: Record<string, unknown>, names: Map<string, string>): string[] {
  const first = (key: string) => (key === 'before' ? 0 : 1);
  const entries = Object.entries(details).sort(([a], [b]) => first(a) - first(b));
  return entries.flatMap(([key, value]) => {
    const words = VALUES[key]?.[String(value)] ?? valueWords(value, names);
    return words === '' ? [] : [`${keyWords(key)}: ${words}`];
  });
}

/** Words for what the details say in short. */
const KEYS: Record<string, string> = { way: 'takes effect' };
const VALUES: Record<string, Record<string, string>> = {
  way: {
    now: 'at once',
    proposed: 'once confirmed',
    second: 'with a second co-ordinator',
    delay: 'after a day',
  },
  role: Object.fromEntries(Object.entries(ROLES).map(([name, { words }]) => [name, words.toLowerCase()])),
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

function valueWords(value: unknown, names: Map<string, string>): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value))
    return value
      .map((one) => valueWords(one, names))
      .filter(Boolean)
      .join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') {
    const inner = Object.entries(value).map(
      ([key, one]) => `${keyWords(key)} ${valueWords(one, names) || 'nothing'}`,
    );
    return inner.join(', ');
  }
  const text = String(value as string | number);
  return ID.test(text) ? (names.get(text) ?? '') : text;
}

/** 'sessionsEnded' → 'sessions ended', 'personId' → 'person'. */
function keyWords(key: string): string {
  return (KEYS[key] ?? key)
    .replace(/Ids?$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

import { actionWords } from '../audit/log/acts.rules.js';
import { sayDate } from '../web/templates/format.rules.js';

/** What a person looks for first; whatever is not named comes after, and the logs last. */
const FIRST = [
  'Your record',
  'How you are reached',
  'Signing in',
  'Your roles',
  'What you said about being written to',
];
const LOGS = [
  'Tokens for the API',
  'What you were sent',
  'Devices',
  'Changes to your record',
  'What you did, as the log has it',
];

/** What an empty field means, where that is not that nothing was given. */
const EMPTY: Record<string, string> = {
  'Devices Ended': 'still signed in',
  'Tokens for the API Revoked': 'still works',
  'Tokens for the API Last used': 'never',
  'Your roles To': 'still held',
  'How you are reached Held since': 'in use',
};

const CODE = /^[a-z]+(?:[-_][a-z]+)*$/;
const ACT = /^[a-z-]+\.[a-z -]+$/;

/** True for records of what happened, which are many and seldom looked for. */
export function isLog(heading: string): boolean {
  return LOGS.includes(heading);
}

/** Returns sections in the order in which people look for them. */
export function inOrder<T extends { heading: string }>(sections: readonly T[]): T[] {
  return [...sections].sort((a, b) => placeOf(a.heading) - placeOf(b.heading));
}

/** Returns the name of a field with a capital. */
export function fieldName(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** Returns a text as a person reads it: our own codes become words, and dates are said as in Britain. */
export function plainWords(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return sayDate(text);
  if (ACT.test(text)) return actionWords(text);
  return CODE.test(text) ? text.replace(/[-_]/g, ' ') : text;
}

/** Returns what is said of a field that is empty; nothing where the page's own words will do. */
export function emptyWords(heading: string, key: string): string {
  return EMPTY[`${heading} ${key}`] ?? '';
}

function placeOf(heading: string): number {
  const first = FIRST.indexOf(heading);
  return first >= 0 ? first : FIRST.length + 1 + LOGS.indexOf(heading);
}

import { sayDate } from '../../core/web/templates/format.rules.js';
import { weekOfKey } from '../editions/week.rules.js';

/** Every kind of edition. The first four are digests: tailored to each reader, of items that somebody approved. */
export const KINDS = [
  'digest',
  'daily',
  'immediate',
  'monthly',
  'newsletter',
  'urgent',
  'correction',
] as const;
export type EditionKind = (typeof KINDS)[number];

/** Kinds that somebody writes, the same text for all who get it. */
export type WrittenKind = 'newsletter' | 'urgent' | 'correction';

/** Lists that people can stop, each by itself. */
export type List = 'digest' | 'newsletter' | 'urgent';

/** What an item says of itself when it is a passage that somebody wrote into one edition. */
export const SECTION = 'section';

const DATE = String.raw`20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const AGAIN = '(?:-(?:[2-9]|[1-9][0-9]{1,2}))?';
const ID = String.raw`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`;

const SHAPES: [EditionKind, RegExp][] = [
  ['daily', new RegExp(`^${DATE}$`)],
  ['monthly', /^20\d\d-(?:0[1-9]|1[0-2])$/],
  ['immediate', new RegExp(`^now-${ID}$`)],
  ['newsletter', new RegExp(`^newsletter-${DATE}${AGAIN}$`)],
  ['urgent', new RegExp(`^urgent-${DATE}${AGAIN}$`)],
];

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

const CORRECTION = 'correction-of-';

/** The kinds as one word or two, for lists, tags and filters. */
export const KIND_WORDS: Record<EditionKind, string> = {
  digest: 'Weekly digest',
  daily: 'Daily digest',
  immediate: 'Sent at once',
  monthly: 'Monthly digest',
  newsletter: 'Newsletter',
  urgent: 'Urgent briefing',
  correction: 'Correction',
};

/** How the subject of a digest begins that nobody has written; the weekly one has the usual words. */
export const SUBJECT_BEGINS: Partial<Record<EditionKind, string>> = {
  daily: 'Today',
  immediate: 'New',
  monthly: 'This month',
};

/** Returns the id of the article that an item is, or undefined for any other item. */
export function articleOf(itemKey: string): string | undefined {
  return itemKey.startsWith('article:') ? itemKey.slice('article:'.length) : undefined;
}

/** Returns the kind of edition that a key is of, or undefined for what is no key. */
export function kindOfKey(key: string): EditionKind | undefined {
  if (key.startsWith(CORRECTION)) return aboutKeyOf(key) === undefined ? undefined : 'correction';
  return plainKind(key);
}

/** Returns the key of the edition that a correction is of, or undefined when the key is no correction's. */
export function aboutKeyOf(key: string): string | undefined {
  if (!key.startsWith(CORRECTION) || key.length > 80) return undefined;
  const rest = key.slice(CORRECTION.length);
  if (plainKind(rest) !== undefined && !isNumbered(rest)) return rest;
  const about = rest.replace(/-[1-9]$/, '');
  return about !== rest && plainKind(about) !== undefined ? about : undefined;
}

/**
 * Returns the key of a correction; `number` is 1 for the first one of an edition, and 9 at most. Where the edition
 * has a number itself, that of the correction always follows it, so that no key can be read in two ways.
 */
export function correctionKey(about: string, number: number): string {
  return `${CORRECTION}${about}${number > 1 || isNumbered(about) ? `-${number}` : ''}`;
}

/** Returns the key of a newsletter or an urgent briefing of a day; `number` is 1 for the first one. */
export function writtenKey(kind: 'newsletter' | 'urgent', date: string, number: number): string {
  return `${kind}-${date}${again(number)}`;
}

/** True for what is tailored to each reader and made of items that somebody approved. */
export function isDigest(kind: EditionKind): boolean {
  return kind === 'digest' || isAutomatic(kind);
}

/** True for editions that are made and sent by themselves. */
export function isAutomatic(kind: EditionKind): kind is 'daily' | 'immediate' | 'monthly' {
  return kind === 'daily' || kind === 'immediate' || kind === 'monthly';
}

/** True for what somebody writes, the same text for all. */
export function isWritten(kind: EditionKind): kind is WrittenKind {
  return kind === 'newsletter' || kind === 'urgent' || kind === 'correction';
}

/** Returns the list an edition goes out on: a correction goes on the list of what it corrects. */
export function listOfKey(key: string): List {
  const about = aboutKeyOf(key);
  const kind = kindOfKey(about ?? key);
  return kind === 'newsletter' || kind === 'urgent' ? kind : 'digest';
}

/** Returns what an edition is called; `from` is its first day, `YYYY-MM-DD`. */
export function nameOfKey(key: string, from: string): string {
  const words = sentenceNameOfKey(key, from);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Returns the same inside a sentence, after “the”. */
export function sentenceNameOfKey(key: string, from: string): string {
  const about = aboutKeyOf(key);
  if (about === undefined) return plainName(key, from);
  const number = Number(key.slice(CORRECTION.length + about.length + 1));
  return `correction to the ${plainName(about, '')}${number > 1 ? ` (no. ${number})` : ''}`;
}

function plainName(key: string, from: string): string {
  switch (plainKind(key)) {
    case 'daily':
      return `daily digest of ${sayDate(key)}`;
    case 'monthly':
      return `monthly digest of ${MONTHS[Number(key.slice(5)) - 1]} ${key.slice(0, 4)}`;
    case 'immediate':
      return `digest sent at once${from === '' ? '' : ` on ${sayDate(from)}`}`;
    case 'newsletter':
    case 'urgent': {
      const [name, date, number] = /^(newsletter|urgent)-(.{10})-?(.*)$/.exec(key)!.slice(1);
      const more = number === '' ? '' : ` (no. ${number})`;
      return `${name === 'urgent' ? 'urgent briefing' : name} of ${sayDate(date)}${more}`;
    }
    default:
      return `week of ${sayDate(weekOfKey(key)?.from ?? from)}`;
  }
}

function again(number: number): string {
  return number > 1 ? `-${number}` : '';
}

/** True for the second newsletter or briefing of a day, and those after it. */
function isNumbered(key: string): boolean {
  return /^(?:newsletter|urgent)-.{10}-/.test(key);
}

function plainKind(key: string): EditionKind | undefined {
  if (key.length > 80) return undefined;
  if (weekOfKey(key)) return 'digest';
  return SHAPES.find(([, shape]) => shape.test(key))?.[0];
}

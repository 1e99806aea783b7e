import { daysBetween } from '../editions/week.rules.js';
import { NO_HISTORY, type History } from './history.rules.js';
import {
  concerns,
  HOLDS,
  isForRole,
  isSoon,
  matchKey,
  matchOf,
  type Choosable,
  type Match,
  type Readership,
} from './match.rules.js';
import { AS_IT_WAS, type RuleName, type Standing } from './precedence.rules.js';
import { closedWords, closingWords, elsewhereWords, reasonOf, rolesWords } from './reason.rules.js';

export type { Ages, Choosable, Match, Readership } from './match.rules.js';

/** Under which heading an item stands: the first rule that holds for it, the rest, or those in one line at the end. */
export type Group = RuleName | 'rest' | 'also';

/** Why an item is not in a copy: the rule by its name. */
export type Left =
  'closed' | 'district' | 'role' | 'sent-before' | 'reading-time' | 'room' | 'taken-out' | 'not-owed';

export interface Chosen {
  key: string;
  group: Group;
  /** Whole sentences, such as `District: Amber Valley. Theme: early years. Closes in 9 days.` */
  reason: string;
}

export interface LeftOut {
  key: string;
  rule: Left;
  reason: string;
}

/** The words the reasons are made of, and the day on which the edition goes out (`YYYY-MM-DD`). */
export interface Words {
  today: string;
  district: ReadonlyMap<string, string>;
  theme: ReadonlyMap<string, string>;
  role: ReadonlyMap<string, string>;
  /** What is said of an item for the whole area: `For the whole county`. */
  countyWide: string;
}

export interface Choice {
  /** In the order of the mail. The same choice gives the same objects, so they may be keys. */
  chosen: readonly Chosen[];
  left: readonly LeftOut[];
}

/** Chooses for one mailbox, with what the ledger says of its readers. */
export type Choose = (readers: Readership, history?: History) => Choice;

interface Prepared {
  item: Choosable;
  /** By the co-ordinator's own order, then the key. */
  place: number;
  soon: boolean;
  closing: string;
  closed?: LeftOut;
  made: Map<string, Placed>;
}

interface Placed {
  chosen: Chosen;
  order: number;
}

const SENT_BEFORE = 'It was sent already, in another edition.';
const NOT_OWED = 'It is only for those whose week was full when it went out.';

/**
 * Returns the function that chooses for one mailbox. An item goes to nobody once it is closed; an item for districts
 * to those who work in one of them or in the whole area, or whose district nobody knows; an item for roles to those
 * who hold one; and no item to readers who have all had it before. The order is that of `precedence`, each rule only
 * where those before it leave a tie, then the co-ordinator's own order, then the item's key: so it is the same
 * every time, and no item changes the order of two others.
 */
export function chooser(
  items: readonly Choosable[],
  words: Words,
  precedence: readonly Standing[] = AS_IT_WAS,
): Choose {
  const rules = precedence.filter(({ on }) => on).map(({ name }) => name);
  const prepared = [...items]
    .sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1))
    .map((item, place) => prepare(item, place, words));
  return (readers, history = NO_HISTORY) => {
    const placed: Placed[] = [];
    const left: LeftOut[] = [];
    for (const one of prepared) {
      const match = matchOf(one.item, readers, history.owed.has(one.item.key));
      const out = leftOut(one, match, history, words);
      if (out) left.push(out);
      else placed.push(place(one, match, rules, prepared.length, words));
    }
    placed.sort((a, b) => a.order - b.order);
    return { chosen: placed.map(({ chosen }) => chosen), left };
  };
}

/** Returns the same text for readerships that get the same choice. */
export function readershipKey(readers: Readership): string {
  const { districtIds, countyWide, themes, ages, sizes, stages, roles } = readers;
  const years = ages.map(({ from, to }) => `${from}-${to}`);
  return [countyWide ? '*' : '', districtIds, themes, years, sizes, stages, roles].join('|');
}

function prepare(item: Choosable, place: number, words: Words): Prepared {
  const { key, kind, closesOn } = item;
  const days = closesOn === null ? undefined : daysBetween(words.today, closesOn);
  const soon = isSoon(days);
  const isClosed = days !== undefined && days < 0;
  return {
    ...{ item, place, soon, made: new Map() },
    closing: soon ? closingWords(days!, kind) : '',
    closed: isClosed ? { key, rule: 'closed', reason: closedWords(closesOn, kind) } : undefined,
  };
}

function leftOut(
  { item, closed }: Prepared,
  match: Match,
  { sent, owed }: History,
  words: Words,
): LeftOut | undefined {
  const { key } = item;
  if (closed) return closed;
  if (!concerns(item, match)) {
    return isForRole(item, match.roles)
      ? { key, rule: 'district', reason: elsewhereWords(item.districtIds, words) }
      : { key, rule: 'role', reason: rolesWords(item.roles ?? [], words) };
  }
  if (sent.has(key)) return { key, rule: 'sent-before', reason: SENT_BEFORE };
  return item.isOwed && !owed.has(key) ? { key, rule: 'not-owed', reason: NOT_OWED } : undefined;
}

function place(one: Prepared, match: Match, rules: RuleName[], count: number, words: Words): Placed {
  const key = matchKey(match);
  let made = one.made.get(key);
  if (!made) {
    const answers = rules.map((rule) => HOLDS[rule](one.item, match, one.soon));
    const group = rules[answers.indexOf(true)] ?? 'rest';
    const reason = reasonOf(one.item, match, one.closing, words);
    made = { chosen: { key: one.item.key, group, reason }, order: orderOf(answers) * count + one.place };
    one.made.set(key, made);
  }
  return made;
}

/** The answers of the rules as one number: each is a digit, and yes is nought. */
function orderOf(answers: readonly boolean[]): number {
  return answers.reduce((order, holds) => order * 2 + (holds ? 0 : 1), 0);
}

import { nameKey } from '../../core/text/name-key.rules.js';

export type EditionState = 'composing' | 'approved' | 'sending' | 'sent';

/** What an edition holds of an item; the same fields as every source of the digest offers. */
export interface ItemFacts {
  key: string;
  kind: string;
  title: string;
  summary: string;
  body: string;
  whatItMeans: string;
  districtIds: string[];
  themes: string[];
  closesOn: string | null;
  mustKnow: boolean;
  since: string;
  href?: string;
  isPublic?: boolean;
  ages?: { from: number; to: number };
  sizes?: string[];
  stages?: number[];
  roles?: string[];
  dates?: { on: string; words: string }[];
  attachments?: { name: string; type: string; bytes: number; href: string }[];
  picture?: { href: string; alt: string };
  meanings?: Record<string, string>;
}

/** An item in its place, with other words for this edition where somebody has written them. */
export interface EditionItem {
  key: string;
  position: number;
  item: ItemFacts;
  title: string | null;
  summary: string | null;
  leftOut: boolean;
}

/** How many copies met which fate; see the delivery engine. */
export interface Counts {
  sent: number;
  refused: number;
  uncertain: number;
  held: number;
  skipped: number;
  pending: number;
}

/** What the sources offer now beside what an edition holds. */
export interface Differences {
  fresh: ItemFacts[];
  changed: ItemFacts[];
  gone: EditionItem[];
}

/** Returns an item with the words it has in this edition. */
export function wordsOf({ item, title, summary }: EditionItem): ItemFacts {
  return { ...item, title: title ?? item.title, summary: summary ?? item.summary };
}

/** Returns what has come, changed and gone since the edition was composed; new items in the order they would take. */
export function differencesOf(held: readonly EditionItem[], offered: readonly ItemFacts[]): Differences {
  const [before, now] = [new Map(held.map((one) => [one.key, one])), new Set(offered.map(({ key }) => key))];
  return {
    fresh: offered.filter(({ key }) => !before.has(key)).sort(firstOrder),
    changed: offered.filter((one) => before.has(one.key) && !sameItem(before.get(one.key)!.item, one)),
    gone: held.filter(({ key }) => !now.has(key)),
  };
}

/** Returns the keys in their new order after one was moved up or down; at the end it stays where it is. */
export function moved(keys: readonly string[], key: string, direction: 'up' | 'down'): string[] {
  const from = keys.indexOf(key);
  const to = from + (direction === 'up' ? -1 : 1);
  if (from < 0 || to < 0 || to >= keys.length) return [...keys];
  const order = [...keys];
  [order[from], order[to]] = [order[to], order[from]];
  return order;
}

/** Returns the state of an edition that has been approved, from its letter's ledger. */
export function stateOf(now: Date, sendAfter: Date, counts: Counts): EditionState {
  const begun = counts.sent + counts.refused + counts.uncertain > 0;
  if (now < sendAfter && !begun) return 'approved';
  return counts.pending > 0 ? 'sending' : 'sent';
}

/** Returns why an edition that is approved cannot be changed, and what can be done about it instead. */
export function fixedWords({ sendAfter }: { sendAfter: Date | null }, now: Date): string {
  return sendAfter !== null && sendAfter <= now
    ? 'This edition has gone out, so it cannot be changed any more. What is wrong in it is put right by a correction.'
    : 'This edition has been approved, so it cannot be changed. Stop it first.';
}

/** Returns the sum of all fates: the audience. */
export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum: number, count: number) => sum + count, 0);
}

/** True when a name or one of the organisations has every word that was typed, whatever case and accents. */
export function isNamed(typed: string, name: string, organisations: readonly string[]): boolean {
  const words = nameKey(typed).split(' ').filter(Boolean);
  const text = [name, ...organisations].map((one) => ` ${nameKey(one)}`).join('');
  return words.length > 0 && words.every((word) => text.includes(` ${word}`));
}

/** What must be known first, then what closes first, then what came first. */
function firstOrder(a: ItemFacts, b: ItemFacts): number {
  return (
    Number(b.mustKnow) - Number(a.mustKnow) ||
    compare(a.closesOn ?? '9', b.closesOn ?? '9') ||
    compare(a.since, b.since) ||
    compare(a.key, b.key)
  );
}

function sameItem(a: ItemFacts, b: ItemFacts): boolean {
  const fields = Object.keys({ ...a, ...b }) as (keyof ItemFacts)[];
  return fields.every((field) => canonical(a[field]) === canonical(b[field]));
}

/** A value as text, whatever order its keys have: the database keeps them in an order of its own. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => compare(x, y)))
      : one,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

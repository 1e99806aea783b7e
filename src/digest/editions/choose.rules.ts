import { closedWords, closingWords, elsewhereWords, reasonOf, type Match } from './reason.rules.js';
import { daysBetween } from './week.rules.js';

/** What the rules look at in an item; `position` is the co-ordinator's own order. */
export interface Choosable {
  key: string;
  /** `funding`, `event` … */
  kind: string;
  /** Empty means for the whole area. */
  districtIds: readonly string[];
  /** Empty means for everybody. */
  themes: readonly string[];
  /** `YYYY-MM-DD`. */
  closesOn: string | null;
  mustKnow: boolean;
  position: number;
}

/** What the rules know of those who read one mailbox: their organisations' districts and themes together. */
export interface Readership {
  districtIds: readonly string[];
  /** One of them works across the whole area. */
  countyWide: boolean;
  themes: readonly string[];
}

/** Under which heading an item stands. */
export type Group = 'must-know' | 'district' | 'theme' | 'area';

export interface Chosen {
  key: string;
  group: Group;
  /** Whole sentences, such as `District: Amber Valley. Theme: early years. Closes in 9 days.` */
  reason: string;
}

export interface LeftOut {
  key: string;
  reason: string;
}

/** The words the reasons are made of, and the day on which the edition goes out (`YYYY-MM-DD`). */
export interface Words {
  today: string;
  district: ReadonlyMap<string, string>;
  theme: ReadonlyMap<string, string>;
  /** What is said of an item for the whole area: `For the whole county`. */
  countyWide: string;
}

export interface Choice {
  /** In the order of the mail. The same choice gives the same objects, so they may be keys. */
  chosen: readonly Chosen[];
  left: readonly LeftOut[];
}

/** Days before its end within which an item counts as closing soon. */
export const SOON = 14;

interface Prepared {
  item: Choosable;
  place: number;
  closed: boolean;
  soon: boolean;
  closing: string;
  /** What is said when it is left out. */
  away: LeftOut;
  made: Map<string, { chosen: Chosen; order: number }>;
}

/**
 * Returns the function that chooses for one mailbox. An item for districts goes to those who work in one of them or
 * in the whole area, or whose district nobody knows; everything else goes to all. The order, each rule only where
 * those before it leave a tie: must know · names a district of theirs · has a theme of theirs · is for everybody,
 * whatever their theme · closes within 14 days · the co-ordinator's own order · the item's key.
 */
export function chooser(items: readonly Choosable[], words: Words): (readers: Readership) => Choice {
  const prepared = [...items]
    .sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1))
    .map((item, place) => prepare(item, place, words));
  return (readers) => {
    const districts = new Set(readers.districtIds);
    const themes = new Set(readers.themes);
    const chosen: { chosen: Chosen; order: number }[] = [];
    const left: LeftOut[] = [];
    for (const one of prepared) {
      if (isLeftOut(one, readers, districts)) left.push(one.away);
      else chosen.push(place(one, readers, { districts, themes }, words, prepared.length));
    }
    chosen.sort((a, b) => a.order - b.order);
    return { chosen: chosen.map((one) => one.chosen), left };
  };
}

/** Returns the same text for readerships that get the same choice. */
export function readershipKey({ districtIds, countyWide, themes }: Readership): string {
  return `${countyWide ? '*' : ''}|${districtIds.join()}|${themes.join()}`;
}

function prepare(item: Choosable, place: number, words: Words): Prepared {
  const days = item.closesOn === null ? undefined : daysBetween(words.today, item.closesOn);
  const soon = days !== undefined && days >= 0 && days <= SOON;
  const closed = days !== undefined && days < 0;
  const why = closed ? closedWords(item.closesOn, item.kind) : elsewhereWords(item.districtIds, words);
  const away = { key: item.key, reason: why };
  return {
    item,
    place,
    soon,
    closed,
    closing: soon ? closingWords(days, item.kind) : '',
    away,
    made: new Map(),
  };
}

function isLeftOut(
  { item, closed }: Prepared,
  { countyWide, districtIds }: Readership,
  own: ReadonlySet<string>,
): boolean {
  if (closed) return true;
  const anywhere = item.districtIds.length === 0 || countyWide || districtIds.length === 0;
  return !anywhere && !item.districtIds.some((id) => own.has(id));
}

function place(
  one: Prepared,
  readers: Readership,
  own: { districts: ReadonlySet<string>; themes: ReadonlySet<string> },
  words: Words,
  count: number,
): { chosen: Chosen; order: number } {
  const districts = one.item.districtIds.filter((id) => own.districts.has(id));
  const themes = one.item.themes.filter((key) => own.themes.has(key));
  const known = readers.countyWide ? 'whole' : readers.districtIds.length > 0 ? 'some' : 'none';
  const key = `${known}|${districts.join()}|${themes.join()}`;
  let made = one.made.get(key);
  if (!made) {
    const facts = { districts, themes, known } as const;
    const chosen = {
      key: one.item.key,
      group: groupOf(one.item, facts),
      reason: reasonOf(one.item, facts, one.closing, words),
    };
    one.made.set(key, (made = { chosen, order: orderOf(one, facts) * count + one.place }));
  }
  return made;
}

function groupOf({ mustKnow }: Choosable, { districts, themes }: Match): Group {
  if (mustKnow) return 'must-know';
  if (districts.length > 0) return 'district';
  return themes.length > 0 ? 'theme' : 'area';
}

/** The rules of precedence as one number: each digit is one rule, and none means yes. */
function orderOf({ item, soon }: Prepared, { districts, themes }: Match): number {
  const rules = [
    item.mustKnow,
    districts.length > 0,
    themes.length > 0,
    item.districtIds.length === 0 && item.themes.length === 0,
    soon,
  ];
  return rules.reduce((order, holds) => order * 2 + (holds ? 0 : 1), 0);
}

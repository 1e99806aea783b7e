import { SOON, type RuleName } from './precedence.rules.js';

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
  /** Years of age; absent means all. */
  ages?: Ages;
  /** Size bands; absent or empty means all. */
  sizes?: readonly string[];
  /** Stages of development; absent or empty means all. */
  stages?: readonly number[];
  /** Roles it is for; absent or empty means everybody. */
  roles?: readonly string[];
  /** Left over from a briefing, and only for those whose week was full then. */
  isOwed?: boolean;
}

/** Years of age, both included. */
export interface Ages {
  from: number;
  to: number;
}

/** What the rules know of those who read one mailbox: their organisations and roles together, each list sorted. */
export interface Readership {
  districtIds: readonly string[];
  /** One of them works across the whole area. */
  countyWide: boolean;
  themes: readonly string[];
  ages: readonly Ages[];
  sizes: readonly string[];
  stages: readonly number[];
  roles: readonly string[];
}

/** What of an item fits the readers of one mailbox, and how much is known of where they work. */
export interface Match {
  districts: readonly string[];
  themes: readonly string[];
  ages: boolean;
  sizes: readonly string[];
  stages: readonly number[];
  roles: readonly string[];
  known: 'whole' | 'some' | 'none';
  /** A full week kept it from them when it was urgent. */
  isOwed: boolean;
}

/** Each rule of precedence as a question with yes or no for an answer; `soon` is whether the item closes soon. */
export const HOLDS: Record<RuleName, (item: Choosable, match: Match, soon: boolean) => boolean> = {
  'must-know': ({ mustKnow }, { isOwed }) => mustKnow || isOwed,
  role: (_, { roles }) => roles.length > 0,
  district: (_, { districts }) => districts.length > 0,
  theme: (_, { themes }) => themes.length > 0,
  ages: (_, { ages }) => ages,
  size: (_, { sizes }) => sizes.length > 0,
  stage: (_, { stages }) => stages.length > 0,
  area: (item) => isForEverybody(item),
  closing: (_item, _match, soon) => soon,
};

/** Returns what of an item fits these readers. */
export function matchOf(item: Choosable, readers: Readership, isOwed = false): Match {
  return {
    districts: shared(item.districtIds, readers.districtIds),
    themes: shared(item.themes, readers.themes),
    ages: item.ages !== undefined && readers.ages.some((one) => overlap(one, item.ages!)),
    sizes: shared(item.sizes, readers.sizes),
    stages: shared(item.stages, readers.stages),
    roles: shared(item.roles, readers.roles),
    known: readers.countyWide ? 'whole' : readers.districtIds.length > 0 ? 'some' : 'none',
    isOwed,
  };
}

/** Returns the same text for matches of one item that are the same. */
export function matchKey({ districts, themes, ages, sizes, stages, roles, known, isOwed }: Match): string {
  return [known, districts, themes, ages, sizes, stages, roles, isOwed].join('|');
}

/** True for an item that is sent to these readers if it is still open: in their district, and for a role they hold. */
export function concerns(item: Choosable, { districts, roles, known }: Match): boolean {
  const isHere = item.districtIds.length === 0 || known !== 'some' || districts.length > 0;
  return isHere && isForRole(item, roles);
}

/** True where an item is for everybody, or for a role that these readers hold. */
export function isForRole({ roles }: Choosable, held: readonly string[]): boolean {
  return roles === undefined || roles.length === 0 || held.length > 0;
}

/** True when a number of days from the day of sending is not past and counts as soon. */
export function isSoon(days: number | undefined): boolean {
  return days !== undefined && days >= 0 && days <= SOON;
}

function isForEverybody({ districtIds, themes, ages, sizes = [], stages = [] }: Choosable): boolean {
  return ![districtIds, themes, sizes, stages].some((list) => list.length > 0) && ages === undefined;
}

function shared<T>(wanted: readonly T[] | undefined, held: readonly T[]): T[] {
  return (wanted ?? []).filter((one) => held.includes(one));
}

function overlap(one: Ages, other: Ages): boolean {
  return one.from <= other.to && other.from <= one.to;
}

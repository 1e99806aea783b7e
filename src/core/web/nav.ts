import type { Actor } from '../access/index.js';

/** A module's entry in the navigation: shown where the module is switched on and the person may enter. */
export interface NavEntry {
  /** Path below `/{network}`, without a slash in front. */
  path: string;
  /** Further paths whose pages belong to this entry. */
  also?: string[];
  words: string;
  /** Smaller comes first. */
  position: number;
  module?: string;
  permission?: string;
}

const entries: NavEntry[] = [];

/** Adds a module's entry; called once per module at load. */
export function defineNav(entry: NavEntry): void {
  if (!entries.some(({ path }) => path === entry.path)) entries.push(entry);
}

/** Returns the entries a person sees in a network, in order, with the one nearest to the page marked as current. */
export function navFor(me: Actor, network: { slug: string; modules: string[] }, path: string) {
  const seen = entries
    .filter((entry) => !entry.module || network.modules.includes(entry.module))
    .filter((entry) => !entry.permission || me.may(entry.permission))
    .sort((a, b) => a.position - b.position)
    .map((entry) => ({ entry, near: nearness(entry, network.slug, path) }));
  const nearest = Math.max(1, ...seen.map(({ near }) => near));
  return seen.map(({ entry, near }) => ({
    href: `/${network.slug}${entry.path ? `/${entry.path}` : ''}`,
    words: entry.words,
    current: near === nearest,
  }));
}

/** How much of a page's address an entry accounts for, in characters; 0 where it is not below the entry. */
function nearness({ path: own, also = [] }: NavEntry, slug: string, path: string): number {
  if (own === '') return path === `/${slug}` ? path.length : 0;
  const above = [own, ...also].filter((one) => `${path}/`.startsWith(`/${slug}/${one}/`));
  return Math.max(0, ...above.map((one) => one.length));
}

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

/** Returns the entries a person sees in a network, in order, with the current one marked. */
export function navFor(me: Actor, network: { slug: string; modules: string[] }, path: string) {
  return entries
    .filter((entry) => !entry.module || network.modules.includes(entry.module))
    .filter((entry) => !entry.permission || me.may(entry.permission))
    .sort((a, b) => a.position - b.position)
    .map((entry) => {
      const href = `/${network.slug}${entry.path ? `/${entry.path}` : ''}`;
      const own = [entry.path, ...(entry.also ?? [])].map((one) => `/${network.slug}/${one}`);
      const current =
        path === href || (entry.path !== '' && own.some((one) => `${path}/`.startsWith(`${one}/`)));
      return { href, words: entry.words, current };
    });
}

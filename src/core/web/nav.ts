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

/** A page of a network that anybody may read, linked at the foot of every page and on the front page. */
export interface OpenPage {
  /** Path below `/{network}`, without a slash in front. */
  path: string;
  words: string;
  position: number;
  module?: string;
  /** Says by the network's settings whether it is open; always, unless told. */
  isOpen?(settings: Record<string, unknown>): boolean;
  /** Path of a feed of the same. */
  feed?: string;
}

const openPages: OpenPage[] = [];

/** Adds a page that anybody may read; called once for each at load. */
export function defineOpenPage(open: OpenPage): void {
  if (!openPages.some(({ path }) => path === open.path)) openPages.push(open);
}

/** Returns the pages of a network that anybody may read, in order, and the address of their feed where there is one. */
export function openTo({ slug, modules, settings }: OpenNetwork) {
  const open = openPages
    .filter(({ module }) => !module || modules.includes(module))
    .filter(({ isOpen }) => isOpen?.(settings) ?? true)
    .sort((a, b) => a.position - b.position);
  const feed = open.find((one) => one.feed !== undefined)?.feed;
  return {
    open: open.map(({ path, words }) => ({ href: `/${slug}/${path}`, words })),
    feed: feed === undefined ? undefined : `/${slug}/${feed}`,
  };
}

interface OpenNetwork {
  slug: string;
  modules: string[];
  settings: Record<string, unknown>;
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

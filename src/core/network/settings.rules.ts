import type { NetworkFacts } from './facts.rules.js';

type Held = Pick<NetworkFacts, 'name' | 'colour' | 'zone' | 'isCharity' | 'words' | 'modules' | 'settings'>;

/** Fields whose values are about people, so the log keeps only their names. */
const PERSONAL = new Set(['contactEmail', 'contactPhone', 'contactPost']);

/** Returns what a network has set for one field of a module's section, or what the field falls back on. */
export function settingOf(
  settings: Record<string, unknown>,
  section: string,
  field: { name: string; fallback: string },
): string {
  const held = (settings[section] as Record<string, unknown> | undefined)?.[field.name];
  return typeof held === 'string' ? held : field.fallback;
}

/** Returns the modules that are on after a choice among the offered ones; what was not offered stays as it was. */
export function modulesAfter(held: string[], offered: string[], chosen: string[]): string[] {
  const kept = held.filter((one) => !offered.includes(one));
  return [...kept, ...offered.filter((one) => chosen.includes(one))];
}

/** Returns what changed, for the log: old and new values, but of what is about people only that it changed. */
export function changesOf(before: Held, after: Held): { before: object; after: object; personal?: string[] } {
  const [old, now] = [flat(before), flat(after)];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (key) => (old[key] ?? '') !== (now[key] ?? ''),
  );
  const open = changed.filter((key) => !PERSONAL.has(key));
  const personal = changed.filter((key) => PERSONAL.has(key));
  const pick = (from: Record<string, string>) =>
    Object.fromEntries(open.map((key) => [key, from[key] ?? '']));
  return { before: pick(old), after: pick(now), ...(personal.length > 0 && { personal }) };
}

function flat(held: Held): Record<string, string> {
  const { words, settings, modules, ...plain } = held;
  const inner = Object.entries(settings).flatMap(([key, value]): [string, unknown][] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).map(([name, one]): [string, unknown] => [`${key}.${name}`, one])
      : [[key, value]],
  );
  const all: [string, unknown][] = [
    ...Object.entries(plain).filter(([key]) => ['name', 'colour', 'zone', 'isCharity'].includes(key)),
    ...Object.entries(words).map(([key, value]): [string, unknown] => [`word ${key}`, value]),
    ['modules', [...modules].sort().join(' ')],
    ...inner,
  ];
  return Object.fromEntries(all.map(([key, value]) => [key, String(value)]));
}

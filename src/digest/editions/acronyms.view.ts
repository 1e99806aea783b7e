import type { Undecided } from './acronyms.service.js';

/** Returns the short forms that nobody has explained, for the form that does; `back` is where it leads. */
export function viewAcronyms(found: readonly Undecided[], back: '' | '/approval') {
  const unknown = found.filter(({ kind }) => kind === 'unknown');
  const several = found.filter(({ kind }) => kind === 'undecided');
  return {
    acronyms: found.length > 0,
    acronymsBack: back,
    unknown: unknown.map(({ short, places }) => ({ short, where: placesOf(places) })),
    excusable: unknown.map(({ short }) => ({ value: short, words: short })),
    several: several.map(({ short, choices, places }) => ({
      short,
      choices: choices.map(({ id, long, usedFor }) => ({
        value: id,
        words: usedFor ? `${long} (${usedFor})` : long,
      })),
      where: placesOf(places),
    })),
  };
}

function placesOf(places: Undecided['places']): string {
  return `In ${places.map(({ title }) => `“${title}”`).join(', ')}.`;
}

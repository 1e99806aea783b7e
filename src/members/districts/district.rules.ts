import { nameKey } from '../../core/text/name-key.rules.js';
import type { ListedDistrict } from '../district-list.rules.js';

/** What the rules need to know of a district. Dates are half-open: `validTo` is the first day after. */
export interface DistrictFacts {
  id: string;
  name: string;
  position: number;
  validTo: string | null;
  successorIds: readonly string[];
}

/** True while a district is one, on a day (`YYYY-MM-DD`). */
export function isPresent({ validTo }: Pick<DistrictFacts, 'validTo'>, today: string): boolean {
  return validTo === null || today < validTo;
}

/** Returns the districts in the network's own order, and by name where that does not say. */
export function inOrder<D extends Pick<DistrictFacts, 'position' | 'name'>>(districts: readonly D[]): D[] {
  return [...districts].sort((a, b) => a.position - b.position || a.name.localeCompare(b.name, 'en'));
}

/**
 * Returns the ids in the order of the numbers that were typed under them; who has none, or one that is no number,
 * keeps the number of their place.
 */
export function reordered(ids: readonly string[], typed: Record<string, string>): string[] {
  const places = ids.map((id, at) => {
    const number = Number.parseFloat(typed[id] ?? '');
    return { id, number: Number.isNaN(number) ? at + 1 : number };
  });
  return places.sort((a, b) => a.number - b.number).map(({ id }) => id);
}

/** Returns the ids under which the organisations of a district are recorded: its own and its predecessors'. */
export function recordedUnder(
  districts: readonly Pick<DistrictFacts, 'id' | 'successorIds'>[],
  id: string,
): string[] {
  const found = [id];
  for (const one of found) {
    for (const { id: earlier, successorIds } of districts)
      if (successorIds.includes(one) && !found.includes(earlier)) found.push(earlier);
  }
  return found;
}

/** Returns up to `most` areas of the shipped list whose name or code has every word that was typed, the present ones first. */
export function foundIn(list: readonly ListedDistrict[], typed: string, most = 20): ListedDistrict[] {
  const words = nameKey(typed).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const matches = list.filter(({ name, gss, otherNames }) => {
    const text = ` ${[name, gss, ...otherNames].map(nameKey).join(' ')}`;
    return words.every((word) => text.includes(` ${word}`));
  });
  return matches.sort((a, b) => Number(a.to !== null) - Number(b.to !== null)).slice(0, most);
}

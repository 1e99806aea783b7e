import type { ListedDistrict } from '../district-list.rules.js';
import { wholeArea, type NamedDistrict } from '../district-names.rules.js';

/** A district of the network as far as its names go; `validTo` is the first day on which it is none any more. */
export interface OwnDistrict {
  id: string;
  name: string;
  gss: string | null;
  validTo: string | null;
}

/** The name under which files give and take what works everywhere. */
export const EVERYWHERE = 'County-wide';

/**
 * Returns a network's districts with everything a file may call them, and its whole area. A network that has all the
 * districts of a county may call its whole area by the county's name.
 */
export function namedDistricts(
  own: readonly OwnDistrict[],
  list: readonly ListedDistrict[],
  today: string,
): NamedDistrict[] {
  const listed = new Map(list.map((area) => [area.gss, area]));
  const districts = own.map(({ id, name, gss, validTo }) => {
    const area = gss ? listed.get(gss) : undefined;
    const otherNames = area ? [area.name, ...area.otherNames] : [];
    const ended = validTo !== null && validTo <= today;
    return { id, name, gss, otherNames, formerGss: area?.formerGss ?? [], ended };
  });
  const county = countyOf(own, list, today);
  const names = county && { gss: county.gss, otherNames: [county.name, ...county.otherNames] };
  return [...districts, wholeArea(EVERYWHERE, names)];
}

function countyOf(
  own: readonly OwnDistrict[],
  list: readonly ListedDistrict[],
  today: string,
): ListedDistrict | undefined {
  const codes = new Set(own.map(({ gss }) => gss));
  return list.find((area) => {
    if (area.kind !== 'county' || codes.has(area.gss)) return false;
    const parts = list.filter(({ parentGss, to }) => parentGss === area.gss && (to === null || today < to));
    return parts.length > 0 && parts.every(({ gss }) => codes.has(gss));
  });
}

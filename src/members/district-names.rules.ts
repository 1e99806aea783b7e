import { nameKey } from '../core/text/name-key.rules.js';
import { nearest } from '../core/text/nearest.rules.js';
import { listed, quoted, refused, taken, type Reading } from '../core/text/reading.rules.js';

/** A district as far as its names go. `ended` keeps its records, but gives way to a present one of the same name. */
export interface NamedDistrict {
  id: string;
  name: string;
  gss?: string | null;
  otherNames?: readonly string[];
  formerGss?: readonly string[];
  ended?: boolean;
}

/** The id that stands for the whole area of a network wherever the ids of districts stand. */
export const WHOLE_AREA = '*';

const WHOLE_AREA_NAMES = [
  'county-wide',
  'countywide',
  'whole county',
  'all county',
  'across the county',
  'city-wide',
  'citywide',
  'whole city',
  'district-wide',
  'borough-wide',
  'area-wide',
  'whole area',
  'network-wide',
  'all districts',
  'all areas',
];

const BEFORE =
  /^(?:the )?(?:(?:london|royal|metropolitan) )*(?:city and county of the |city and county of |borough council of |borough of |city of |county of |district of |district council of )/;
const BEHIND =
  / (?:(?:metropolitan|non metropolitan|london|county|city|district|borough|boro|unitary) )*(?:council|county|city|district|borough|boro|corporation|authority|unitary authority|mbc|mdc|bc|dc|cc|ua)$/;

/** Returns the area of a whole network as one of its districts, known also by the county's or city's own names. */
export function wholeArea(
  name: string,
  own: { gss?: string | null; otherNames?: readonly string[] } = {},
): NamedDistrict {
  return { id: WHOLE_AREA, name, gss: own.gss, otherNames: [...WHOLE_AREA_NAMES, ...(own.otherNames ?? [])] };
}

/** Returns the key of a district's name: as `nameKey`, and without the words for its kind of authority. */
export function districtKey(name: string): string {
  const key = nameKey(name);
  const short = key.replace(BEFORE, '').replace(BEHIND, '');
  return short === '' || BEHIND.test(` ${short}`) ? key : short;
}

/**
 * Returns the reader of district names and GSS codes for these districts. It knows a district by its code, a former
 * code, its name or another name, with or without “Borough of”, “District”, “City of”, “Council” and the like. The
 * full name decides before the shortened one, and a present district before one that has ended.
 */
export function districtReader<D extends NamedDistrict>(
  districts: readonly D[],
): (typed: string) => Reading<D> {
  const codes = new Map<string, D>();
  for (const district of [...districts].sort((a, b) => Number(b.ended ?? false) - Number(a.ended ?? false))) {
    for (const gss of [...(district.formerGss ?? []), district.gss ?? ''])
      codes.set(gss.toUpperCase(), district);
  }
  const exact = indexed(districts, nameKey);
  const short = indexed(districts, districtKey);
  return (typed) => {
    const text = typed.trim();
    if (/^[EWSNK]\d{8}$/i.test(text)) {
      const district = codes.get(text.toUpperCase());
      return district ? taken(district) : refused(unknown(text, districts));
    }
    const found = exact.get(nameKey(text)) ?? short.get(districtKey(text)) ?? [];
    if (found.length > 1)
      return refused(`${quoted(text)} could be ${listed(found.map(long), 'or')}. Write the code.`);
    return found.length === 1 ? taken(found[0]) : refused(...unknownName(text, districts));
  };
}

function indexed<D extends NamedDistrict>(
  districts: readonly D[],
  key: (name: string) => string,
): Map<string, D[]> {
  const index = new Map<string, D[]>();
  for (const district of districts) {
    for (const k of new Set([district.name, ...(district.otherNames ?? [])].map(key))) {
      const others = (index.get(k) ?? []).filter((other) => !other.ended || district.ended);
      const gives = district.ended && others.some((other) => !other.ended);
      index.set(k, gives ? others : [...others, district]);
    }
  }
  return index;
}

function unknownName(text: string, districts: readonly NamedDistrict[]): [string, string?] {
  const near = nearest(text, [...new Set(districts.map(({ name }) => name))], { key: districtKey });
  const problem = `${quoted(text)} is not a district of this network.`;
  return near.length > 0 ? [problem, listed(near, 'or')] : [unknown(text, districts)];
}

function unknown(text: string, districts: readonly NamedDistrict[]): string {
  const present = districts.filter(({ ended }) => !ended).map(({ name }) => name);
  const choice =
    present.length > 0 && present.length <= 15
      ? `Its districts are ${listed(present)}.`
      : 'Check the spelling.';
  return `${quoted(text)} is not a district of this network. ${choice}`;
}

function long({ name, gss }: NamedDistrict): string {
  return gss ? `${name} (${gss})` : name;
}

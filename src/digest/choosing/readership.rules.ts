import type { AudiencePerson } from '../../members/audience/audience.rules.js';
import type { Ages, Readership } from './match.rules.js';

/** What of a person says what concerns them. */
export type Reader = Pick<AudiencePerson, 'organisations' | 'network' | 'roles'>;

/** What of an organisation says what concerns it. */
type Place = AudiencePerson['organisations'][number];

/** Returns what is known of those who read one mailbox, all their organisations and roles together; lists sorted. */
export function readershipOf(readers: readonly Reader[]): Readership {
  const all = readers.flatMap(({ organisations }) => organisations);
  const places = all.length < 2 ? all : [...new Set(all)];
  const reaches = readers.flatMap(({ network }) => network ?? []);
  return {
    districtIds: sorted([...places, ...reaches].flatMap(({ districtIds }) => districtIds)),
    countyWide: [...places, ...reaches].some(({ countyWide }) => countyWide),
    themes: sorted(places.flatMap(({ themes }) => themes)),
    ages: agesOf(places),
    sizes: sorted(places.flatMap(({ sizeBand }) => sizeBand ?? [])),
    stages: sorted(places.flatMap(({ stage }) => stage ?? [])),
    roles: sorted(readers.flatMap(({ roles }) => roles)),
  };
}

/** Returns what is known of an organisation as such, whoever reads for it: for print, and to compare two of them. */
export function readershipOfOrganisation(organisation: Place): Readership {
  return readershipOf([{ organisations: [organisation], network: null, roles: [] }]);
}

function agesOf(places: readonly Place[]): Ages[] {
  if (places.length === 1) return places[0].ages ? [places[0].ages] : [];
  const ranges = new Map(places.flatMap(({ ages }) => (ages ? [[`${ages.from}-${ages.to}`, ages]] : [])));
  return [...ranges.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

function sorted<T extends string | number>(all: T[]): T[] {
  return all.length < 2 ? all : [...new Set(all)].sort((a, b) => (a < b ? -1 : 1));
}

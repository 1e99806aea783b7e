import type { AudiencePerson } from '../../members/audience/audience.rules.js';

/** Whom an edition is for. An empty list asks nothing; what is asked must all hold. */
export interface AudienceFilter {
  districtIds: readonly string[];
  themes: readonly string[];
  /** Size bands: `micro` … `large`. */
  sizes: readonly string[];
  /** Stages of development, 1 to 3. */
  stages: readonly number[];
  /** Names of roles, at an organisation or in the network. */
  roles: readonly string[];
}

/** Asks nothing of anybody. */
export const EVERYBODY: AudienceFilter = { districtIds: [], themes: [], sizes: [], stages: [], roles: [] };

/** What a filter looks at. */
export type Filtered = Pick<AudiencePerson, 'organisations' | 'network' | 'roles'>;

/** True when a filter asks nothing, so that everybody on the list fits. */
export function isForEverybody(filter: AudienceFilter): boolean {
  return Object.values(filter).every((asked: readonly unknown[]) => asked.length === 0);
}

/**
 * True when somebody fits a filter: one and the same organisation of theirs has all that is asked of organisations,
 * and they hold one of the roles. Who works across the whole area fits any district, and so does an organisation
 * whose district nobody knows, as in the digest; a size or a stage that is not on record does not fit. Somebody with
 * a role in the network and no organisation fits by the districts of that role, where nothing else is asked.
 */
export function fits(person: Filtered, filter: AudienceFilter): boolean {
  const hasRole = filter.roles.length === 0 || person.roles.some((role) => filter.roles.includes(role));
  return (
    hasRole && (person.organisations.some((one) => organisationFits(one, filter)) || roleFits(person, filter))
  );
}

/**
 * True when an item that is only for holders of some roles may stand in what goes to these people: they were chosen
 * by their role, and by no other one. An item for no roles in particular may stand anywhere.
 */
export function mayCarry(roles: readonly string[] | undefined, filter: AudienceFilter): boolean {
  if (roles === undefined || roles.length === 0) return true;
  return filter.roles.length > 0 && filter.roles.every((role) => roles.includes(role));
}

/** Returns how many member organisations are among those who fit. */
export function organisationsAmong(
  people: readonly Pick<AudiencePerson, 'organisations'>[],
  filter: AudienceFilter,
): number {
  const all = people.flatMap(({ organisations }) => organisations);
  return new Set(all.filter((one) => organisationFits(one, filter)).map(({ id }) => id)).size;
}

type Organisation = Filtered['organisations'][number];

function organisationFits(organisation: Organisation, filter: AudienceFilter): boolean {
  const { districtIds, countyWide, themes, sizeBand, stage } = organisation;
  return (
    placeFits({ districtIds, countyWide: countyWide || districtIds.length === 0 }, filter) &&
    (filter.themes.length === 0 || themes.some((theme) => filter.themes.includes(theme))) &&
    (filter.sizes.length === 0 || (sizeBand !== null && filter.sizes.includes(sizeBand))) &&
    (filter.stages.length === 0 || (stage !== null && filter.stages.includes(stage)))
  );
}

function roleFits({ network }: Filtered, filter: AudienceFilter): boolean {
  const { themes, sizes, stages } = filter;
  return network !== null && themes.length + sizes.length + stages.length === 0 && placeFits(network, filter);
}

function placeFits(
  { districtIds, countyWide }: { districtIds: readonly string[]; countyWide: boolean },
  filter: AudienceFilter,
): boolean {
  return (
    filter.districtIds.length === 0 || countyWide || districtIds.some((id) => filter.districtIds.includes(id))
  );
}

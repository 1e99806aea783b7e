import type { RoleName } from '../../core/access/roles.rules.js';

/** Who asks, as far as a rule needs to know; every actor is one. */
export interface Who {
  readonly personId: string;
  readonly organisationIds: readonly string[];
  may(permission: string): boolean;
  holds(role: RoleName): boolean;
  districtsOf(role: RoleName): string[];
}

/** Where something is: the districts an organisation works in, or the network's whole area. */
export interface Place {
  id: string;
  districtIds: readonly string[];
  countyWide: boolean;
}

/** A part of the member database: all of it, or what lies in these districts and belongs to these organisations. */
export interface Reach {
  everywhere: boolean;
  districtIds: string[];
  organisationIds: string[];
}

const EVERYWHERE: Reach = { everywhere: true, districtIds: [], organisationIds: [] };

/** Returns what the roles with districts open to somebody. A role given for no district in particular opens all. */
export function reachThrough(me: Who, roles: readonly RoleName[]): Reach {
  if (me.holds('coordinator') || me.holds('administrator')) return EVERYWHERE;
  const held = roles.filter((role) => me.holds(role));
  if (held.some((role) => me.districtsOf(role).length === 0)) return EVERYWHERE;
  const districtIds = [...new Set(held.flatMap((role) => me.districtsOf(role)))];
  return { everywhere: false, districtIds, organisationIds: [] };
}

/**
 * Returns what somebody may see of the member list: by role, their own organisations always, and the neighbours of
 * these (`around`) where the network lets members see their district.
 */
export function reachOf(me: Who, around: Omit<Place, 'id'> | null): Reach {
  const byRole = reachThrough(me, ['development_officer', 'representative']);
  if (byRole.everywhere || around?.countyWide) return EVERYWHERE;
  const districtIds = [...new Set([...byRole.districtIds, ...(around?.districtIds ?? [])])];
  return { everywhere: false, districtIds, organisationIds: [...me.organisationIds] };
}

/** True when the place lies within the reach. What works county-wide lies in every district. */
export function inReach(reach: Reach, { id, districtIds, countyWide }: Place): boolean {
  if (reach.everywhere || reach.organisationIds.includes(id)) return true;
  if (countyWide) return reach.districtIds.length > 0;
  return districtIds.some((districtId) => reach.districtIds.includes(districtId));
}

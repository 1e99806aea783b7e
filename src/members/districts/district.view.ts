import type { District } from './district.entity.js';
import { isPresent } from './district.rules.js';

/** A district as the settings page lists it. */
export interface DistrictView {
  id: string;
  name: string;
  gss: string | null;
  /** Its place in the list, counted from 1. */
  number: number;
  isPresent: boolean;
  validTo: string | null;
  successors: string[];
}

/** Returns the districts as the settings page lists them, on a day (`YYYY-MM-DD`). */
export function viewDistricts(districts: readonly District[], today: string): DistrictView[] {
  const names = new Map(districts.map(({ id, name }) => [id, name]));
  return districts.map(({ id, name, gss, validTo, successorIds }, at) => ({
    ...{ id, name, gss, validTo, number: at + 1 },
    isPresent: isPresent({ validTo }, today),
    successors: successorIds.flatMap((successor) => names.get(successor) ?? []),
  }));
}

/** The roles of C.3 in the network's words; who holds none but works at a member organisation is a member. */
export const ROLES = {
  member: { words: 'Member', power: false },
  representative: { words: 'Representative', power: false },
  development_officer: { words: 'Development officer', power: false },
  administrator: { words: 'Administrator', power: true },
  coordinator: { words: 'Co-ordinator', power: true },
  treasurer: { words: 'Treasurer', power: true },
  partner: { words: 'Partner', power: false },
  chair: { words: 'Chair or returning officer', power: true },
} as const;

export type RoleName = keyof typeof ROLES;

/** Roles whose grant needs a second co-ordinator or a day's delay with mail to all co-ordinators. */
export const GUARDED_ROLES: readonly RoleName[] = ['coordinator', 'treasurer', 'chair'];

/** A role as held today; roles at an organisation (worker, trustee, volunteer …) make their holder a member. */
export interface RoleHeld {
  role: string;
  organisationId: string | null;
  districtId: string | null;
}

/** True for a word that names one of the network's roles. */
export function isRoleName(text: string): text is RoleName {
  return Object.hasOwn(ROLES, text);
}

/** Returns the names of the roles held, without repeats; any role at an organisation counts as member. */
export function roleNames(held: readonly RoleHeld[]): RoleName[] {
  const names = held.map((one) =>
    one.organisationId !== null || !isRoleName(one.role) ? 'member' : one.role,
  );
  return [...new Set(names)];
}

/** True when one of the roles can export members, see bank details, approve money or run an election. */
export function hasPower(names: readonly RoleName[]): boolean {
  return names.some((name) => ROLES[name].power);
}

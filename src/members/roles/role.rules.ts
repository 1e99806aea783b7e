import { inReach, reachThrough, type Place, type Who } from '../reach/reach.rules.js';

/** What people are at organisations, in the words of the screens. */
export const ROLE_KINDS = {
  chair: 'Chair',
  trustee: 'Trustee or committee member',
  manager: 'Manager',
  worker: 'Worker',
  volunteer: 'Volunteer',
  contact: 'Contact',
} as const;

export type RoleKind = keyof typeof ROLE_KINDS;

/** Returns what a role is called: its title where it has one. */
export function roleWords({ role, title }: { role: string; title: string | null }): string {
  return title ?? (Object.hasOwn(ROLE_KINDS, role) ? ROLE_KINDS[role as RoleKind] : role);
}

/** True when somebody may add people to an organisation, and give and end their roles there. */
export function mayEditPeopleAt(me: Who, organisation: Place): boolean {
  return me.may('members.edit') && inReach(reachThrough(me, ['development_officer']), organisation);
}

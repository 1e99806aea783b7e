import { ROLES } from '../../core/access/roles.rules.js';
import { ROLE_KINDS } from '../roles/role.rules.js';

const MAIN_CONTACT = { value: 'main_contact', words: 'Main contact of an organisation' };

/** The roles by which items can be meant for people, in the words of the screens; a chair is one of either kind. */
export const AUDIENCE_ROLES: readonly { value: string; words: string }[] = [
  ...Object.entries(ROLES)
    .filter(([value]) => value !== 'member' && value !== 'chair')
    .map(([value, { words }]) => ({ value, words })),
  MAIN_CONTACT,
  ...Object.entries(ROLE_KINDS).map(([value, words]) => ({ value, words })),
];

/** Returns what parts make of a person, each once and sorted: `chair`, `main_contact`, `representative`. */
export function partNames(parts: readonly { role: string; main_contact: boolean }[]): string[] {
  const names = parts.flatMap(({ role, main_contact }) =>
    main_contact ? [role, MAIN_CONTACT.value] : [role],
  );
  return [...new Set(names)].sort();
}

import { nameKey } from '../../core/text/name-key.rules.js';
import { telephoneKey } from '../../core/text/telephone.rules.js';

/** How somebody is reached, one of each; null is “nothing is known”. */
export interface Contact {
  email: string | null;
  telephone: string | null;
  mobile: string | null;
  /** A line for each line, without the postcode. */
  address: string | null;
  postcode: string | null;
}

/** The fields of a contact that have a row of their own; the postcode lies with the address. */
export const CONTACT_KINDS = {
  email: { kind: 'email', label: null },
  telephone: { kind: 'phone', label: null },
  mobile: { kind: 'phone', label: 'mobile' },
  address: { kind: 'post', label: null },
} as const;

export type ContactField = keyof typeof CONTACT_KINDS;

/** Returns the spelling by which a contact point is recognised. An address as `readAddress` gives it is one already. */
export function contactKey(field: ContactField, value: string): string {
  if (field === 'email') return value.toLowerCase();
  return field === 'address' ? nameKey(value) : telephoneKey(value);
}

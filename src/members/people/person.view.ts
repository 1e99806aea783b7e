import { z } from 'zod';
import { ROLES } from '../../core/access/index.js';
import { FREQUENCIES, type ReadingChoice } from '../preferences/index.js';
import type { RoleShown } from '../roles/index.js';
import { personName, type PersonFacts } from './person.rules.js';

const readingView = z.object({
  frequency: z.enum(FREQUENCIES),
  minutes: z.literal([2, 5, 10]).nullable().describe('of reading; null is everything'),
  ...{ lean: z.boolean(), paper: z.boolean(), largePrint: z.boolean() },
});

/** A person as programs read one, and pages too. Fields are null for those who may not see them. */
export const personView = z.object({
  id: z.uuid(),
  version: z.int(),
  given: z.string(),
  family: z.string(),
  name: z.string(),
  share: z.boolean(),
  networkRoles: z.array(z.string()),
  organisations: z
    .array(z.string())
    .describe('ids of the organisations at which the person has a role today'),
  contact: z
    .object({ email: z.string().nullable(), telephone: z.string().nullable(), mobile: z.string().nullable() })
    .nullable(),
  channel: z.string().nullable(),
  language: z.string().nullable(),
  accessNeeds: z.string().nullable(),
  reading: readingView.nullable().describe('how the person wants to be written to'),
});

export type PersonView = z.output<typeof personView>;

/** Returns what somebody may see of a person's record: contact details and what is confidential each on its own. */
export function viewPerson(
  person: PersonFacts,
  sees: { contact: boolean; all: boolean },
  reading?: ReadingChoice,
): PersonView {
  const { id, version, given, family, share, email, telephone, mobile } = person;
  return {
    ...{ id, version, given, family, name: personName(person), share },
    networkRoles: person.networkRoles.map((role) => ROLES[role].words),
    organisations: person.places.map((place) => place.id),
    contact: sees.contact ? { email, telephone, mobile } : null,
    channel: sees.contact ? person.channel : null,
    language: sees.all ? person.language : null,
    accessNeeds: sees.all ? person.accessNeeds : null,
    reading: (sees.all && reading) || null,
  };
}

/** Returns a role at an organisation as a list on a page shows it. */
export function roleItem(role: RoleShown) {
  const { id, organisationId, organisation, words, mainContact, validFrom, validTo, isPresent } = role;
  return { id, organisationId, organisation, words, mainContact, validFrom, validTo, isPresent };
}

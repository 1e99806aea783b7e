import { z } from 'zod';
import { readTelephone } from '../../core/text/index.js';
import { apiList, box, needed, text, version, yesNo } from '../boxes.js';
import { LIMITS } from '../member-record.rules.js';
import { readEmail } from '../organisations/index.js';
import { BASES } from '../member-record.rules.js';
import { readingPatch } from '../preferences/index.js';
import { roleInput } from '../roles/index.js';
import { CHANNELS, type Channel } from './person.rules.js';

const CHANNEL_KEYS = Object.keys(CHANNELS) as [Channel, ...Channel[]];

/** A person as forms and programs give one. What is left out is not said; null or blank wipes. */
export const personInput = z.object({
  given: needed('Give the first name.', text(LIMITS.short)),
  family: box(text(LIMITS.short)).optional(),
  telephone: box(readTelephone).optional(),
  mobile: box(readTelephone).optional(),
  channel: z.enum(CHANNEL_KEYS, { error: 'Choose how they prefer to be reached.' }).optional(),
  language: box(text(LIMITS.short)).optional(),
  accessNeeds: box(text(500), { lines: true }).optional(),
  share: yesNo.optional(),
});

export type PersonInput = z.output<typeof personInput>;

/** The form in which a record is corrected, by others or by the person. */
export const personForm = personInput.extend({ version });

/** A correction by a program. The address is one of its fields there. */
export const personPatch = personInput
  .extend({ email: box(readEmail) })
  .partial()
  .extend({ version: version.optional(), reading: readingPatch.optional() });

export type PersonPatch = Partial<PersonInput>;

/** A new person at an organisation, and on what ground they may be written to. */
export const newPerson = personInput.extend(roleInput.shape).extend({
  email: box(readEmail).optional(),
  basis: z
    .enum(BASES as ['membership', ...typeof BASES], { error: 'Say why we may write to them.' })
    .optional(),
});

export type NewPerson = z.output<typeof newPerson>;

/** The same for programs, which also name the organisation. */
export const newPersonAt = newPerson.extend({ organisationId: z.uuid('Give the id of the organisation.') });

/** Another address for somebody. */
export const addressForm = z.object({ email: box(readEmail) });

/** Another address of one's own. */
export const ownAddressForm = z.object({ email: needed('Enter your new e-mail address.', readEmail) });

export const peopleQuery = apiList.extend({
  q: z.string().max(200).optional(),
  district: z.string().max(200).optional().describe('its id, code or name'),
});

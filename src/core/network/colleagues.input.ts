import { z } from 'zod';
import { formText, isRoleName, neededText, typedAddress, type RoleName } from '../access/index.js';
import { isId } from '../database/index.js';
import { readAddress } from '../mail/index.js';

/** Roles that colleagues give one another; members are members through their organisation. */
export const GIVEN_ROLES: readonly RoleName[] = [
  'coordinator',
  'administrator',
  'development_officer',
  'treasurer',
  'chair',
  'representative',
  'partner',
];

/** Roles that may be limited to one district. */
const LOCAL_ROLES: readonly string[] = ['development_officer', 'representative'];

const isGiven = (text: string): text is RoleName => isRoleName(text) && GIVEN_ROLES.includes(text);

/** Giving somebody a role. */
export const grantInput = z
  .object({
    given: neededText('Give their first name.', 100),
    family: neededText('Give their family name.', 100),
    email: typedAddress().transform((text, context) => {
      const reading = readAddress(text);
      if (reading.ok) return reading.address;
      context.addIssue({ code: 'custom', message: reading.problem });
      return z.NEVER;
    }),
    role: formText().transform((text, context) => {
      if (isGiven(text)) return text;
      context.addIssue({ code: 'custom', message: 'Choose what they will do.' });
      return z.NEVER;
    }),
    district: formText().refine((text) => text === '' || isId(text), 'Choose a district from the list.'),
  })
  .refine(({ role, district }) => district === '' || LOCAL_ROLES.includes(role), {
    path: ['district'],
    message:
      'Only development officers and representatives are for one district. Leave this at “The whole network”.',
  })
  .transform(({ district, ...grant }) => ({ ...grant, districtId: district || null }));

export type GrantInput = z.output<typeof grantInput>;

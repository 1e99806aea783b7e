import { z } from 'zod';
import { box, needed, text, yesNo } from '../boxes.js';
import { LIMITS } from '../member-record.rules.js';
import { ROLE_KINDS, type RoleKind } from './role.rules.js';

const KINDS = Object.keys(ROLE_KINDS) as [RoleKind, ...RoleKind[]];

/** What a person is at an organisation. */
export const roleInput = z.object({
  role: z.enum(KINDS, { error: 'Say what they do there.' }),
  title: box(text(LIMITS.short)).optional(),
  mainContact: yesNo.optional(),
});

export type RoleInput = z.output<typeof roleInput>;

/** A role for somebody who is known already; the organisation by its reference or its name. */
export const roleForm = roleInput.extend({
  organisation: needed('Give the reference or the name of the organisation.', text(LIMITS.name)),
});

/** Who is the main contact from now on: the id of another role there, or `nobody`. */
export const endingForm = z.object({ successor: z.string().optional() });

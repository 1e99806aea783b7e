import { z } from 'zod';
import { SIZE_BANDS, sizeBand, type SizeBand } from '../figures/size-band.rules.js';
import { orgId } from '../identifiers.rules.js';
import { LEGAL_FORMS } from '../legal-forms.rules.js';
import { MEMBERSHIP_STATES, type MembershipState } from '../memberships/index.js';
import { THEMES } from '../themes.rules.js';
import type { OrganisationFacts } from './organisation.rules.js';
import { agesOf } from './serving.rules.js';

const named = z.object({ id: z.string(), name: z.string() });

/** An organisation as programs read it, and pages too. Contact details are null for those who may not see them. */
export const organisationView = z.object({
  id: z.uuid(),
  version: z.int(),
  reference: z.string(),
  name: z.string(),
  knownAs: z.string().nullable(),
  identifiers: z.array(z.string()).describe('registered numbers in the form of org-id.guide'),
  legalForm: z.string().nullable(),
  description: z.string().nullable(),
  website: z.string().nullable(),
  listed: z.boolean(),
  membership: z.string().nullable(),
  countyWide: z.boolean(),
  districts: z.array(named),
  themes: z.array(named),
  ages: z.object({ from: z.int(), to: z.int() }).nullable().describe('of the children it serves, in years'),
  sizeBand: z
    .enum(Object.keys(SIZE_BANDS) as [SizeBand, ...SizeBand[]])
    .nullable()
    .describe('by its latest income'),
  stage: z
    .int()
    .min(1)
    .max(3)
    .nullable()
    .describe('of development; no score, and null for those who may not see it'),
  contact: z
    .object({
      email: z.string().nullable(),
      telephone: z.string().nullable(),
      address: z.string().nullable(),
      postcode: z.string().nullable(),
    })
    .nullable(),
});

export type OrganisationView = z.output<typeof organisationView>;

/** What a view needs besides the record: names of districts, and what the reader may see. */
export interface ViewContext {
  districtName: (id: string) => string;
  state: MembershipState | null;
  /** `all`, or only what the organisation shares with every member. */
  contact: 'all' | 'shared';
  seesStage: boolean;
}

/** Returns what somebody may see of an organisation's record. */
export function viewOrganisation(facts: OrganisationFacts, context: ViewContext): OrganisationView {
  const { id, version, reference, name, knownAs, description, website, listed, countyWide } = facts;
  const themes = facts.themes.map((key) => ({
    id: key,
    name: THEMES.find((one) => one.key === key)?.name ?? key,
  }));
  return {
    ...{ id, version, reference, name, knownAs },
    identifiers: facts.identifiers.map(orgId),
    legalForm: LEGAL_FORMS.find(({ key }) => key === facts.legalForm)?.name ?? facts.legalForm,
    ...{ description, website, listed },
    membership: context.state,
    countyWide,
    districts: facts.districtIds.map((district) => ({ id: district, name: context.districtName(district) })),
    themes,
    ages: agesOf(facts.ageFrom, facts.ageTo),
    sizeBand: sizeBand(facts.income),
    stage: context.seesStage ? facts.stage : null,
    contact: contactOf(facts, context.contact),
  };
}

/** Returns the words and the kind of tag of a state of membership; nobody knows one for `null`. */
export function stateTag(state: MembershipState | null): { words: string; kind: string } {
  return state ? MEMBERSHIP_STATES[state] : { words: 'Not a member', kind: '' };
}

function contactOf(facts: OrganisationFacts, sees: ViewContext['contact']): OrganisationView['contact'] {
  const { email, telephone, address, postcode, listed, precision } = facts;
  if (sees === 'all') return { email, telephone, address, postcode };
  if (!listed) return null;
  const exact = precision === 'exact';
  return { email, telephone, address: exact ? address : null, postcode: exact ? postcode : null };
}

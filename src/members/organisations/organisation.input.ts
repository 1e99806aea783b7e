import { z } from 'zod';
import { readAddress } from '../../core/mail/index.js';
import { readPostcode, readTelephone, type Reading } from '../../core/text/index.js';
import { box, day, needed, numeral, text, ticks, version, withDates, yesNo } from '../boxes.js';
import { readCharityNumber, readCompanyNumber } from '../identifiers.rules.js';
import { readReference, readWebsite } from '../texts.rules.js';
import { readLegalForm } from '../legal-forms.rules.js';
import { LIMITS } from '../member-record.rules.js';
import { PRECISIONS, type Precision } from './organisation.rules.js';
import { readAge, readStage } from './serving.rules.js';

const PRECISION_KEYS = Object.keys(PRECISIONS) as [Precision, ...Precision[]];

/** The reader of an e-mail address, in the shape of the other readers. */
export function readEmail(typed: string): Reading<string> {
  const reading = readAddress(typed);
  return reading.ok ? { ok: true, value: reading.address } : reading;
}

/** An organisation as forms and programs give it. What is left out is not said; null or blank wipes. */
export const organisationInput = z.object({
  name: needed('Give the organisation’s name.', text(LIMITS.name)),
  knownAs: box(text(LIMITS.name)).optional(),
  reference: box(readReference).optional(),
  charityNumber: box(readCharityNumber).optional(),
  companyNumber: box(readCompanyNumber).optional(),
  legalForm: box(readLegalForm).optional(),
  website: box(readWebsite).optional(),
  description: box(text(LIMITS.description), { lines: true }).optional(),
  listed: yesNo.optional(),
  precision: z.enum(PRECISION_KEYS, { error: 'Say what members see of the address.' }).optional(),
  countyWide: yesNo.optional(),
  districts: ticks.optional(),
  themes: ticks.optional(),
  ageFrom: numeral(readAge).optional(),
  ageTo: numeral(readAge).optional(),
  stage: numeral(readStage).optional(),
  email: box(readEmail).optional(),
  telephone: box(readTelephone).optional(),
  address: box(text(LIMITS.address), { lines: true }).optional(),
  postcode: box(readPostcode).optional(),
});

export type OrganisationInput = z.output<typeof organisationInput>;

/** A correction: any of the fields, and the version of the record it was made from. */
export const organisationPatch = organisationInput.partial().extend({ version: version.optional() });

export type OrganisationPatch = Partial<OrganisationInput>;

/** A new organisation, a member from the day it joined. */
export const newOrganisation = organisationInput.extend({ joined: day.optional() });
export const newOrganisationForm = withDates(['joined'], newOrganisation);

const made = { version };

/** The short forms of the record page, by the last word of their addresses. */
export const PARTS = {
  details: organisationInput
    .pick({
      ...{ name: true, knownAs: true, reference: true, charityNumber: true, companyNumber: true },
      ...{ legalForm: true, website: true, description: true },
    })
    .extend(made),
  places: organisationInput.pick({ countyWide: true, districts: true }).extend(made),
  themes: organisationInput.pick({ themes: true, ageFrom: true, ageTo: true }).extend(made),
  stage: organisationInput.pick({ stage: true }).extend(made),
  contact: organisationInput
    .pick({
      ...{ email: true, telephone: true, address: true, postcode: true, listed: true, precision: true },
    })
    .extend(made),
} as const;

export type Part = keyof typeof PARTS;

/** What a list is narrowed to. Whatever cannot be read is taken as not said, so that an old link still opens. */
export const organisationFilters = z.object({
  q: z.string().max(200).catch(''),
  district: z
    .union([z.literal('county-wide'), z.uuid()])
    .optional()
    .catch(undefined),
  theme: z.string().max(60).optional().catch(undefined),
  state: z.enum(['applied', 'active', 'due', 'lapsed', 'left', 'refused']).optional().catch(undefined),
  sort: z.enum(['name', 'newest']).catch('name'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export type OrganisationFilters = z.output<typeof organisationFilters>;

import { nameKey } from '../../core/text/name-key.rules.js';
import { telephoneKey } from '../../core/text/telephone.rules.js';
import { orgId } from '../identifiers.rules.js';
import { LEGAL_FORMS } from '../legal-forms.rules.js';
import { agesWords } from '../organisations/serving.rules.js';
import type { Field } from './columns.rules.js';
import type { RowFacts } from './facts.rules.js';
import { NAME, type Saying } from './say.rules.js';
import type { ListNames } from './work.rules.js';
import type {
  FigureKind,
  OrganisationDetails,
  OrganisationRecord,
  SizeFigure,
} from '../member-record.rules.js';

type Detail = Exclude<keyof OrganisationDetails, 'name'>;

const DETAILS: Record<Detail, Field> = {
  knownAs: 'known_as',
  legalForm: 'legal_form',
  description: 'description',
  website: 'website',
  address: 'address',
  postcode: 'postcode',
  telephone: 'office_telephone',
  joined: 'joined',
  listed: 'directory_opt_in',
  ages: 'ages',
  stage: 'stage',
};

const SAME: Partial<Record<Detail, (text: string) => string>> = {
  address: (text) => text.replace(/\s*[\n,]\s*/g, ', '),
  telephone: telephoneKey,
};

const FIGURES: Record<FigureKind, Field> = {
  income: 'income_latest',
  staff_paid: 'staff_paid',
  volunteers: 'volunteers',
};

/**
 * Returns everything a row says about an organisation. A filled cell replaces what is known, lists as a whole; a
 * blank cell says nothing, so it can wipe nothing. `by` is how the organisation was found.
 */
export function organisationSayings(
  record: OrganisationRecord,
  facts: RowFacts,
  by: string,
  names: ListNames,
): Saying[] {
  return [
    ...nameSayings(record, facts, by),
    ...detailSayings(record, facts),
    ...listSayings(record, facts, names),
    ...identifierSayings(record, facts),
    ...facts.figures.map((figure) => figureSaying(record, figure)),
  ];
}

/** A name is respelt only by a row with our reference; found by its name, it may be an old one or a short one. */
function nameSayings(record: OrganisationRecord, { details, reference }: RowFacts, by: string): Saying[] {
  const sayings: Saying[] = [];
  const { name } = details;
  const isKnown = [record.name, record.knownAs ?? ''].some((own) => nameKey(own) === nameKey(name));
  const changed = by === 'reference' ? record.name !== name : !isKnown;
  const apply = () => void (record.name = name);
  if (by === 'reference' || by === 'new' || !isKnown) {
    sayings.push({
      field: 'organisation',
      key: NAME,
      text: name,
      same: nameKey,
      before: record.name,
      changed,
      apply,
    });
  }
  if (reference !== null) {
    sayings.push({
      field: 'reference',
      key: 'reference',
      text: reference,
      same: (text) => text.toUpperCase(),
      before: record.reference,
      changed: record.reference === null,
      apply: () => void (record.reference = reference),
    });
  }
  return sayings;
}

function detailSayings(record: OrganisationRecord, { details }: RowFacts): Saying[] {
  return (Object.keys(DETAILS) as Detail[]).flatMap((detail) => {
    const value = details[detail];
    if (value === null) return [];
    const apply = () => void Object.assign(record, { [detail]: value });
    const before = record[detail] === null ? null : shown(detail, record[detail]);
    const text = shown(detail, value);
    return [{ field: DETAILS[detail], key: detail, text, same: SAME[detail], before, apply }];
  });
}

function listSayings(record: OrganisationRecord, facts: RowFacts, names: ListNames): Saying[] {
  const lists = [
    { field: 'districts', list: 'coverage', nameOf: names.district },
    { field: 'themes', list: 'themes', nameOf: names.theme },
  ] as const;
  return lists.flatMap(({ field, list, nameOf }) => {
    const values = [...facts[list]].sort();
    if (values.length === 0) return [];
    const named = (items: readonly string[]) => [...items].sort().map(nameOf).join('; ');
    const before = record[list].length === 0 ? null : named(record[list]);
    const apply = () => void (record[list] = values);
    return [{ field, key: list, text: named(values), before, apply }];
  });
}

function identifierSayings(record: OrganisationRecord, { identifiers }: RowFacts): Saying[] {
  return identifiers.map((identifier) => {
    const { scheme } = identifier;
    const field = scheme === 'GB-COH' ? 'company_number' : scheme === 'GB-CHC' ? 'charity_number' : 'org_id';
    const own = record.identifiers.find((other) => other.scheme === scheme);
    const apply = () =>
      void (record.identifiers = [...record.identifiers.filter((other) => other !== own), identifier]);
    return { field, key: scheme, text: orgId(identifier), before: own ? orgId(own) : null, apply };
  });
}

function figureSaying(record: OrganisationRecord, figure: SizeFigure): Saying {
  const { kind, yearEnd, amount } = figure;
  const own = record.figures.find((other) => other.kind === kind && other.yearEnd === yearEnd);
  return {
    field: FIGURES[kind],
    key: `${kind} ${yearEnd ?? ''}`,
    text: String(amount),
    before: own ? String(own.amount) : null,
    apply: () => void (record.figures = [...record.figures.filter((other) => other !== own), figure]),
  };
}

function shown(detail: Detail, value: OrganisationDetails[Detail]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (value !== null && typeof value === 'object') return agesWords(value);
  const form = detail === 'legalForm' && LEGAL_FORMS.find(({ key }) => key === value);
  return form ? form.name : (value ?? '');
}

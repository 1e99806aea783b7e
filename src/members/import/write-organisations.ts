import { newId, type Db } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { WHOLE_AREA } from '../district-names.rules.js';
import type { OrganisationRecord } from '../member-record.rules.js';
import { nextReferences, sortName } from '../organisations/index.js';
import { insertMany, withMany } from './bulk.js';
import type { Difference } from './work.rules.js';
import { isNew, isOther } from './writing.rules.js';

export type ChangedOrganisation = Difference<OrganisationRecord>;

const COLUMNS =
  'reference, name, sort_name, known_as, legal_form, description, website, listed, age_from, age_to, stage';

/**
 * Writes the organisations of a plan and the lists of their records, each table in a few statements. Returns them as
 * they are stored, with ids and references of their own. @throws Conflict when one was changed meanwhile
 */
export async function writeOrganisations(
  db: Db,
  planned: readonly ChangedOrganisation[],
  versions: ReadonlyMap<string, number>,
): Promise<ChangedOrganisation[]> {
  const changed = planned.map(({ before, after }) => ({
    before,
    after: { ...after, id: before ? after.id : newId() },
  }));
  await insertNew(db, changed.filter(isNew));
  await updateKnown(db, changed, versions);
  await replace(db, 'org_identifier', changed.filter(isOther('identifiers')), identifierRows);
  await replace(db, 'coverage', changed.filter(isOther('coverage')), coverageRows);
  await replace(db, 'organisation_theme', changed.filter(isOther('themes')), themeRows);
  return changed;
}

/** Those with a reference go first, so that the numbers of our own that follow are free. */
async function insertNew(db: Db, added: ChangedOrganisation[]): Promise<void> {
  const numbered = added.filter(({ after }) => after.reference !== null);
  const others = added.filter(({ after }) => after.reference === null);
  await insertMany(db, 'organisation', numbered.map(columnsOf));
  if (others.length === 0) return;
  const references = await nextReferences(db, others.length);
  others.forEach(({ after }, at) => (after.reference = references[at]));
  await insertMany(db, 'organisation', others.map(columnsOf));
}

async function updateKnown(
  db: Db,
  changed: ChangedOrganisation[],
  versions: ReadonlyMap<string, number>,
): Promise<void> {
  const known = changed.filter(({ before }) => before !== null);
  const rows = known.map((one) => ({ ...columnsOf(one), version: versions.get(one.after.id) }));
  const set = COLUMNS.split(', ').map((column) => `${column} = x.${column}`);
  const written = await withMany(
    db,
    'organisation',
    rows,
    (x) => `update organisation o set ${set.join(', ')}, version = o.version + 1, updated_at = app_now()
      from ${x} where o.id = x.id and o.version = x.version returning o.id`,
  );
  if (written.length < known.length)
    throw new Conflict('Somebody changed a member while the file was being taken. Please try again.');
}

async function replace(
  db: Db,
  table: string,
  changed: ChangedOrganisation[],
  rowsOf: (record: OrganisationRecord) => Record<string, unknown>[],
): Promise<void> {
  const known = changed.filter(({ before }) => before !== null).map(({ after }) => after.id);
  if (known.length > 0)
    await db.query(`delete from ${table} where organisation_id = any ($1::uuid[])`, [known]);
  await insertMany(
    db,
    table,
    changed.flatMap(({ after }) => rowsOf(after)),
  );
}

function columnsOf({ after }: ChangedOrganisation) {
  const { id, reference, name, knownAs, legalForm, description, website, listed, ages, stage } = after;
  return {
    ...{ id, reference, name, website },
    sort_name: sortName(name),
    known_as: knownAs,
    legal_form: legalForm,
    description: description ?? '',
    listed: listed ?? false,
    ...{ age_from: ages?.from ?? null, age_to: ages?.to ?? null, stage },
  };
}

function identifierRows({ id, identifiers }: OrganisationRecord) {
  return identifiers.map((identifier) => ({ id: newId(), organisation_id: id, ...identifier }));
}

function coverageRows({ id, coverage }: OrganisationRecord) {
  return coverage.map((place, at) => ({
    organisation_id: id,
    district_id: place === WHOLE_AREA ? null : place,
    primary_one: at === 0,
    scope: place === WHOLE_AREA ? 'county' : 'district',
  }));
}

function themeRows({ id, themes }: OrganisationRecord) {
  return themes.map((theme) => ({ organisation_id: id, theme }));
}

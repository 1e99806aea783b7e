import { newId, type Db } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import type { Basis, PersonRecord } from '../member-record.rules.js';
import { firstStatus, MAILED_NOW } from '../preferences/index.js';
import { insertMany, portions, withMany } from './bulk.js';
import type { Difference } from './work.rules.js';
import { writePoints, type Point } from './write-facts.js';
import { isNew, isOther } from './writing.rules.js';

export type ChangedPerson = Difference<PersonRecord>;

/** How the people of one import come to be there: by which file, and on what ground they may be written to. */
export interface Origin {
  basis: Basis;
  source: string;
  evidence: string;
}

/**
 * Writes the people of a plan with their parts and consents, each table in a few statements. `organisations` has the
 * stored id for every id that the plan made up. Returns them as they are stored. @throws Conflict
 */
export async function writePeople(
  db: Db,
  planned: readonly ChangedPerson[],
  versions: ReadonlyMap<string, number>,
  organisations: ReadonlyMap<string, string>,
  origin: Origin,
): Promise<ChangedPerson[]> {
  const changed = planned.map(({ before, after }) => {
    const roles = after.roles.map((role) => ({
      ...role,
      organisation: organisations.get(role.organisation) ?? role.organisation,
    }));
    return { before, after: { ...after, roles, id: before ? after.id : newId() } };
  });
  await insertNew(db, changed);
  await updateKnown(db, changed, versions);
  await writePoints(db, 'person_id', changed.flatMap(pointsOf));
  await moveAccounts(db, changed);
  await writeRoles(db, changed);
  await writeConsents(db, changed, origin);
  await writeWishes(db, changed);
  await writeStops(db, changed, origin);
  return changed;
}

/** Whoever is new can sign in at once with the address of the file, without a letter. */
async function insertNew(db: Db, changed: ChangedPerson[]): Promise<void> {
  for (const some of portions(changed.filter(isNew))) {
    const rows = some.map(({ after: { id, given, family, email } }) => ({ id, given, family, email }));
    await db.query(
      `insert into person (id, given, family, preferred_channel, account_id)
       select x.id, x.given, x.family, case when x.email is null then 'post' else 'email' end,
         case when x.email is not null then account_ensure(x.email) end
       from jsonb_to_recordset($1::jsonb) as x (id uuid, given text, family text, email text)`,
      [JSON.stringify(rows)],
    );
  }
}

async function updateKnown(
  db: Db,
  changed: ChangedPerson[],
  versions: ReadonlyMap<string, number>,
): Promise<void> {
  const known = changed.filter(({ before }) => before !== null);
  const rows = known.map(({ after: { id, given, family } }) => ({
    ...{ id, given, family, version: versions.get(id) },
  }));
  const written = await withMany(
    db,
    'person',
    rows,
    (
      x,
    ) => `update person p set given = x.given, family = x.family, version = p.version + 1, updated_at = app_now()
      from ${x} where p.id = x.id and p.version = x.version returning p.id`,
  );
  if (written.length < known.length)
    throw new Conflict('Somebody changed a member while the file was being taken. Please try again.');
}

function pointsOf(one: ChangedPerson): (Point & { id: string })[] {
  return (['email', 'telephone', 'mobile'] as const).flatMap((field) => {
    const value = one.after[field];
    return value !== null && isOther<PersonRecord>(field)(one) ? [{ id: one.after.id, field, value }] : [];
  });
}

/** Whoever reads the new address signs in with it; the account of an old one goes when nobody else is behind it. */
async function moveAccounts(db: Db, changed: ChangedPerson[]): Promise<void> {
  for (const { before, after } of changed) {
    if (before === null || after.email === null || before.email === after.email) continue;
    if (before.email !== null) await db.query('select account_leave($1)', [after.id]);
    await db.query('update person set account_id = account_ensure($2) where id = $1', [
      after.id,
      after.email,
    ]);
    if (before.email === null) await db.query(MAILED_NOW, [after.id]);
  }
}

async function writeRoles(db: Db, changed: ChangedPerson[]): Promise<void> {
  const all = changed.flatMap(({ before, after }) =>
    after.roles
      .filter((role) => !before?.roles.includes(role))
      .map((role) => ({ ...role, person: after.id, was: before?.roles.find(isAt(role.organisation)) })),
  );
  const rows = all.map(({ person, organisation, title, mainContact, was }) => ({
    ...{ id: newId(), person_id: person, organisation_id: organisation, title, main_contact: mainContact },
    isNew: was === undefined,
  }));
  await withMany(
    db,
    'role',
    rows.filter((row) => row.isNew),
    (x) => `insert into role (id, person_id, organisation_id, role, title, main_contact, valid_from)
      select x.id, x.person_id, x.organisation_id, 'contact', x.title, x.main_contact, app_now()::date from ${x}`,
  );
  await withMany(
    db,
    'role',
    rows.filter((row) => !row.isNew),
    (x) => `update role r set title = x.title from ${x} where r.person_id = x.person_id
      and r.organisation_id = x.organisation_id and (r.valid_to is null or r.valid_to > app_now()::date)`,
  );
}

/** The ground is written down only where nothing is on record; an opt-out stays one. */
async function writeConsents(db: Db, changed: ChangedPerson[], origin: Origin): Promise<void> {
  const asked = changed.filter(
    (one) => one.after.consent !== null && (isNew(one) || one.before?.consent === null),
  );
  const rows = asked.map(({ after }) => ({
    ...{ id: newId(), person_id: after.id, basis: origin.basis, status: firstStatus(origin.basis) },
    ...{ source: origin.source, evidence: origin.evidence },
  }));
  await insertMany(db, 'consent', rows);
}

/** A choice is written down only for whoever has made none; with it comes whether it is on paper. */
async function writeWishes(db: Db, changed: ChangedPerson[]): Promise<void> {
  const rows = changed.flatMap(({ before, after }) =>
    after.wish && !before?.wish ? [{ person_id: after.id, ...after.wish }] : [],
  );
  const columns = ({ person_id, frequency, minutes, lean, largePrint }: (typeof rows)[number]) => ({
    ...{ person_id, frequency, minutes, lean, large_print: largePrint },
  });
  await withMany(
    db,
    'reading_choice',
    rows.map(columns),
    (x) => `insert into reading_choice (person_id, frequency, minutes, lean, large_print)
      select x.person_id, x.frequency, x.minutes, x.lean, x.large_print from ${x}`,
  );
  await withMany(
    db,
    'person',
    rows.map(({ person_id, paper }) => ({ id: person_id, preferred_channel: paper ? 'post' : 'email' })),
    (x) => `update person p set preferred_channel = x.preferred_channel from ${x} where p.id = x.id
      and p.preferred_channel <> x.preferred_channel and (x.preferred_channel = 'post' or p.preferred_channel = 'post')`,
  );
}

/** A no from a file counts at once; nobody is put back on a list by one. */
async function writeStops(db: Db, changed: ChangedPerson[], origin: Origin): Promise<void> {
  const rows = changed.flatMap(({ before, after }) =>
    after.stopped
      .filter((list) => !before?.stopped.includes(list))
      .map((purpose) => ({
        ...{ id: newId(), person_id: after.id, purpose, status: 'opted_out', basis: origin.basis },
        ...{ source: origin.source, evidence: origin.evidence },
      })),
  );
  await insertMany(db, 'consent', rows);
}

function isAt(id: string): (role: { organisation: string }) => boolean {
  return ({ organisation }) => organisation === id;
}

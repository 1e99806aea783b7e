import { newId, type Db } from '../../core/database/index.js';
import { contactKey, CONTACT_KINDS, type ContactField } from '../contact-points/index.js';
import { insertMany, withMany } from './bulk.js';
import type { ChangedOrganisation } from './write-organisations.js';
import { isNew, isOther } from './writing.rules.js';

/** A value that takes the place of another of the same kind is not held any more. */
const INSTEAD = `on conflict (network_id, organisation_id, person_id, kind, label) do update set id = excluded.id, value = excluded.value,
  value_key = excluded.value_key, postcode = excluded.postcode, held_since = null, held_because = null`;

/** One way of reaching somebody, as it is to be from now on. */
export interface Point {
  field: ContactField;
  value: string;
  postcode?: string | null;
}

/** Writes contact points; what was noted of the same kind gives way. */
export async function writePoints(
  db: Db,
  owner: 'organisation_id' | 'person_id',
  points: readonly (Point & { id: string })[],
): Promise<void> {
  const rows = points.map(({ id, field, value, postcode = null }) => ({
    ...{ id: newId(), [owner]: id, ...CONTACT_KINDS[field], value, postcode },
    value_key: contactKey(field, value),
  }));
  await insertMany(db, 'contact_point', rows, INSTEAD);
}

/** Writes how organisations are reached, how large they are and since when they belong. */
export async function writeFacts(
  db: Db,
  changed: readonly ChangedOrganisation[],
  decidedBy: string,
): Promise<void> {
  await writePoints(db, 'organisation_id', changed.flatMap(pointsOf));
  await insertMany(
    db,
    'size_figure',
    changed.flatMap(figuresOf),
    `on conflict (network_id, organisation_id, kind, year_end) do update set amount = excluded.amount, noted_on = app_now()::date`,
  );
  await beginMemberships(db, changed, decidedBy);
  await correctMemberships(db, changed);
}

function pointsOf(one: ChangedOrganisation): (Point & { id: string })[] {
  const { id, telephone, address, postcode } = one.after;
  const points: (Point & { id: string })[] = [];
  if (isOther('telephone')(one) && telephone) points.push({ id, field: 'telephone', value: telephone });
  const moved = isOther('address')(one) || isOther('postcode')(one);
  if (moved && (address || postcode)) points.push({ id, field: 'address', value: address ?? '', postcode });
  return points;
}

function figuresOf({ before, after }: ChangedOrganisation) {
  const figures = after.figures.filter((figure) => !before?.figures.includes(figure));
  return figures.map(({ kind, amount, yearEnd }) => ({
    ...{ id: newId(), organisation_id: after.id, kind, amount },
    year_end: yearEnd,
  }));
}

/** Members from the day the file says, else from today. */
async function beginMemberships(
  db: Db,
  changed: readonly ChangedOrganisation[],
  decidedBy: string,
): Promise<void> {
  const begun = changed.filter((one) => isNew(one) || (!one.before?.joined && one.after.joined));
  const rows = begun.map(({ after }) => ({
    ...{ id: newId(), organisation_id: after.id, valid_from: after.joined },
    decided_by: decidedBy,
  }));
  await withMany(
    db,
    'membership',
    rows,
    (x) => `insert into membership (id, organisation_id, state, valid_from, decided_by)
      select x.id, x.organisation_id, 'active', coalesce(x.valid_from, app_now()::date), x.decided_by from ${x}`,
  );
}

/** A beginning that was noted wrongly is put right. */
async function correctMemberships(db: Db, changed: readonly ChangedOrganisation[]): Promise<void> {
  const corrected = changed.filter((one) => one.before?.joined && isOther('joined')(one));
  const rows = corrected.map(({ after }) => ({ organisation_id: after.id, valid_from: after.joined }));
  await withMany(
    db,
    'membership',
    rows,
    (x) => `update membership m set valid_from = x.valid_from from ${x}
      where m.organisation_id = x.organisation_id and m.valid_to is null`,
  );
}

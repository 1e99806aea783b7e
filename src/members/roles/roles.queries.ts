import type { Db } from '../../core/database/index.js';
import { contactColumn, type Contact } from '../contact-points/index.js';
import { roleWords } from './role.rules.js';

/** A role at an organisation as pages show it. */
export interface RoleShown {
  id: string;
  personId: string;
  name: string;
  organisationId: string;
  organisation: string;
  role: string;
  title: string | null;
  words: string;
  mainContact: boolean;
  validFrom: string;
  validTo: string | null;
  isPresent: boolean;
  share: boolean;
  contact: Partial<Contact>;
}

const SHOWN = `select r.id, r.person_id as "personId", trim(p.given || ' ' || p.family) as name,
    r.organisation_id as "organisationId", o.name as organisation, r.role, r.title, r.main_contact as "mainContact",
    r.valid_from::text as "validFrom", r.valid_to::text as "validTo",
    r.valid_to is null or r.valid_to > app_now()::date as "isPresent", p.share, ${contactColumn('person_id', 'p.id')} as contact
  from role r join person p on p.network_id = r.network_id and p.id = r.person_id
    join organisation o on o.network_id = r.network_id and o.id = r.organisation_id`;

const ORDER = 'order by "isPresent" desc, r.main_contact desc, r.valid_to desc, p.family, p.given, r.id';

/** Returns the roles at an organisation, or of a person at organisations: those of today first, the main contact first. */
export async function rolesWhere(
  db: Db,
  column: 'organisation_id' | 'person_id' | 'id',
  id: string,
): Promise<RoleShown[]> {
  const rows = await db.query<Omit<RoleShown, 'words'>>(
    `${SHOWN} where r.${column} = $1 and r.organisation_id is not null and p.erased_at is null ${ORDER}`,
    [id],
  );
  return rows.map((row) => ({ ...row, name: row.name || 'No name known', words: roleWords(row) }));
}

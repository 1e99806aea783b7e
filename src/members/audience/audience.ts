import { Injectable } from '@nestjs/common';
import { isRoleName } from '../../core/access/index.js';
import { Db } from '../../core/database/index.js';
import { readAddress } from '../../core/mail/index.js';
import { ORGANISATION_NAMES, ORGANISATIONS, PARTS, PEOPLE, SUCCESSORS } from './audience.queries.js';
import {
  statusOf,
  withSuccessors,
  type AudienceOrganisation,
  type AudiencePerson,
} from './audience.rules.js';

interface OrganisationRow {
  id: string;
  name: string;
  is_member: boolean;
  district_ids: string[];
  county_wide: boolean;
  themes: string[];
}

interface PartRow {
  person_id: string;
  organisation_id: string | null;
  role: string;
  district_id: string | null;
}

interface PersonRow {
  id: string;
  given: string;
  family: string;
  address: string | null;
  held: boolean;
  held_because: string | null;
  consent_status: string | null;
  consent_basis: string | null;
}

interface Known {
  organisation: AudienceOrganisation;
  isMember: boolean;
}

/** Who gets a list: read in four statements and matched in memory, however many they are. */
@Injectable()
export class Audience {
  constructor(private readonly db: Db) {}

  /**
   * Returns everybody with a part today at a member organisation (membership active or due) or with a role in the
   * network, and those whose organisation has left, each with whether they may be sent this list; by their ids.
   */
  async forList(list: string): Promise<AudiencePerson[]> {
    const successors = new Map(
      (await this.db.query<{ id: string; successor_ids: string[] }>(SUCCESSORS)).map((row) => [
        row.id,
        row.successor_ids,
      ]),
    );
    const rows = await this.db.query<OrganisationRow>(ORGANISATIONS);
    const organisations = new Map(rows.map((row) => [row.id, known(row, successors)]));
    const parts = new Map<string, PartRow[]>();
    for (const part of await this.db.query<PartRow>(PARTS)) {
      const others = parts.get(part.person_id);
      if (others) others.push(part);
      else parts.set(part.person_id, [part]);
    }
    const people = await this.db.query<PersonRow>(PEOPLE, [list]);
    return people.flatMap((row) => personOf(row, parts.get(row.id) ?? [], organisations) ?? []);
  }

  /** Returns a person's best address, or undefined when there is none. */
  async addressOf(personId: string): Promise<string | undefined> {
    const row = await this.db.one<{ value: string }>(
      `select value from contact_point where person_id = $1 and kind = 'email' order by held_since is not null, id limit 1`,
      [personId],
    );
    return row?.value;
  }

  /** Returns the organisations at which people have a part today, their names as one, by person. */
  async organisationsOf(personIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; names: string }>(ORGANISATION_NAMES, [personIds]);
    return new Map(rows.map(({ id, names }) => [id, names]));
  }
}

function known(row: OrganisationRow, successors: ReadonlyMap<string, string[]>): Known {
  const { id, name, themes } = row;
  const districtIds = withSuccessors(row.district_ids, successors);
  return {
    organisation: { id, name, themes, districtIds, countyWide: row.county_wide },
    isMember: row.is_member,
  };
}

function personOf(
  row: PersonRow,
  parts: PartRow[],
  organisations: ReadonlyMap<string, Known>,
): AudiencePerson | undefined {
  const places = new Set(
    parts.flatMap(({ organisation_id: id }) => (id === null ? [] : (organisations.get(id) ?? []))),
  );
  const roles = parts.filter(({ organisation_id, role }) => organisation_id === null && isRoleName(role));
  if (places.size === 0 && roles.length === 0) return undefined;
  const members = [...places].filter(({ isMember }) => isMember);
  const isMember = members.length > 0 || roles.length > 0;
  const shown = (members.length > 0 ? members : [...places]).map(({ organisation }) => organisation);
  return {
    ...namedBy(row, shown),
    ...addressed(row, isMember),
    organisations: shown,
    network: reachOf(roles),
  };
}

/** An office mailbox without a person's name goes by its organisation's. */
function namedBy(row: PersonRow, shown: AudienceOrganisation[]) {
  const name = `${row.given} ${row.family}`.trim() || shown[0]?.name || 'A mailbox without a name';
  return { personId: row.id, name, given: row.given };
}

function addressed(row: PersonRow, isMember: boolean) {
  const reading = row.address === null ? undefined : readAddress(row.address);
  const consent =
    row.consent_status === null ? null : { status: row.consent_status, basis: row.consent_basis ?? '' };
  const why = row.held ? row.held_because : reading && !reading.ok ? reading.problem : null;
  return {
    address: reading?.ok ? reading.address : row.address,
    status: statusOf({ isMember, consent, address: reading ? { usable: reading.ok, held: row.held } : null }),
    why,
  };
}

function reachOf(roles: PartRow[]): AudiencePerson['network'] {
  if (roles.length === 0) return null;
  const districtIds = roles.flatMap(({ district_id }) => district_id ?? []);
  return { districtIds, countyWide: roles.some(({ district_id }) => district_id === null) };
}

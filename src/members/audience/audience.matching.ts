import { isRoleName } from '../../core/access/index.js';
import { readAddress } from '../../core/mail/index.js';
import type { Known } from './audience.js';
import { statusOf, type AudienceOrganisation, type AudiencePerson } from './audience.rules.js';

export interface PartRow {
  id: string;
  organisation_id: string | null;
  role: string;
  district_id: string | null;
}

export interface PersonRow {
  id: string;
  given: string;
  family: string;
}

/** What was read of a network, each table once. */
export interface Read {
  organisations: ReadonlyMap<string, Known>;
  parts: PartRow[];
  people: PersonRow[];
  addresses: ReadonlyMap<string, { value: string; held: boolean; held_because: string | null }>;
  consents: ReadonlyMap<string, { status: string; basis: string }>;
}

/** Returns the people of an audience, in the order in which they were read. */
export function matchPeople(read: Read): AudiencePerson[] {
  const parts = new Map<string, PartRow[]>();
  for (const part of read.parts) {
    const others = parts.get(part.id);
    if (others) others.push(part);
    else parts.set(part.id, [part]);
  }
  return read.people.flatMap((row) => personOf(row, parts.get(row.id) ?? [], read) ?? []);
}

function personOf(row: PersonRow, parts: PartRow[], read: Read): AudiencePerson | undefined {
  const places = new Set<Known>();
  const roles: PartRow[] = [];
  for (const part of parts) {
    const place = part.organisation_id === null ? undefined : read.organisations.get(part.organisation_id);
    if (place) places.add(place);
    else if (part.organisation_id === null && isRoleName(part.role)) roles.push(part);
  }
  if (places.size === 0 && roles.length === 0) return undefined;
  const members = [...places].filter(({ isMember }) => isMember);
  const shown = (members.length > 0 ? members : [...places]).map(({ organisation }) => organisation);
  return {
    ...namedBy(row, shown),
    ...addressed(row.id, members.length > 0 || roles.length > 0, read),
    organisations: shown,
    network: reachOf(roles),
  };
}

/** An office mailbox without a person's name goes by its organisation's. */
function namedBy({ id, given, family }: PersonRow, shown: AudienceOrganisation[]) {
  const name = `${given} ${family}`.trim() || shown[0]?.name || 'A mailbox without a name';
  return { personId: id, name, given };
}

function addressed(id: string, isMember: boolean, { addresses, consents }: Read) {
  const held = addresses.get(id);
  const reading = held && readAddress(held.value);
  const problem = reading && !reading.ok ? reading.problem : null;
  return {
    address: reading?.ok ? reading.address : (held?.value ?? null),
    status: statusOf({
      isMember,
      consent: consents.get(id) ?? null,
      address: held ? { usable: problem === null, held: held.held } : null,
    }),
    why: held?.held ? held.held_because : problem,
  };
}

function reachOf(roles: PartRow[]): AudiencePerson['network'] {
  if (roles.length === 0) return null;
  const districtIds = roles.flatMap(({ district_id }) => district_id ?? []);
  return { districtIds, countyWide: roles.some(({ district_id }) => district_id === null) };
}

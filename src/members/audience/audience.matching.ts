import { isRoleName } from '../../core/access/index.js';
import { NOT_MAILABLE_HERE, readAddress } from '../../core/mail/index.js';
import {
  choiceFrom,
  type KeptChoice,
  type ReadingChoice,
  type ReadingOffer,
} from '../preferences/reading.rules.js';
import type { Known } from './audience.js';
import { partNames } from './audience.roles.rules.js';
import {
  statusOf,
  wordOn,
  type AudienceOrganisation,
  type AudiencePerson,
  type Word,
} from './audience.rules.js';
import { sharing } from './shared.js';

export interface PartRow {
  id: string;
  organisation_id: string | null;
  role: string;
  main_contact: boolean;
  district_id: string | null;
}

export interface PersonRow {
  id: string;
  given: string;
  family: string;
  paper: boolean;
}

/** What was read of a network for one list, each table once. */
export interface Read {
  list: string;
  organisations: ReadonlyMap<string, Known>;
  parts: PartRow[];
  people: PersonRow[];
  addresses: ReadonlyMap<string, { value: string; held: boolean; held_because: string | null }>;
  consents: ReadonlyMap<string, Word[]>;
  readings: ReadonlyMap<string, KeptChoice>;
  offer: ReadingOffer;
  /** Whether the relay takes mailbox names beyond ASCII; undefined while nobody knows. */
  takesUtf8: boolean | undefined;
}

/** What many people have in common is one object between them. */
interface Shared {
  reading: (one: ReadingChoice) => Readonly<ReadingChoice>;
  roles: (one: string[]) => readonly string[];
}

/** Returns the people of an audience, in the order in which they were read. */
export function matchPeople(read: Read): AudiencePerson[] {
  const parts = new Map<string, PartRow[]>();
  for (const part of read.parts) {
    const others = parts.get(part.id);
    if (others) others.push(part);
    else parts.set(part.id, [part]);
  }
  const shared = { reading: sharing<ReadingChoice>(), roles: sharing<string[]>() };
  return read.people.flatMap((row) => personOf(row, parts.get(row.id) ?? [], read, shared) ?? []);
}

function personOf(row: PersonRow, parts: PartRow[], read: Read, shared: Shared): AudiencePerson | undefined {
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
  const ids = new Set<string | null>(shown.map(({ id }) => id));
  return {
    ...namedBy(row, shown),
    ...addressed(row, members.length > 0 || roles.length > 0, read),
    organisations: shown,
    roles: shared.roles(partNames([...roles, ...parts.filter((part) => ids.has(part.organisation_id))])),
    reading: shared.reading(readingOf(row, read)),
    network: reachOf(roles),
  };
}

function readingOf({ id, paper }: PersonRow, { consents, readings, offer }: Read): ReadingChoice {
  const digest = consents.get(id)?.find(({ purpose }) => purpose === 'digest');
  return choiceFrom(readings.get(id), { stopped: digest?.status === 'opted_out', paper }, offer);
}

/** An office mailbox without a person's name goes by its organisation's. */
function namedBy({ id, given, family }: PersonRow, shown: AudienceOrganisation[]) {
  const name = `${given} ${family}`.trim() || shown[0]?.name || 'A mailbox without a name';
  return { personId: id, name, given };
}

function addressed(
  { id, paper }: PersonRow,
  isMember: boolean,
  { list, addresses, consents, takesUtf8 }: Read,
) {
  const held = addresses.get(id);
  const reading = held && readAddress(held.value);
  const problem = reading ? problemOf(reading, takesUtf8) : null;
  return {
    address: reading?.ok ? reading.address : (held?.value ?? null),
    status: statusOf({
      ...{ isMember, paper },
      consent: wordOn(list, consents.get(id) ?? []),
      address: held ? { usable: problem === null, held: held.held } : null,
    }),
    why: held?.held ? held.held_because : problem,
  };
}

function problemOf(reading: ReturnType<typeof readAddress>, takesUtf8: boolean | undefined): string | null {
  if (!reading.ok) return reading.problem;
  return reading.isPlain || takesUtf8 !== false ? null : NOT_MAILABLE_HERE;
}

function reachOf(roles: PartRow[]): AudiencePerson['network'] {
  if (roles.length === 0) return null;
  const districtIds = roles.flatMap(({ district_id }) => district_id ?? []);
  return { districtIds, countyWide: roles.some(({ district_id }) => district_id === null) };
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { Db } from '../../core/database/index.js';
import { Audience, type AudienceOrganisation, type AudiencePerson } from '../../members/index.js';
import { HAD_IT } from '../choosing/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { isForEverybody } from '../kinds/audience-filter.rules.js';
import { listOfKey } from '../kinds/kind.rules.js';
import { APART_REASONS } from '../kinds/readers.service.js';
import * as sql from './reach.queries.js';
import {
  dayOf,
  hadMail,
  paperOf,
  standingOf,
  waysOf,
  type Copy,
  type MarkedWay,
  type Paper,
  type Reader,
  type Standing,
  type Way,
} from './reach.rules.js';

/** An organisation in the ledger of an edition. */
export interface ReachRow {
  organisation: AudienceOrganisation;
  standing: Standing;
  ways: Way[];
  paper: Paper;
  /** Its people of whom something is known today. */
  people: readonly AudiencePerson[];
  /** Who had it by e-mail, or still may. */
  mailed: ReadonlySet<string>;
  marks: readonly Mark[];
  /** Only for a correction: how the first came to them. */
  first?: readonly Way[];
}

export interface Mark {
  channel: MarkedWay;
  batch: string;
  at: Date;
  note: string | null;
}

/** What changes slowly, read once for several editions. */
export interface Everybody {
  organisations: ReadonlyMap<string, { organisation: AudienceOrganisation }>;
  people: ReadonlyMap<string, AudiencePerson>;
  held: ReadonlyMap<string, Date>;
  /** Of which organisations alone it was read. */
  only?: readonly string[];
}

interface CopyRow {
  personId: string;
  state: string;
  reason: string | null;
  address: string | null;
  finishedAt: Date | null;
  bounced: boolean;
}

/** Reads who was reached by an edition, live: nothing of it is kept but what somebody has marked. */
@Injectable()
export class ReachReader {
  constructor(
    private readonly db: Db,
    private readonly audience: Audience,
    private readonly store: EditionStore,
    private readonly clock: Clock,
  ) {}

  /** Returns what is the same for every edition of a list; with `only`, what these organisations take. */
  async everybody(list: string, only?: readonly string[]): Promise<Everybody> {
    const held = await this.db.query<{ address: string; since: Date }>(sql.HELD);
    const { organisations, people } = await this.audience.withOrganisations(list, only);
    return {
      ...{ organisations, only },
      people: new Map(people.map((person) => [person.personId, person])),
      held: new Map(held.map(({ address, since }) => [address, since])),
    };
  }

  /** Returns the ledger of an edition that has been approved, by name. An edition for some has only these in it. */
  async of(edition: Edition, known?: Everybody): Promise<ReachRow[]> {
    const everybody = known ?? (await this.everybody(listOfKey(edition.key)));
    const day = dayOf(edition.sendAfter, this.clock.now());
    const only = everybody.only ?? null;
    const held = await this.db.query<sql.Part>(sql.PARTS, [day, only]);
    const copies = await this.#copies(edition, everybody, only && held);
    const parts = byOrganisation(held);
    const marks = byOrganisation(
      await this.db.query<Mark & { organisationId: string }>(sql.MARKS, [edition.id, only]),
    );
    const firsts = await this.#firsts(edition, everybody);
    const members = await this.db.query<{ id: string }>(sql.MEMBERS, [day, only]);
    const all = members.flatMap(({ id }) => {
      const organisation = everybody.organisations.get(id)?.organisation;
      const people = (parts.get(id) ?? []).map(({ personId }) => personId);
      const first = firsts && (firsts.get(id) ?? []);
      const isTheirs = people.some(
        (one) => copies.has(one) && (!first || copies.get(one)!.state !== 'skipped'),
      );
      const isMeant = isForAll(edition) || marks.has(id) || isTheirs || (first && first.length > 0);
      return organisation && isMeant
        ? [rowOf(organisation, people, { copies, everybody, marks: marks.get(id) ?? [], first })]
        : [];
    });
    return all.sort((a, b) => (a.organisation.name < b.organisation.name ? -1 : 1));
  }

  /** Returns the same of these organisations alone; nothing of any other is read. */
  async ofSome(edition: Edition, organisationIds: readonly string[]): Promise<ReachRow[]> {
    if (organisationIds.length === 0) return [];
    return this.of(edition, await this.everybody(listOfKey(edition.key), organisationIds));
  }

  /** For a correction: how the first came to each organisation; an e-mail of which nobody knows may have come. */
  async #firsts({ kind, aboutId }: Edition, everybody: Everybody): Promise<Map<string, Way[]> | undefined> {
    if (kind !== 'correction' || !aboutId) return undefined;
    const rows = await this.of(await this.store.byId(aboutId), everybody);
    return new Map(
      rows.map(({ organisation, ways, standing }) => [
        organisation.id,
        standing === 'waiting' ? ['emailed', ...ways] : ways,
      ]),
    );
  }

  async #copies(
    { letterId }: Edition,
    { held }: Everybody,
    parts: readonly sql.Part[] | null,
  ): Promise<Map<string, Copy>> {
    const ids = parts && parts.map(({ personId }) => personId);
    const rows = await this.db.query<CopyRow>(sql.COPIES, [letterId, ids]);
    return new Map(
      rows.map(({ personId, address, reason, ...copy }) => [
        personId,
        {
          ...copy,
          heldAt: (address && held.get(address)) || null,
          isOtherwise: OTHERWISE.has(reason ?? ''),
        },
      ]),
    );
  }
}

const OTHERWISE: ReadonlySet<string> = new Set([...APART_REASONS, HAD_IT]);

/** A digest is for every member; what is written may be for some, and other kinds are for those who chose them. */
function isForAll({ kind, audience }: Edition): boolean {
  if (kind === 'newsletter' || kind === 'urgent') return isForEverybody(audience);
  return kind === 'digest';
}

interface Known {
  copies: Map<string, Copy>;
  everybody: Everybody;
  marks: Mark[];
  first?: Way[];
}

function rowOf(
  organisation: AudienceOrganisation,
  personIds: string[],
  { copies, everybody, marks, first }: Known,
): ReachRow {
  const readers = personIds.map((id): Reader => {
    const person = everybody.people.get(id);
    return {
      may: person?.status === 'may',
      optedOut: person?.status === 'opted-out',
      paper: person?.status === 'on-paper',
      copy: copies.get(id),
    };
  });
  const facts = { readers, marked: marks.map(({ channel }) => channel), first };
  const people = personIds.flatMap((id) => everybody.people.get(id) ?? []);
  const mailed = new Set(personIds.filter((_, at) => hadMail(readers[at])));
  return {
    ...{ organisation, people, mailed, marks, first },
    ...{ standing: standingOf(facts), ways: waysOf(facts), paper: paperOf(facts) },
  };
}

function byOrganisation<T extends { organisationId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.organisationId);
    if (group) group.push(row);
    else groups.set(row.organisationId, [row]);
  }
  return groups;
}

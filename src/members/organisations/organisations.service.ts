import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, isId, newId } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import { Districts, recordedUnder, type District } from '../districts/index.js';
import { differences, History } from '../history/index.js';
import { MembersIndex } from '../members.search.js';
import { Memberships } from '../memberships/index.js';
import { inReach, Reaches } from '../reach/index.js';
import type { OrganisationFilters, OrganisationPatch } from './organisation.input.js';
import { inWords, mayAdd, mayCorrect, mayPlace, type OrganisationFacts } from './organisation.rules.js';
import { OrganisationStore } from './organisation.store.js';
import { OrganisationReadings } from './organisation.readings.js';
import {
  factsOf,
  findNamed,
  listOrganisations,
  nextReferences,
  type ListWish,
  type OrganisationRow,
} from './organisations.queries.js';

export const ORGANISATIONS_PER_PAGE = 50;

/** The organisations of the network, and what may be done with their records. */
@Injectable()
export class Organisations {
  constructor(
    private readonly db: Db,
    private readonly reaches: Reaches,
    private readonly districts: Districts,
    private readonly readings: OrganisationReadings,
    private readonly store: OrganisationStore,
    private readonly memberships: Memberships,
    private readonly index: MembersIndex,
    private readonly history: History,
    private readonly audit: Audit,
  ) {}

  /** Returns what of the list somebody may see, narrowed down, and how many there are in all. Who has the districts gives them. */
  async list(
    me: Actor,
    filters: OrganisationFilters,
    { districts, ...place }: Pick<ListWish, 'limit' | 'offset' | 'after'> & { districts?: District[] },
  ): Promise<{ rows: OrganisationRow[]; total: number }> {
    const { district } = filters;
    const countyWide = district === 'county-wide';
    const all = district && !countyWide ? (districts ?? (await this.districts.all())) : [];
    const districtIds = district && !countyWide ? recordedUnder(all, district) : undefined;
    const reach = await this.reaches.of(me);
    return listOrganisations(this.db, { ...filters, ...place, reach, countyWide, districtIds });
  }

  /** Returns a stretch of the list with the whole records, for programs; a district goes by id, code or name. @throws Invalid */
  async read(
    me: Actor,
    { district, ...filters }: Partial<OrganisationFilters> & { district?: string },
    place: Pick<ListWish, 'limit' | 'after'>,
  ): Promise<{
    rows: OrganisationRow[];
    items: { facts: OrganisationFacts; state: OrganisationRow['state'] }[];
  }> {
    const wish = {
      q: '',
      page: 1,
      ...filters,
      sort: 'name' as const,
      district: await this.#district(district),
    };
    const { rows } = await this.list(me, wish, place);
    const ids = rows.map(({ id }) => id);
    const facts = new Map((await factsOf(this.db, ids)).map((one) => [one.id, one]));
    return { rows, items: rows.map(({ id, state }) => ({ facts: facts.get(id)!, state })) };
  }

  /** Returns one record. @throws NotFound also for what somebody may not see */
  async find(me: Actor, id: string): Promise<OrganisationFacts> {
    const [facts] = isId(id) ? await factsOf(this.db, [id]) : [];
    if (!facts || !inReach(await this.reaches.of(me), facts)) throw new NotFound();
    return facts;
  }

  /** Returns the id of the one organisation that goes by this reference or name. @throws Invalid */
  async named(me: Actor, typed: string): Promise<string> {
    const found = await findNamed(this.db, await this.reaches.of(me), typed);
    if (found.length === 1) return found[0];
    const problem =
      found.length === 0
        ? 'No organisation goes by this reference or name.'
        : 'Several organisations go by this name. Give the reference of the one you mean.';
    throw new Invalid({ organisation: problem });
  }

  /** Adds an organisation, a member from the day it joined. @throws Invalid */
  async add(me: Actor, input: OrganisationPatch & { joined?: string | null }): Promise<string> {
    allow(mayAdd(me));
    const blank = this.readings.blank(newId());
    const facts = await this.readings.applied(blank, input);
    allow(mayCorrect(me, facts), 'You may add organisations in your own districts only.');
    facts.reference ||= (await nextReferences(this.db))[0];
    await this.store.insert(facts);
    await this.#note(me, 'organisation.added', blank, facts);
    await this.memberships.begin(me, facts.id, input.joined ?? null);
    return facts.id;
  }

  /** Corrects a record; `version` is the one the form was made from. @throws Invalid, Conflict */
  async correct(me: Actor, id: string, input: OrganisationPatch, version?: number): Promise<void> {
    const before = await this.find(me, id);
    allow(mayCorrect(me, before), 'Only its main contact and the co-ordinator may correct this record.');
    if (input.stage !== undefined && input.stage !== before.stage)
      allow(mayPlace(me, before), 'At which stage it is, the officers of its district say.');
    if (version !== undefined && version !== before.version) throw await this.#overtaken(id);
    const after = await this.readings.applied(before, input);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await this.store.update(before, after);
    await this.#note(me, 'organisation.edited', before, after);
  }

  async #district(typed: string | undefined): Promise<string | undefined> {
    if (!typed || typed === 'county-wide') return typed || undefined;
    const reading = (await this.districts.reader())(typed);
    if (!reading.ok) throw new Invalid({ district: reading.problem });
    return reading.value.id;
  }

  async #overtaken(id: string): Promise<Conflict> {
    const who = (await this.history.lastBy(id)) ?? 'Somebody';
    return new Conflict(
      `${who} changed this record while you were writing. Your answers are still below: compare them with the record, and send them again if they are right.`,
    );
  }

  async #note(me: Actor, action: string, before: OrganisationFacts, after: OrganisationFacts): Promise<void> {
    const names = new Map((await this.districts.all()).map(({ id, name }) => [id, name]));
    const words = (facts: OrganisationFacts) => inWords(facts, (id) => names.get(id) ?? id);
    const isNew = action === 'organisation.added';
    const changes = differences(words(before), words(after));
    const subject = { type: 'organisation' as const, id: after.id };
    const added = { field: 'record', before: null, after: 'added' };
    await this.history.write(me, subject, isNew ? [added] : changes);
    await this.audit.record(me, action, subject, { fields: changes.map(({ field }) => field) });
    await this.index.renew({ organisations: [after.id] });
  }
}

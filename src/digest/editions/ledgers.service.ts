import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Db } from '../../core/database/index.js';
import { Deliveries, FATES, type DeliveryLine, type Fate } from '../../core/mail/index.js';
import { writeCsv } from '../../core/text/index.js';
import { Audience } from '../../members/index.js';
import { Drafts, freezeForShow, SentBefore } from '../choosing/index.js';
import { EditionStore, type Edition } from './edition.store.js';
import { isForEverybody } from '../kinds/audience-filter.rules.js';
import { wentTo } from './ledgers.view.js';
import { placeOf, sumOfPeople, type PeopleSum, type Readers } from './ledgers.rules.js';

/** One line of an edition's ledger, with the organisations of whoever it is about. */
export interface LedgerLine {
  id: string;
  personId: string | null;
  name: string;
  address: string | null;
  organisations: string;
  fate: Fate;
  state: string;
  reason: string | null;
  finishedAt: Date | null;
}

export type NamedLedger = Record<Fate, { name: string; address: string | null; reason: string | null }[]>;

/** Beside whoever was left out of a briefing for a full week, once a digest that has it is approved. */
const CARRIED = 'Their weekly limit was reached. A digest approved since then carries it.';

/** The readers of a letter ($1), copy by copy, by what became of the copy and why; one may have come back for good. */
const READERS = `
  select fate, reason, sum(people)::integer as people, count(*)::integer as copies from (
    select case when d.state in ('sending', 'committed') then 'pending'
        when d.state = 'sent' and exists (select 1 from bounce b where b.delivery_id = d.id
          and b.kind = 'bounce' and b.how = 'hard' and b.state in ('waiting', 'scored')) then 'returned'
        else d.state end as fate,
      d.reason, count(*) as people
    from delivery d join delivery_reader r on r.network_id = d.network_id and r.delivery_id = d.id
    where d.letter_id = $1 and d.person_id is not null group by d.network_id, d.id) c
  group by fate, reason`;

/** The names behind the counts of an edition. */
@Injectable()
export class Ledgers {
  constructor(
    private readonly db: Db,
    private readonly store: EditionStore,
    private readonly deliveries: Deliveries,
    private readonly drafts: Drafts,
    private readonly audience: Audience,
    private readonly sentBefore: SentBefore,
    private readonly clock: Clock,
  ) {}

  /** Returns the lines of one fate, or of all, by name; `most` undefined means every one. */
  async lines(me: Actor, key: string, fate?: Fate, from = 0, most?: number): Promise<LedgerLine[]> {
    allow(me.may('digest.read'));
    const edition = await this.store.find(key);
    if (!edition.letterId) return this.#forecast(edition, fate, from, most);
    const lines = await this.deliveries.lines(edition.letterId, fate, from, most);
    const ids = lines.flatMap(({ personId }) => personId ?? []);
    const organisations = await this.audience.organisationsOf(ids);
    const carried = await this.#carried(edition, lines);
    return lines.map((line) => ({
      ...line,
      reason: carried.has(line.personId ?? '') ? CARRIED : line.reason,
      fate: fateOf(line),
      organisations: organisations.get(line.personId ?? '') ?? '',
    }));
  }

  /** Returns who was at the weekly limit when a briefing went out, and has been sent it with a digest since. */
  async #carried({ id, kind }: Edition, lines: readonly DeliveryLine[]): Promise<ReadonlySet<string>> {
    const full =
      kind === 'urgent'
        ? lines.filter((line) => placeOf({ fate: fateOf(line), reason: line.reason }) === 'limit')
        : [];
    if (full.length === 0) return new Set();
    const keys = (await this.store.items(id)).flatMap(({ key, leftOut }) => (leftOut ? [] : key));
    const ids = full.flatMap(({ personId }) => personId ?? []);
    const sent = await this.sentBefore.alreadySent(ids, { keys, except: id });
    return new Set(ids.filter((one) => keys.every((key) => sent.get(one)?.has(key))));
  }

  /** Returns how many copies of an edition that has been approved were left out for a full week. */
  async atLimit(edition: Edition): Promise<number> {
    if (!edition.letterId) return 0;
    const { lines } = await this.people(edition);
    return lines.find(({ place }) => place === 'limit')?.mailboxes ?? 0;
  }

  /** Returns the people an edition is for by where they stand; before it is approved, by where they would. */
  async people(edition: Edition): Promise<PeopleSum> {
    if (edition.letterId) return sumOfPeople(await this.db.query<Readers>(READERS, [edition.letterId]));
    const draft = await this.drafts.of(edition, this.clock.now());
    const copies = [...freezeForShow(draft).copies];
    return sumOfPeople(
      copies.map(({ state, reason = null, readers }) => ({
        ...{ fate: state, reason, people: readers.length, copies: 1 },
      })),
    );
  }

  /** Returns in one sentence to whom an edition that has been approved went, or is to go, and that it was nobody. */
  went({ kind, audience, sendAfter }: Edition, sum: PeopleSum): string {
    const isGone = sendAfter !== null && sendAfter <= this.clock.now();
    const isOver = isGone && sum.lines.every(({ place }) => place !== 'pending');
    return wentTo(sum, { kind, isForSome: !isForEverybody(audience), isOver });
  }

  /** Returns how people whom no e-mail reaches can be telephoned, by person. */
  async telephones(me: Actor, lines: readonly LedgerLine[]): Promise<Map<string, string>> {
    allow(me.may('digest.read'));
    return this.audience.telephonesOf(lines.flatMap(({ personId }) => personId ?? []));
  }

  /** Returns everybody by fate. */
  async named(me: Actor, key: string): Promise<NamedLedger> {
    const lines = await this.lines(me, key);
    const named = FATES.map((fate) => [
      fate,
      lines
        .filter((line) => line.fate === fate)
        .map(({ name, address, reason }) => ({ name, address, reason })),
    ]);
    return Object.fromEntries(named) as NamedLedger;
  }

  /** Returns the ledger as a file for a spreadsheet. */
  async csv(me: Actor, key: string, fate?: Fate): Promise<Buffer> {
    const lines = await this.lines(me, key, fate);
    return writeCsv(
      ['name', 'organisations', 'address', 'state', 'reason', 'when'],
      lines.map((line) => [
        line.name,
        line.organisations,
        line.address,
        line.fate,
        line.reason,
        line.finishedAt?.toISOString() ?? '',
      ]),
    );
  }

  /** Before an edition is approved nobody has been sent anything; this is who would be, and who would get nothing. */
  async #forecast(edition: Edition, fate?: Fate, from = 0, most?: number): Promise<LedgerLine[]> {
    const draft = await this.drafts.of(edition, this.clock.now());
    const people = new Map(draft.people.map((person) => [person.personId, person]));
    return [...freezeForShow(draft).copies]
      .filter(({ state }) => fate === undefined || state === fate)
      .map(({ personId, readers, name, address, state, reason = null }) => ({
        ...{ id: personId!, personId, name, fate: state, state, reason, finishedAt: null },
        address: address ?? people.get(personId!)?.address ?? null,
        organisations: namesOf(readers.flatMap((id) => people.get(id) ?? [])),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(from, most === undefined ? undefined : from + most);
  }
}

function fateOf({ state }: DeliveryLine): Fate {
  return FATES.find((fate) => fate === state) ?? 'pending';
}

function namesOf(readers: readonly { organisations: readonly { name: string }[] }[]): string {
  return [...new Set(readers.flatMap(({ organisations }) => organisations.map(({ name }) => name)))].join(
    ', ',
  );
}

import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Db } from '../../core/database/index.js';
import { writeCsv } from '../../core/text/index.js';
import { inReach, reachThrough } from '../../members/index.js';
import { LIST } from '../choosing/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { READ } from '../print/postings.service.js';
import { Contacts } from './contacts.js';
import type { CallResult } from './phone-lists.rules.js';
import { NothingNew } from './nothing-new.service.js';
import { PlacesOfDistricts } from './places.js';
import { ReachReader, type Everybody, type ReachRow } from './reach.facts.js';
import { ReachOpen } from './reach.open.js';
import { LAST_REACHED } from './reach.queries.js';
import { unreachedIn } from './unreached.rules.js';
import { bandWords, STANDING_WORDS, whereWords } from './reach.view.js';

/** How many weeks the chart shows. */
export const WEEKS = 12;

/** How many editions in a row an organisation has missed when somebody should visit. */
export const MISSED = 4;

/** An organisation that none of the last four weekly editions has reached. */
export interface Unreached {
  row: ReachRow;
  contact: string;
  telephones: string[];
  /** False where they asked not to be rung again. */
  mayRing: boolean;
  /** What became of the last call, where there was one. */
  call?: CallResult;
  lastReached: Date | null;
}

/** Says whom editions have reached: one of them by name, and the weeks together. */
@Injectable()
export class Reaching {
  constructor(
    private readonly store: EditionStore,
    private readonly reader: ReachReader,
    private readonly openIn: ReachOpen,
    private readonly nothingNew: NothingNew,
    private readonly contacts: Contacts,
    private readonly places: PlacesOfDistricts,
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Returns the ledger of one edition, by name; empty while nothing is fixed. @throws NotFound */
  async ledger(me: Actor, key: string): Promise<{ edition: Edition; rows: ReachRow[] }> {
    allow(me.may(READ));
    const edition = await this.store.find(key);
    const rows = edition.letterId ? await this.reader.of(edition) : [];
    return { edition, rows: await this.nothingNew.judged(edition, rows) };
  }

  /** Returns what became of calls about an edition, by organisation. */
  async calls(edition: Edition): Promise<Map<string, CallResult>> {
    const rows = await this.db.query<{ id: string; result: CallResult }>(
      'select organisation_id as id, result from phone_call where edition_id = $1 and result is not null order by at',
      [edition.id],
    );
    return new Map(rows.map(({ id, result }) => [id, result]));
  }

  /** Returns the ledgers of the latest weekly editions that have gone out, the latest first. */
  async weeks(me: Actor, most = WEEKS): Promise<{ edition: Edition; rows: ReachRow[] }[]> {
    allow(me.may(READ));
    return this.#judged(await this.#ledgers(await this.#gone(most), await this.reader.everybody(LIST)));
  }

  async #gone(most: number): Promise<Edition[]> {
    const now = this.clock.now();
    const all = await this.store.list(null, most + 2, ['digest']);
    return all.filter(({ sendAfter, letterId }) => letterId && sendAfter && sendAfter <= now).slice(0, most);
  }

  async #ledgers(editions: readonly Edition[], everybody: Everybody) {
    const weeks: { edition: Edition; rows: ReachRow[] }[] = [];
    for (const edition of editions) weeks.push({ edition, rows: await this.reader.of(edition, everybody) });
    return weeks;
  }

  async #judged(ledgers: readonly { edition: Edition; rows: ReachRow[] }[]) {
    const weeks: { edition: Edition; rows: ReachRow[] }[] = [];
    for (const { edition, rows } of ledgers)
      weeks.push({ edition, rows: await this.nothingNew.judged(edition, rows) });
    return weeks;
  }

  /** Returns who was missed in each of these weeks; only of them need anybody know whether anything was new. */
  async #missed(weeks: readonly { edition: Edition; rows: ReachRow[] }[]): Promise<ReachRow[]> {
    const missedIn = (all: typeof weeks) =>
      unreachedIn(
        all.map(({ rows }) => rows),
        MISSED,
      );
    const ids = new Set(missedIn(weeks).map(({ organisation }) => organisation.id));
    const some = weeks.map(({ edition, rows }) => ({
      edition,
      rows: rows.filter(({ organisation }) => ids.has(organisation.id)),
    }));
    return missedIn(await this.#judged(some));
  }

  /**
   * Returns the member organisations that none of the last four weekly editions has reached, with how to telephone
   * them, those longest out of reach first; a development officer sees those of their own districts.
   */
  async unreached(me: Actor): Promise<Unreached[]> {
    allow(me.may(READ));
    const reach = reachThrough(me, ['development_officer']);
    const gone = await this.#gone(MISSED);
    if (gone.length < MISSED) return [];
    const everybody = await this.reader.everybody(LIST, await this.openIn.of(gone[0]));
    const weeks = await this.#ledgers(gone, everybody);
    const rows = (await this.#missed(weeks)).filter(({ organisation }) => inReach(reach, organisation));
    const ids = rows.map(({ organisation }) => organisation.id);
    const contacts = await this.contacts.of(ids);
    const last = await this.db.query<{ organisationId: string; at: Date | null }>(LAST_REACHED, [ids]);
    const calls = await this.#lastCalls(ids);
    const lastAt = new Map(last.map(({ organisationId, at }) => [organisationId, at]));
    return rows
      .map((row): Unreached => {
        const { people, telephones } = contacts.get(row.organisation.id)!;
        const numbers = [...people.flatMap((one) => one.telephones), ...telephones];
        const lastReached = lastAt.get(row.organisation.id) ?? null;
        const call = calls.get(row.organisation.id);
        return {
          ...{ row, contact: people[0]?.name ?? '', telephones: [...new Set(numbers)] },
          ...{ call, mayRing: call !== 'stop', lastReached },
        };
      })
      .sort((a, b) => Number(a.lastReached ?? 0) - Number(b.lastReached ?? 0));
  }

  /** What became of the last call to these organisations; that they asked not to be rung again outlasts any other. */
  async #lastCalls(organisationIds: readonly string[]): Promise<Map<string, CallResult>> {
    const rows = await this.db.query<{ id: string; result: CallResult }>(
      `select organisation_id as id, result from phone_call
       where organisation_id = any ($1::uuid[]) and result is not null order by result = 'stop', at`,
      [organisationIds],
    );
    return new Map(rows.map(({ id, result }) => [id, result]));
  }

  /** Returns these rows as a file for a spreadsheet. */
  async csv(rows: readonly ReachRow[]): Promise<Buffer> {
    const districts = await this.places.names();
    return writeCsv(
      ['organisation', 'district', 'size', 'reached', 'also', 'paper', 'marked'],
      rows.map(({ organisation, standing, ways, paper, marks }) => [
        organisation.name,
        whereWords(organisation, districts),
        bandWords(organisation.sizeBand),
        STANDING_WORDS[standing].replace(/:.*/, ''),
        ways
          .slice(1)
          .map((way) => STANDING_WORDS[way])
          .join(', '),
        paper ?? '',
        marks.map(({ channel, at }) => `${channel} ${at.toISOString()}`).join(', '),
      ]),
    );
  }
}

import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, isId, newId } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import type { Edition } from '../editions/edition.store.js';
import { KEEP, Postings, READ, type Posting } from '../print/postings.service.js';
import { ThisNetwork } from '../this-network.js';
import { Contacts, whomToTelephone } from './contacts.js';
import { isOpen, splitLists, type CallResult } from './phone-lists.rules.js';
import { PlacesOfDistricts } from './places.js';

/** A volunteer's list. */
export interface PhoneList {
  id: string;
  editionId: string;
  number: number;
  volunteer: string | null;
  /** `YYYY-MM-DD`; when it is over, names and numbers are forgotten. */
  lastDay: string;
  forgottenAt: Date | null;
}

/** One name on a list. The name and number are gone once the list has been forgotten. */
export interface PhoneCall {
  listId: string;
  organisationId: string;
  organisation: string;
  contact: string | null;
  telephone: string | null;
  result: CallResult | null;
  at: Date | null;
}

const LIST = `id, edition_id as "editionId", number, volunteer, last_day::text as "lastDay", forgotten_at as "forgottenAt"`;

/** Days that a list works, where nobody says otherwise. */
export const USUAL_DAYS = 5;
const MOST_DAYS = 28;

/** Lists of names for volunteers who telephone, and what they say became of it. */
@Injectable()
export class PhoneLists {
  constructor(
    private readonly db: Db,
    private readonly postings: Postings,
    private readonly contacts: Contacts,
    private readonly places: PlacesOfDistricts,
    private readonly here: ThisNetwork,
    private readonly audit: Audit,
  ) {}

  /** Returns the lists of an edition with their names. */
  async of(me: Actor, edition: Edition): Promise<{ list: PhoneList; calls: PhoneCall[] }[]> {
    allow(me.may(READ));
    const lists = await this.db.query<PhoneList>(
      `select ${LIST} from phone_list where edition_id = $1 order by number`,
      [edition.id],
    );
    const calls = await this.calls(lists.map(({ id }) => id));
    return lists.map((list) => ({ list, calls: calls.filter(({ listId }) => listId === list.id) }));
  }

  /** Returns who is still to be put on a list: not reached, not on one yet, and with a number. */
  async waiting(posting: Posting) {
    const on = await this.db.query<{ id: string }>(
      'select organisation_id as id from phone_call where edition_id = $1',
      [posting.edition.id],
    );
    const listed = new Set(on.map(({ id }) => id));
    const rows = posting.rows.filter(
      ({ standing, paper, organisation }) =>
        standing === 'none' && paper !== 'declined' && !listed.has(organisation.id),
    );
    const contacts = await this.contacts.of(rows.map(({ organisation }) => organisation.id));
    const place = await this.places.first();
    return rows.flatMap(({ organisation: { id, name, districtIds } }) => {
      const whom = whomToTelephone(contacts.get(id)!);
      return whom ? [{ organisationId: id, name, district: place(districtIds), whom }] : [];
    });
  }

  /** Puts everybody who waits on lists of at most eight, after those there are. @throws Invalid, Conflict */
  async make(me: Actor, key: string, lastDay: string | null): Promise<number> {
    allow(me.may(KEEP));
    const posting = await this.postings.of(me, key);
    // Pressed twice at once, the second waits and then finds nobody left.
    await this.db.query('select 1 from edition where id = $1 for update', [posting.edition.id]);
    const until = await this.#lastDay(lastDay);
    const lists = splitLists(await this.waiting(posting));
    const { id: editionId } = posting.edition;
    const before = await this.db.one<{ most: number }>(
      'select coalesce(max(number), 0) as most from phone_list where edition_id = $1',
      [editionId],
    );
    if (lists.length === 0 && before!.most > 0) return 0;
    if (lists.length === 0) throw new Conflict('Nobody with a telephone number is left to be put on a list.');
    for (const [at, calls] of lists.entries()) {
      const id = newId();
      await this.db.query(
        'insert into phone_list (id, edition_id, number, last_day, made_by) values ($1, $2, $3, $4, $5)',
        [id, editionId, before!.most + at + 1, until, me.personId],
      );
      for (const [position, { organisationId, whom }] of calls.entries())
        await this.db.query(
          `insert into phone_call (list_id, edition_id, organisation_id, position, person_id, contact, telephone)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [id, editionId, organisationId, position, whom.personId, whom.name, whom.telephone],
        );
    }
    await this.audit.record(
      me,
      'phone-lists.made',
      { type: 'edition', id: editionId },
      { key, lists: lists.length },
    );
    return lists.length;
  }

  /** Says whose list it is. */
  async assign(me: Actor, edition: Edition, listId: string, volunteer: string): Promise<void> {
    allow(me.may(KEEP));
    const list = await this.find(listId);
    if (list.editionId !== edition.id) throw new NotFound();
    await this.db.query('update phone_list set volunteer = $2 where id = $1', [list.id, volunteer || null]);
  }

  /** @throws NotFound */
  async find(listId: string): Promise<PhoneList> {
    const list = isId(listId)
      ? await this.db.one<PhoneList>(`select ${LIST} from phone_list where id = $1`, [listId])
      : undefined;
    if (!list) throw new NotFound();
    return list;
  }

  /** True as long as the list may be used. */
  async isOpen(list: PhoneList): Promise<boolean> {
    return isOpen(list, await this.here.today());
  }

  /** Returns the names on lists, in their order. */
  async calls(listIds: readonly string[]): Promise<PhoneCall[]> {
    return this.db.query<PhoneCall>(
      `select c.list_id as "listId", c.organisation_id as "organisationId", o.name as organisation, c.contact, c.telephone, c.result, c.at
       from phone_call c join organisation o on o.network_id = c.network_id and o.id = c.organisation_id
       where c.list_id = any ($1::uuid[]) order by c.list_id, c.position`,
      [listIds],
    );
  }

  /**
   * Keeps what a volunteer says became of the calls; an organisation that was reached is marked so in the ledger, and
   * no more when that was a slip. @throws Conflict when the last day is over
   */
  async report(list: PhoneList, results: ReadonlyMap<string, CallResult>): Promise<number> {
    if (!(await this.isOpen(list))) throw new Conflict('The last day of this list is over.');
    let changed = 0;
    for (const [organisationId, result] of results) {
      const rows = await this.db.query(
        `update phone_call set result = $3, at = app_now()
         where list_id = $1 and organisation_id = $2 and result is distinct from $3 returning organisation_id`,
        [list.id, organisationId, result],
      );
      if (rows.length === 0) continue;
      changed += 1;
      await this.#mark(list, organisationId, result === 'reached');
    }
    return changed;
  }

  async #mark({ id, editionId }: PhoneList, organisationId: string, isReached: boolean): Promise<void> {
    if (!isReached) {
      await this.db.query(
        `delete from reach_mark where edition_id = $1 and organisation_id = $2 and channel = 'phoned' and batch = $3`,
        [editionId, organisationId, id],
      );
      return;
    }
    await this.db.query(
      `insert into reach_mark (edition_id, organisation_id, channel, batch, note) values ($1, $2, 'phoned', $3, 'By a volunteer')
       on conflict do nothing`,
      [editionId, organisationId, id],
    );
  }

  async #lastDay(typed: string | null): Promise<string> {
    const today = await this.here.today();
    const day = typed ?? dayAfter(today, USUAL_DAYS);
    if (day < today || day > dayAfter(today, MOST_DAYS))
      throw new Invalid({ 'last-day': `Choose a day from today on, at most ${MOST_DAYS} days ahead.` });
    return day;
  }
}

/** Returns the date so many days after a date, `YYYY-MM-DD`. */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

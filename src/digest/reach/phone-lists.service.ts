import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, isId, newId } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import type { Edition } from '../editions/edition.store.js';
import { KEEP, Postings, READ, type Posting } from '../print/postings.service.js';
import { daysLater } from '../editions/week.rules.js';
import { ThisNetwork } from '../this-network.js';
import { Contacts, whomToTelephone } from './contacts.js';
import { isOpen, splitLists, type CallResult } from './phone-lists.rules.js';
import { NothingNew } from './nothing-new.service.js';
import { PlacesOfDistricts } from './places.js';
import { isToRing } from './reach.rules.js';

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
    private readonly nothingNew: NothingNew,
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

  /**
   * Returns who of these rows, as judged for the telephone, is still to be put on a list: not reached, with a number,
   * and on no list that works. Whoever asked not
   * to be rung again is on none, and a number that was wrong is not tried twice for one edition.
   */
  async waiting(posting: Pick<Posting, 'edition' | 'rows'>) {
    const listed = await this.#notToList(posting.edition);
    const rows = posting.rows.filter((row) => isToRing(row) && !listed.has(row.organisation.id));
    const contacts = await this.contacts.of(rows.map(({ organisation }) => organisation.id));
    const place = await this.places.first();
    return rows.flatMap(({ organisation: { id, name, districtIds } }) => {
      const whom = whomToTelephone(contacts.get(id)!);
      return whom ? [{ organisationId: id, name, district: place(districtIds), whom }] : [];
    });
  }

  async #notToList(edition: Edition): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }>(
      `select c.organisation_id as id from phone_call c
       join phone_list l on l.network_id = c.network_id and l.id = c.list_id
       where c.result = 'stop' or c.edition_id = $1
         and (c.result = 'wrong-number' or (l.forgotten_at is null and l.last_day >= $2::date))`,
      [edition.id, await this.here.today()],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Puts everybody who waits on lists of at most eight, after those there are. @throws Invalid, Conflict */
  async make(me: Actor, key: string, lastDay: string | null): Promise<number> {
    allow(me.may(KEEP));
    const posting = await this.postings.of(me, key);
    // Pressed twice at once, the second waits and then finds nobody left.
    await this.db.query('select 1 from edition where id = $1 for update', [posting.edition.id]);
    const until = await this.#lastDay(lastDay);
    const { edition } = posting;
    const rows = await this.nothingNew.judgedForTelephone(edition, posting.rows);
    const lists = splitLists(await this.waiting({ edition, rows }));
    const { id: editionId } = edition;
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

  async #lastDay(typed: string | null): Promise<string> {
    const today = await this.here.today();
    const day = typed ?? daysLater(today, USUAL_DAYS);
    if (day < today || day > daysLater(today, MOST_DAYS))
      throw new Invalid({ 'last-day': `Choose a day from today on, at most ${MOST_DAYS} days ahead.` });
    return day;
  }
}

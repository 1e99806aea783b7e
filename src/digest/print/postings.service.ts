import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, newId } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { SetAside } from '../../core/mail/index.js';
import { TakingUp } from '../../members/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { Contacts } from '../reach/contacts.js';
import { ReachReader, type ReachRow } from '../reach/reach.facts.js';
import type { MarkedWay } from '../reach/reach.rules.js';
import { paperCopies, type PaperCopy, type PaperOrganisation, type PaperPerson } from './paper.rules.js';

export const READ = 'reach.read';
export const KEEP = 'reach.keep';

/** A page that is to be printed, and the organisation it is for. */
export interface PostingLine {
  copy: PaperCopy;
  row: ReachRow;
  /** Printed, collected or told by telephone already. */
  isDone: boolean;
}

/** Who gets an edition on paper, in posting order, and everybody else in its ledger. */
export interface Posting {
  edition: Edition;
  rows: ReachRow[];
  lines: PostingLine[];
}

/** What is marked of one organisation. */
export interface Marking {
  organisationId: string;
  itemKeys?: readonly string[];
  note?: string;
}

/** Knows, at this moment, who needs paper; and keeps what was done about it. */
@Injectable()
export class Postings {
  constructor(
    private readonly store: EditionStore,
    private readonly reader: ReachReader,
    private readonly contacts: Contacts,
    private readonly db: Db,
    private readonly aside: SetAside,
    private readonly takingUp: TakingUp,
    private readonly audit: Audit,
  ) {}

  /** Returns the posting of an edition as it is now. @throws NotFound, Conflict while nothing is fixed yet */
  async of(me: Actor, key: string): Promise<Posting> {
    allow(me.may(READ));
    const edition = await this.store.find(key);
    if (!edition.letterId) throw new Conflict(NOT_YET);
    const rows = await this.reader.of(edition);
    return { edition, rows, lines: await this.linesOf(rows) };
  }

  /** Returns the pages for those of these organisations that need paper, in posting order. */
  async linesOf(rows: readonly ReachRow[]): Promise<PostingLine[]> {
    const needing = rows.filter(({ paper }) => paper !== null && paper !== 'declined');
    const byId = new Map(needing.map((row) => [row.organisation.id, row]));
    const contacts = await this.contacts.of([...byId.keys()]);
    const copies = paperCopies(needing.map((row) => onPaper(row, contacts.get(row.organisation.id)!)));
    return copies.map((copy) => {
      const row = byId.get(copy.organisationId)!;
      return { copy, row, isDone: row.marks.length > 0 };
    });
  }

  /** Marks organisations in one way and one press; those that are marked so already stay as they are. */
  async mark(me: Actor, edition: Edition, channel: MarkedWay, all: readonly Marking[]): Promise<number> {
    allow(me.may(KEEP));
    const batch = newId();
    const marked = await this.db.query<{ id: string }>(
      `insert into reach_mark (edition_id, organisation_id, channel, batch, marked_by, note, item_keys)
       select $1, m.id, $2, $3, $4, m.note, array(select jsonb_array_elements_text(m.keys))
       from jsonb_to_recordset($5::jsonb) as m (id uuid, note text, keys jsonb)
       on conflict do nothing returning organisation_id as id`,
      [
        ...[edition.id, channel, batch, me.personId],
        JSON.stringify(
          all.map(({ organisationId: id, note, itemKeys = [] }) => ({ id, note, keys: itemKeys })),
        ),
      ],
    );
    if (marked.length > 0) await this.#note(me, `reach.${channel}`, edition, { batch, count: marked.length });
    if (channel !== 'phoned')
      await this.#gotPage(
        edition,
        marked.map(({ id }) => id),
      );
    return marked.length;
  }

  /** Whoever is not written to by e-mail has the page now, so a copy that was set aside for them stays there. */
  async #gotPage({ letterId }: Edition, organisationIds: string[]): Promise<void> {
    const people = await this.db.query<{ ids: string[] }>(
      `select array(select distinct p.id from role r join person p on p.network_id = r.network_id and p.id = r.person_id
       where r.organisation_id = any ($1::uuid[]) and (p.preferred_channel = 'post' or exists (
         select 1 from contact_point c where c.person_id = p.id and c.kind = 'email' and c.held_since is not null))) as ids`,
      [organisationIds],
    );
    if (letterId) await this.aside.replaced(people[0].ids, letterId, true);
  }

  /** Where no mark says any more that they have a page, the copy is theirs again. */
  async #gotNoPage({ id, letterId }: Edition, organisationIds: string[]): Promise<void> {
    const people = await this.db.query<{ ids: string[] }>(
      `select array(select r.person_id from role r where r.person_id in (
           select person_id from role where organisation_id = any ($2::uuid[]))
         group by 1 having not exists (select 1 from reach_mark m where m.edition_id = $1
           and m.channel <> 'phoned' and m.organisation_id = any (array_agg(r.organisation_id)))
         order by 1) as ids`,
      [id, organisationIds],
    );
    if (!letterId) return;
    await this.aside.replaced(people[0].ids, letterId, false);
    for (const personId of people[0].ids) await this.takingUp.of(personId);
  }

  /** Takes back the marks of the last press of one way; returns how many. */
  async undo(me: Actor, edition: Edition, channel: MarkedWay): Promise<number> {
    allow(me.may(KEEP));
    const gone = await this.db.query<{ id: string }>(
      `delete from reach_mark where edition_id = $1 and channel = $2 and batch = (
         select batch from reach_mark where edition_id = $1 and channel = $2 order by at desc, batch desc limit 1)
       returning organisation_id as id`,
      [edition.id, channel],
    );
    if (gone.length > 0) await this.#note(me, `reach.${channel}-undone`, edition, { count: gone.length });
    await this.#gotNoPage(
      edition,
      gone.map(({ id }) => id),
    );
    return gone.length;
  }

  /** Takes one mark back. */
  async unmark(me: Actor, edition: Edition, channel: MarkedWay, organisationId: string): Promise<void> {
    allow(me.may(KEEP));
    await this.db.query(
      'delete from reach_mark where edition_id = $1 and channel = $2 and organisation_id = $3',
      [edition.id, channel, organisationId],
    );
    await this.#note(me, `reach.${channel}-undone`, edition, { count: 1, organisationId });
    await this.#gotNoPage(edition, [organisationId]);
  }

  /**
   * Returns what has been printed in other editions, as keys of items: by organisation, and by organisation and person
   * for those who had their part there when it was printed. Whoever came later has not had it.
   */
  async printedBefore(editionId: string, organisationIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ id: string; keys: string[] }>(
      `with m as (select organisation_id, at, unnest(item_keys) as key from reach_mark
         where organisation_id = any ($2::uuid[]) and edition_id <> $1 and channel in ('printed', 'collected'))
       select organisation_id::text as id, array_agg(distinct key) as keys from m group by 1
       union all
       select m.organisation_id || ' ' || r.person_id, array_agg(distinct m.key) from m
       join role r on r.organisation_id = m.organisation_id and r.valid_from <= m.at::date group by 1`,
      [editionId, organisationIds],
    );
    return new Map(rows.map(({ id, keys }) => [id, keys]));
  }

  async #note(me: Actor, action: string, { id, key }: Edition, details: object): Promise<void> {
    await this.audit.record(me, action, { type: 'edition', id }, { key, ...details });
  }
}

const NOT_YET =
  'This edition has not been approved yet. What is printed is what is sent, so it can be printed once it is approved.';

function onPaper(
  { organisation, people, mailed, paper }: ReachRow,
  contact: { people: readonly Contactable[]; address: string | null; postcode: string | null },
): PaperOrganisation {
  const known = new Map(people.map((person) => [person.personId, person]));
  return {
    ...{ id: organisation.id, name: organisation.name, isAsFirst: paper === 'as-first' },
    ...{ address: contact.address, postcode: contact.postcode },
    people: contact.people.map(({ personId, name, isMain, address, postcode }): PaperPerson => {
      const person = known.get(personId);
      return {
        ...{ personId, name, isMain, address, postcode },
        wishes: person?.reading.paper === true && !mailed.has(personId),
        optedOut: person?.status === 'opted-out',
        status: person?.status ?? '',
        largePrint: person?.reading.largePrint ?? false,
      };
    }),
  };
}

type Contactable = Pick<PaperPerson, 'personId' | 'name' | 'isMain' | 'address' | 'postcode'>;

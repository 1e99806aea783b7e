import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { EDITION, type Edition } from '../editions/edition.columns.js';
import { wordsOf, type EditionItem, type ItemFacts } from '../editions/edition.rules.js';
import { HAD_OR_GETS } from '../kinds/corrections.queries.js';
import { kindOfKey } from '../kinds/kind.rules.js';
import type { Carried } from './archive.rules.js';

/** Whose view of the archive is asked for: a member's, or that of anybody. */
export interface ArchiveReader {
  isMember: boolean;
  personId: string | null;
  /** Sees also what was for some only. */
  seesAll: boolean;
}

const GONE_OUT = `e.state in ('sending', 'sent') and not exists (
  select 1 from letter c where c.network_id = e.network_id and c.id = e.letter_id and c.state = 'cancelled')`;

/** Kinds that the list names; the others say the same once more, or belong to the one they correct. */
const LISTED = ['digest', 'newsletter', 'urgent'];

/** Written for a part of the network; a correction is for whom the corrected one was. */
const FOR_SOME = `exists (select 1 from edition o, jsonb_each(o.audience) f
  where o.network_id = e.network_id and o.id = coalesce(e.about_id, e.id) and f.value <> '[]'::jsonb)`;

/** For anybody when it went out, and still. */
const PUBLIC_ITEM = `(i.item->>'isPublic') = 'true' and not i.left_out and case when i.key like 'article:%' then exists (
  select 1 from article a where a.network_id = i.network_id and a.id = substring(i.key from 9)::uuid
    and a.state = 'ready' and a.readers = 'public') else true end`;

/** Copies of an edition that somebody has, or is about to get. */
const COPIES = `delivery d where d.network_id = e.network_id and d.letter_id = e.letter_id
  and d.state = any ('{${HAD_OR_GETS.join()}}')`;

/** An item that stands in a copy; where nobody had one by e-mail, it may have gone on paper. */
const CARRIED = `(exists (select 1 from jsonb_array_elements(e.pieces) with ordinality as p (facts, place)
    where p.facts->>'key' = i.key and exists (select 1 from ${COPIES} and (p.place - 1)::int = any (d.pieces)))
  or not exists (select 1 from ${COPIES}))`;

const FOR_ANYBODY = `not ${FOR_SOME} and exists (
  select 1 from edition_item i where i.network_id = e.network_id and i.edition_id = e.id
    and ${PUBLIC_ITEM} and ${CARRIED})`;

/** $1 is whether it is a member, $2 who, $3 whether they see all. */
const VISIBLE = `${GONE_OUT} and case when $1 then $3 or not ${FOR_SOME} or exists (
    select 1 from delivery_reader r where r.network_id = e.network_id and r.letter_id = e.letter_id and r.person_id = $2::uuid)
  else ${FOR_ANYBODY} end`;

const MOST_ENTRIES = 50;

/** What is asked of editions that have gone out. */
@Injectable()
export class ArchiveStore {
  constructor(private readonly db: Db) {}

  /** Returns a page of the editions that somebody may read, the latest first, and how many there are in all. */
  async list(
    reader: ArchiveReader,
    from: number,
    most: number,
  ): Promise<{ editions: Edition[]; total: number }> {
    const params = [reader.isMember, reader.personId, reader.seesAll, LISTED];
    const where = `${VISIBLE} and e.kind = any ($4)`;
    const count = await this.db.one<{ total: string }>(
      `select count(*) as total from edition e where ${where}`,
      params,
    );
    const editions = await this.db.query<Edition>(
      `select ${EDITION} from edition e where ${where} order by send_after desc, id offset $5 limit $6`,
      [...params, from, most],
    );
    return { editions, total: Number(count!.total) };
  }

  /** Returns an edition that somebody may read, or undefined. */
  async find({ isMember, personId, seesAll }: ArchiveReader, key: string): Promise<Edition | undefined> {
    return this.db.one<Edition>(
      `select ${EDITION} from edition e where ${VISIBLE} and e.kind = $4 and e.key = $5`,
      [isMember, personId, seesAll, kindOfKey(key) ?? '', key],
    );
  }

  /** Returns the corrections of an edition that somebody may read, the first of them first. */
  async corrections({ isMember, personId, seesAll }: ArchiveReader, id: string): Promise<Edition[]> {
    return this.db.query<Edition>(
      `select ${EDITION} from edition e where ${VISIBLE} and e.about_id = $4 order by send_after, id`,
      [isMember, personId, seesAll, id],
    );
  }

  /** Returns the keys of the items of an edition that went to anybody. */
  async carried(id: string): Promise<Set<string>> {
    const rows = await this.db.query<{ key: string }>(
      `select i.key from edition e join edition_item i on i.network_id = e.network_id and i.edition_id = e.id
       where e.id = $1 and not i.left_out and ${CARRIED}`,
      [id],
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** Returns the newest public items with every edition that carried each, in the order in which these went out. */
  async publicItems(): Promise<Carried<ItemFacts>[]> {
    type Row = Omit<Carried<never>, 'words'> & Pick<EditionItem, 'item' | 'title' | 'summary'>;
    const rows = await this.db.query<Row>(
      `with carried as (
         select i.key, i.item, i.title, i.summary, e.key as edition, e.send_after as at, l.frame->>'mailDomain' as domain
         from edition e join letter l on l.network_id = e.network_id and l.id = e.letter_id
         join edition_item i on i.network_id = e.network_id and i.edition_id = e.id
         where ${GONE_OUT} and not ${FOR_SOME} and ${PUBLIC_ITEM} and ${CARRIED})
       select * from carried
       where key in (select key from carried group by key order by min(at) desc, key limit ${MOST_ENTRIES})
       order by at, key desc`,
    );
    return rows.map(({ item, title, summary, ...row }) => {
      const held = { key: row.key, position: 0, leftOut: false, item, title, summary };
      return { ...row, words: wordsOf(held) };
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { NotFound } from '../../core/errors/index.js';
import type { LetterTerm } from '../../core/mail/index.js';
import { kindOfKey } from '../kinds/kind.rules.js';
import { frozenHtml } from './frozen-html.js';

/** What became of one edition for one person. */
export interface SentLine {
  key: string;
  weekFrom: string;
  at: Date;
  state: string;
  reason: string | null;
}

/** What a copy was made of, as it is kept. */
interface Copy {
  subject: string;
  mark: string;
  holes: Record<string, string>;
  terms: LetterTerm[] | null;
  passages: string[];
}

const MINE = `delivery_reader r
  join delivery d on d.network_id = r.network_id and d.id = r.delivery_id
  join edition e on e.network_id = r.network_id and e.letter_id = r.letter_id
  where r.person_id = $1 and e.state in ('sending', 'sent')`;

/** What somebody was sent, and what not, read from the same rows from which it was sent. */
@Injectable()
export class Sent {
  constructor(private readonly db: Db) {}

  /** Returns a page of the editions that were for somebody, the latest first, and how many there are in all. */
  async list(personId: string, from: number, most: number): Promise<{ lines: SentLine[]; total: number }> {
    const count = await this.db.one<{ total: string }>(`select count(*) as total from ${MINE}`, [personId]);
    const lines = await this.db.query<SentLine>(
      `select e.key, e.week_from::text as "weekFrom", e.send_after as at, d.state, d.reason from ${MINE}
       order by e.send_after desc, e.id offset $2 limit $3`,
      [personId, from, most],
    );
    return { lines, total: Number(count!.total) };
  }

  /** Returns a copy in the words in which it went out. @throws NotFound when they have none */
  async copy(personId: string, key: string) {
    const row = await this.db.one<SentLine & Copy>(
      `select e.key, e.week_from::text as "weekFrom", e.send_after as at, d.state, d.reason,
         l.subject, l.mark, l.frame->'terms' as terms, d.holes,
         array(select p.html from unnest(d.pieces) with ordinality as w (number, place)
           join letter_piece p on p.network_id = d.network_id and p.letter_id = d.letter_id and p.number = w.number
           order by w.place) as passages
       from letter l join (select d.*, e.id as edition_id from ${MINE} and e.kind = $2 and e.key = $3) d
         on l.network_id = d.network_id and l.id = d.letter_id
       join edition e on e.network_id = d.network_id and e.id = d.edition_id`,
      [personId, kindOfKey(key) ?? '', key],
    );
    if (!row || row.passages.length === 0) throw new NotFound();
    const { passages, mark, holes, terms, subject, ...line } = row;
    return { line, subject, html: frozenHtml({ passages, mark, holes, terms: terms ?? [] }) };
  }
}

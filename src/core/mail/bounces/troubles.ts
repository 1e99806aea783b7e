import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/index.js';
import { Db, newId } from '../../database/index.js';
import type { Passage } from '../look.rules.js';
import { shortLetter } from '../look.rules.js';
import { Post } from '../post.js';

/** What a person has to look at. */
export type TroubleKind = 'telephone' | 'complaint' | 'complaint-rate' | 'outage' | 'brake';

export interface Trouble {
  kind: TroubleKind;
  /** Tells it from others of its kind; the same again makes it one with the row that is still open. */
  key: string;
  personId?: string | null;
  address?: string;
  letterId?: string;
  list?: string | null;
  words: string;
}

/** A trouble as the page shows it. */
export interface TroubleRow {
  id: string;
  kind: TroubleKind;
  key: string;
  personId: string | null;
  personName: string | null;
  address: string | null;
  list: string | null;
  words: string;
  number: number;
  firstAt: Date;
  lastAt: Date;
  doneAt: Date | null;
}

/** One line of what came in without anybody having to read it. */
export interface LogLine {
  at: Date;
  from: string;
  kind: string | null;
  outcome: string | null;
}

const ROW = `t.id, t.kind, t.key, t.person_id as "personId", t.address, t.list, t.words, t.number, t.first_at as "firstAt",
  t.last_at as "lastAt", t.done_at as "doneAt",
  (select trim(p.given || ' ' || p.family) from person p where p.id = t.person_id and p.erased_at is null) as "personName"`;

/** Notes what goes wrong with mail, once, and tells the co-ordinators once. */
@Injectable()
export class Troubles {
  constructor(
    private readonly db: Db,
    private readonly post: Post,
    private readonly settings: Settings,
  ) {}

  /** Notes it; returns its row, and whether it is new. */
  async raise(trouble: Trouble): Promise<{ id: string; isNew: boolean }> {
    const { kind, key, personId, address, letterId, list, words } = trouble;
    const row = await this.db.one<{ id: string; number: number }>(
      `insert into mail_trouble (id, kind, key, person_id, address, letter_id, list, words) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (network_id, kind, key) where done_at is null
       do update set number = mail_trouble.number + 1, last_at = app_now(), words = excluded.words
       returning id, number`,
      [newId(), kind, key, personId ?? null, address ?? null, letterId ?? null, list ?? null, words],
    );
    return { id: row!.id, isNew: row!.number === 1 };
  }

  /** Writes to every co-ordinator about a trouble that nobody was told of yet. */
  async tell(troubleId: string, subject: string, passages: Passage[]): Promise<void> {
    const told = await this.db.one(
      'update mail_trouble set told_at = app_now() where id = $1 and told_at is null returning id',
      [troubleId],
    );
    if (!told) return;
    const here = await this.db.one<{ name: string; slug: string }>(
      'select name, slug from network where id = $1',
      [this.db.networkId],
    );
    const link = `${this.settings.baseUrl}/${here!.slug}/mail-troubles`;
    for (const { address, name, id } of await this.#coordinators())
      await this.post.toOne(
        { address, name, personId: id },
        {
          ...{ kind: 'notice', subject, fromName: here!.name, fromLocal: 'notices', resend: 'ask' },
          piece: shortLetter([...passages, { button: { url: link, words: 'See what it is about' } }]),
        },
      );
  }

  /** How many nobody has seen to. */
  async open(): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      'select count(*)::integer as count from mail_trouble where done_at is null',
    );
    return row!.count;
  }

  /** Those that nobody has seen to, the newest first. */
  list(): Promise<TroubleRow[]> {
    return this.db.query<TroubleRow>(
      `select ${ROW} from mail_trouble t where t.done_at is null order by t.last_at desc, t.id desc limit 200`,
    );
  }

  find(id: string): Promise<TroubleRow | undefined> {
    return this.db.one<TroubleRow>(`select ${ROW} from mail_trouble t where t.id = $1`, [id]);
  }

  /** The last messages from machines, with what was made of them. */
  log(): Promise<LogLine[]> {
    return this.db.query<LogLine>(
      `select i.at, coalesce(nullif(i.mail_from, ''), 'a mail server') as from, i.kind, i.outcome from incoming_message i
       where i.state <> 'new' and i.kind <> 'letter' and i.at > app_now() - interval '30 days' order by i.at desc, i.id desc limit 50`,
    );
  }

  #coordinators(): Promise<{ id: string; name: string; address: string }[]> {
    return this.db.query(
      `select distinct on (p.id) p.id, trim(p.given || ' ' || p.family) as name, c.value_key as address
       from role r join person p on p.network_id = r.network_id and p.id = r.person_id and p.erased_at is null
       join contact_point c on c.network_id = p.network_id and c.person_id = p.id and c.kind = 'email' and c.held_since is null
       where r.role = 'coordinator' and r.organisation_id is null and (r.valid_to is null or r.valid_to > app_now()::date)
         and (r.takes_effect_at is null or r.takes_effect_at <= app_now())
       order by p.id, c.id`,
    );
  }
}

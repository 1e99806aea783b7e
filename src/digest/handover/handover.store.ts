import { Injectable } from '@nestjs/common';
import { Db, newId } from '../../core/database/index.js';

/** Days on which a deputy looks after the digest. */
export interface Handover {
  id: string;
  awayId: string;
  away: string;
  deputyId: string;
  deputy: string;
  /** `YYYY-MM-DD`; both days count. */
  fromOn: string;
  toOn: string;
  madeAt: Date;
  endedAt: Date | null;
}

/** What was done about one edition: it went out by itself, was asked for, or did not go. */
export interface Notice {
  editionId: string;
  handoverId: string;
  outcome: 'approved' | 'asked' | 'nothing' | 'missed';
  why: string | null;
  dueAt: Date;
  toldAt: Date;
  stoppedAt: Date | null;
  stoppedBy: string | null;
}

const HANDOVER = `select h.id, h.away_id as "awayId", trim(a.given || ' ' || a.family) as away, h.deputy_id as "deputyId",
    trim(d.given || ' ' || d.family) as deputy, h.from_on::text as "fromOn", h.to_on::text as "toOn",
    h.made_at as "madeAt", h.ended_at as "endedAt"
  from handover h join person a on a.network_id = h.network_id and a.id = h.away_id
  join person d on d.network_id = h.network_id and d.id = h.deputy_id`;

const NOTICE = `n.edition_id as "editionId", n.handover_id as "handoverId", n.outcome, n.why, n.due_at as "dueAt",
  n.told_at as "toldAt", n.stopped_at as "stoppedAt", trim(p.given || ' ' || p.family) as "stoppedBy"`;

/** An edition that went out, or is going, and who approved it. */
export interface Gone {
  key: string;
  weekFrom: string;
  at: Date;
  by: string | null;
}

/** Where handovers are kept, and what came of them. */
@Injectable()
export class HandoverStore {
  constructor(private readonly db: Db) {}

  /** Names the network's deputy. */
  async name(personId: string, by: string): Promise<void> {
    await this.db.query(
      `insert into deputy (person_id, named_by) values ($1, $2)
       on conflict (network_id) do update set person_id = excluded.person_id, named_by = excluded.named_by, named_at = app_now()`,
      [personId, by],
    );
  }

  async make(facts: Pick<Handover, 'awayId' | 'deputyId' | 'fromOn' | 'toOn'>): Promise<string> {
    const id = newId();
    await this.db.query(
      'insert into handover (id, away_id, deputy_id, from_on, to_on) values ($1, $2, $3, $4, $5)',
      [id, facts.awayId, facts.deputyId, facts.fromOn, facts.toOn],
    );
    return id;
  }

  async end(id: string): Promise<boolean> {
    const rows = await this.db.query(
      'update handover set ended_at = app_now() where id = $1 and ended_at is null returning id',
      [id],
    );
    return rows.length > 0;
  }

  /** Handovers made one after the other, so that two of them cannot cover one day. */
  async oneAtATime(): Promise<void> {
    await this.db.query(
      "select pg_advisory_xact_lock(hashtext('handover'), hashtext(current_setting('app.network_id')))",
    );
  }

  /** Every handover, the latest days first; `deputyId` keeps those of one deputy. */
  async all(deputyId: string | null = null): Promise<Handover[]> {
    return this.db.query<Handover>(
      `${HANDOVER} where $1::uuid is null or h.deputy_id = $1 order by h.from_on desc, h.id desc limit 50`,
      [deputyId],
    );
  }

  /** The handover that a day lies in, unless it was ended. */
  async covering(date: string): Promise<Handover | undefined> {
    return this.db.one<Handover>(
      `${HANDOVER} where h.ended_at is null and $1::date between h.from_on and h.to_on order by h.id limit 1`,
      [date],
    );
  }

  /** The handover that a day lies in, or the first after it. */
  async next(date: string): Promise<Handover | undefined> {
    return this.db.one<Handover>(
      `${HANDOVER} where h.ended_at is null and h.to_on >= $1::date order by h.from_on, h.id limit 1`,
      [date],
    );
  }

  async one(id: string): Promise<Handover | undefined> {
    return this.db.one<Handover>(`${HANDOVER} where h.id = $1`, [id]);
  }

  /** What was done about an edition, once. */
  async notice(editionId: string): Promise<Notice | undefined> {
    return this.db.one<Notice>(
      `select ${NOTICE} from handover_notice n
       left join person p on p.network_id = n.network_id and p.id = n.stopped_by where n.edition_id = $1`,
      [editionId],
    );
  }

  /** What came of handovers, the latest first, with the key of each edition. */
  async history(handoverIds: readonly string[]): Promise<(Notice & { key: string; weekFrom: string })[]> {
    return this.db.query(
      `select ${NOTICE}, e.key, e.week_from::text as "weekFrom" from handover_notice n
       join edition e on e.network_id = n.network_id and e.id = n.edition_id
       left join person p on p.network_id = n.network_id and p.id = n.stopped_by
       where n.handover_id = any ($1::uuid[]) order by n.told_at desc limit 100`,
      [handoverIds],
    );
  }

  /** Those of some editions that have gone out, however that came. */
  async gone(keys: readonly string[]): Promise<Gone[]> {
    return this.db.query<Gone>(
      `select e.key, e.week_from::text as "weekFrom", e.send_after as at, trim(p.given || ' ' || p.family) as by
       from edition e left join person p on p.network_id = e.network_id and p.id = e.approved_by
       where e.key = any ($1) and e.state in ('sending', 'sent')`,
      [keys],
    );
  }

  /** Writes down what was done about an edition. Whoever comes second fails, and so does nothing. */
  async keep(notice: Pick<Notice, 'editionId' | 'handoverId' | 'outcome' | 'why' | 'dueAt'>): Promise<void> {
    await this.db.query(
      'insert into handover_notice (edition_id, handover_id, outcome, why, due_at) values ($1, $2, $3, $4, $5)',
      [notice.editionId, notice.handoverId, notice.outcome, notice.why, notice.dueAt],
    );
  }

  async stopped(editionId: string, by: string): Promise<void> {
    await this.db.query(
      'update handover_notice set stopped_at = app_now(), stopped_by = $2 where edition_id = $1',
      [editionId, by],
    );
  }

  /** How many articles nobody has approved yet. */
  async unapproved(): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      `select count(*)::integer as count from article where state not in ('ready', 'withdrawn')`,
    );
    return row!.count;
  }
}

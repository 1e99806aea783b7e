import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { Db } from '../database/index.js';
import { Sweep } from '../jobs/index.js';
import { CHAIN_START, firstBroken, nextHash, type AuditRow } from './chain.rules.js';

/** What an act was done to. */
export interface Subject {
  type: string;
  id: string;
}

const ROW = `seq::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_id as "actorId",
  actor_role as "actorRole", via, action, subject_type as "subjectType", subject_id as "subjectId", details, request_id as "requestId"`;

/** The audit log: written in the act's own transaction, never changed, sealed into a chain of hashes. */
@Injectable()
export class Audit {
  constructor(private readonly db: Db) {}

  /**
   * Writes down an act. `details` holds field names, states, roles and amounts: never free personal text.
   * If this fails the act fails.
   */
  async record(
    me: Actor | 'product',
    action: string,
    subject?: Subject,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const actor = me === 'product' ? undefined : me;
    await this.db.query(
      `insert into audit_event (actor_id, actor_role, via, action, subject_type, subject_id, details, request_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        actor?.personId ?? null,
        actor?.roles.join(' ') ?? null,
        actor?.via ?? 'job',
        action,
        subject?.type ?? null,
        subject?.id ?? null,
        JSON.stringify(details),
        this.db.requestId ?? null,
      ],
    );
  }

  /** Writes down an act that must be remembered although the request is refused. */
  async recordAlone(
    me: Actor | 'product',
    action: string,
    subject?: Subject,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    await this.db.alone(() => this.record(me, action, subject, details));
  }

  /** Seals what is new in every network, once a minute; two sealers take turns by an advisory lock. */
  @Sweep('audit.seal', 60)
  async sealAll(): Promise<void> {
    const networks = await this.db.query<{ id: string }>(
      "select id from network_all() union all select '00000000-0000-0000-0000-000000000000'",
    );
    for (const { id } of networks) await this.db.inNetwork(id, () => this.#seal());
  }

  /** Checks the sealed rows against their chain and the chain against its daily roots; names the first that does not fit. */
  async verify(): Promise<{ rows: number; unsealed: number; broken?: { seq: string; why: string } }> {
    const sealed = await this.db.query<AuditRow & { position: string; hash: Buffer }>(
      `select ${ROW}, s.position::text, s.hash from audit_seal s join audit_event e using (network_id, seq) order by s.position`,
    );
    const count = await this.db.one<{ all: number }>('select count(*)::integer as all from audit_event');
    const facts = { rows: sealed.length, unsealed: count!.all - sealed.length };
    const changed = firstBroken(sealed.map((row) => ({ row, hash: row.hash })));
    if (changed) return { ...facts, broken: { seq: changed.seq, why: 'it was changed after it was sealed' } };
    const roots = await this.db.query<{ position: string; hash: Buffer }>(
      'select position::text, hash from audit_root order by day',
    );
    const hashes = new Map(sealed.map(({ position, hash }) => [position, hash]));
    const lost = roots.find(({ position, hash }) => !hashes.get(position)?.equals(hash));
    if (!lost) return facts;
    const { seq } = sealed.find(({ position }) => position === lost.position) ?? {
      seq: `at place ${lost.position}`,
    };
    return { ...facts, broken: { seq, why: 'it is not what was sealed on its day' } };
  }

  async #seal(): Promise<void> {
    await this.db.query(
      "select pg_advisory_xact_lock(hashtext('audit.seal'), hashtext(current_setting('app.network_id')))",
    );
    const last = await this.db.one<{ position: string; hash: Buffer }>(
      'select position, hash from audit_seal order by position desc limit 1',
    );
    const rows = await this.db.query<AuditRow>(
      `select ${ROW} from audit_event e where not exists (select 1 from audit_seal s where s.network_id = e.network_id and s.seq = e.seq) order by e.seq limit 5000`,
    );
    let hash = last?.hash ?? CHAIN_START;
    let position = Number(last?.position ?? 0);
    for (const row of rows) {
      hash = nextHash(hash, row);
      position += 1;
      await this.db.query('insert into audit_seal (position, seq, hash) values ($1, $2, $3)', [
        position,
        row.seq,
        hash,
      ]);
    }
    if (rows.length > 0) {
      await this.db.query(
        'insert into audit_root (day, position, hash) select app_now()::date, $1, $2 where not exists (select 1 from audit_root where day = app_now()::date)',
        [position, hash],
      );
    }
  }
}

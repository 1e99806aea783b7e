import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys, Settings } from '../../config/index.js';
import { Db, randomId } from '../../database/index.js';
import type { Claimed, GateRow, ResultRow } from './rows.rules.js';

/** Seconds past the longest answer until a message that passed the gate counts as uncertain. */
const MARGIN = 5;

/**
 * The states of deliveries (section D.3 of the security page). Every change names the old state and the lease
 * in its WHERE; leases are measured by the database's own clock.
 */
@Injectable()
export class Ledger {
  readonly #suppressionKey: Buffer;

  constructor(
    private readonly db: Db,
    private readonly settings: Settings,
    keys: Keys,
  ) {
    this.#suppressionKey = keys.for('suppression');
  }

  /** Networks in which something is due, the longest waiting first. */
  async networksWithWork(): Promise<string[]> {
    const rows = await this.db.query<{ network_id: string }>(
      `select network_id from networks_with_due_mail()
       where not exists (select 1 from deployment where quarantined_since is not null) order by due_at`,
    );
    return rows.map((row) => row.network_id);
  }

  /** Claims up to `most` messages of a network; committed before any byte leaves us. */
  async claim(networkId: string, most: number): Promise<Claimed[]> {
    return this.db.inNetwork(networkId, async () => {
      // What has begun is finished, however late; what nobody began in its time waits for a person.
      await this.db.query(
        `update letter set begun_at = app_now()
         where latest > app_now() and begun_at is null and state = 'open' and send_after <= app_now()`,
      );
      const claimed = await this.db.query<Claimed>(
        `update delivery set state = 'sending', lease_token = $1, attempts = attempts + 1,
           lease_until = clock_timestamp() + make_interval(secs => $2), reason = null
         where id in (
           select d.id from delivery d join letter l on l.network_id = d.network_id and l.id = d.letter_id
           where d.state = 'pending' and d.next_at <= app_now() and l.state = 'open' and l.send_after <= app_now()
             and (l.latest is null or l.latest > app_now() or l.begun_at is not null)
           order by d.next_at, d.id limit $3 for update of d skip locked for share of l skip locked)
         returning id, network_id, letter_id, person_id, to_name, address, address_lc, attempts, lease_token, message_id, pieces, holes, form`,
        [randomId(), this.settings.FOLKMOOT_MAIL_LEASE_SECONDS, most],
      );
      const at = performance.now();
      return this.#withoutSuppressed(claimed.map((row) => ({ ...row, claimed_at: at })));
    });
  }

  /** The gates and results of many messages in one commit; returns the ids whose final dot may be released. */
  async commit(networkId: string, gates: GateRow[], results: ResultRow[]): Promise<Set<string>> {
    const granted = await this.db.query<{ id: string }>(
      'select delivery_note($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as id',
      [
        networkId,
        this.settings.FOLKMOOT_MAIL_ANSWER_SECONDS + MARGIN,
        gates.map(({ key }) => key),
        gates.map(({ token }) => token),
        gates.map(({ sha256 }) => sha256),
        ...columnsOf(results),
      ],
    );
    return new Set(granted.map(({ id }) => id));
  }

  /** Leases that ended: before the dot the message is certainly unsent; past it nobody knows. */
  async expire(networkId: string): Promise<void> {
    await this.db.inNetwork(networkId, async () => {
      await this.db.query(
        `update delivery set state = 'pending', next_at = app_now(), lease_token = null, lease_until = null
         where state = 'sending' and lease_until <= clock_timestamp()`,
      );
      await this.db.query(
        `update delivery set state = 'uncertain', reason = 'The connection was lost after the message had been handed over.',
           lease_until = null
         where state = 'committed' and lease_until <= clock_timestamp()`,
      );
    });
  }

  /** Gives back what was claimed but not begun, so that a stop or a dead relay costs nobody a lease. */
  async release(claimed: Claimed[], reason: string | null, waitSeconds: number): Promise<void> {
    for (const networkId of new Set(claimed.map((row) => row.network_id))) {
      const mine = claimed.filter((row) => row.network_id === networkId);
      await this.db.inNetwork(networkId, () =>
        this.db.query(
          `update delivery set state = 'pending', reason = $3, next_at = app_now() + make_interval(secs => $4),
             attempts = greatest(attempts - 1, 0), lease_token = null, lease_until = null
           where id = any ($1::uuid[]) and lease_token = $2 and state = 'sending'`,
          [mine.map(({ id }) => id), mine[0].lease_token, reason, waitSeconds],
        ),
      );
    }
  }

  async #withoutSuppressed(claimed: Claimed[]): Promise<Claimed[]> {
    if (claimed.length === 0) return claimed;
    const keyed = new Map(claimed.map((row) => [this.suppressionKeyOf(row.address_lc).toString('hex'), row]));
    const found = await this.db.query<{ hex: string; reason: string }>(
      `select encode(address_hmac, 'hex') as hex, reason from suppression where address_hmac = any ($1::bytea[])`,
      [[...keyed.keys()].map((hex) => Buffer.from(hex, 'hex'))],
    );
    if (found.length === 0) return claimed;
    const stopped = found.map(({ hex, reason }) => ({ row: keyed.get(hex)!, reason }));
    const results = stopped.map(({ row, reason }) => ({
      id: row.id,
      token: row.lease_token,
      state: 'skipped' as const,
      reply: null,
      reason,
      waitSeconds: 0,
    }));
    await this.commit(claimed[0].network_id, [], results);
    const ids = new Set(stopped.map(({ row }) => row.id));
    return claimed.filter(({ id }) => !ids.has(id));
  }

  /** The keyed hash under which a suppressed address is kept: it survives erasure and tells nobody the address. */
  suppressionKeyOf(addressLc: string): Buffer {
    return createHmac('sha256', this.#suppressionKey).update(addressLc).digest();
  }
}

function columnsOf(results: ResultRow[]): unknown[][] {
  return [
    results.map(({ id }) => id),
    results.map(({ token }) => token),
    results.map(({ state }) => state),
    results.map(({ reply }) => reply),
    results.map(({ reason }) => reason),
    results.map(({ waitSeconds }) => waitSeconds),
  ];
}

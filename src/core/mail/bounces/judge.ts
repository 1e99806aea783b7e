import { Injectable } from '@nestjs/common';
import { Db, HOUSE } from '../../database/index.js';
import { Sweep } from '../../jobs/index.js';
import { Deliveries } from '../deliveries.js';
import { SAME_WORDS } from '../engine/courier.js';
import { burstsIn, keyOf, type Burst, type WaitingFailure } from './outage.rules.js';
import { Scores, type ScoredFailure } from './scores.js';
import { Troubles } from './troubles.js';
import { verdictOfReply } from './verdict.rules.js';

interface Waiting extends ScoredFailure, WaitingFailure {
  source: string;
  state: string;
  isRipe: boolean;
}

const OUTAGE = 'Many messages failed within an hour in the same words, so nobody’s address was counted.';

/**
 * Decides about failures an hour after they came: by then it is clear whether they are one outage (E31 of the mail
 * page), of which nothing is scored, or people’s addresses.
 */
@Injectable()
export class Judge {
  constructor(
    private readonly db: Db,
    private readonly scores: Scores,
    private readonly troubles: Troubles,
    private readonly deliveries: Deliveries,
  ) {}

  @Sweep('mail.judge', 60)
  async judge(): Promise<void> {
    const networks = await this.db.query<{ id: string }>('select networks_with_mail_in($1) as id', [
      SAME_WORDS,
    ]);
    for (const { id } of networks)
      await this.db.inNetwork(id, async () => {
        await this.db.query(
          "select pg_advisory_xact_lock(hashtext('mail.judge'), hashtext(current_setting('app.network_id')))",
        );
        await this.#judgeHere();
        if (id !== HOUSE) await this.#tellOfBrakes();
      });
  }

  async #judgeHere(): Promise<void> {
    const waiting = await this.#waiting();
    const ours = await this.#suspend(waiting);
    for (const one of waiting) {
      if (!one.isRipe || ours.has(one.id)) continue;
      await this.scores.score(one);
    }
  }

  /** Those that wait, with what the relay itself refused read like a report; what the brake took back is dropped. */
  async #waiting(): Promise<Waiting[]> {
    await this.db.query(
      `update bounce b set state = 'dropped' from delivery d
       where b.state = 'waiting' and b.source = 'smtp' and d.id = b.delivery_id and d.state <> 'refused'`,
    );
    const rows = await this.db.query<Waiting>(
      `select b.id, b.delivery_id as "deliveryId", b.how, b.source, b.diagnostic, b.address_lc as address,
         (extract(epoch from b.at) * 1000)::float8 as at, case when b.source = 'smtp' then '' else b.relay end as relay,
         d.letter_id as "letterId", l.list, d.state, b.at <= app_now() - interval '1 hour' as "isRipe"
       from bounce b join delivery d on d.network_id = b.network_id and d.id = b.delivery_id
       join letter l on l.network_id = d.network_id and l.id = d.letter_id
       where b.state = 'waiting' order by b.at, b.id limit 5000`,
    );
    for (const row of rows.filter(({ how }) => how === null)) {
      row.how = verdictOfReply(row.diagnostic) === 'hard' ? 'hard' : 'soft';
      await this.db.query('update bounce set how = $2 where id = $1', [row.id, row.how]);
    }
    return rows;
  }

  /** Returns the ids of failures that belong to an outage, a new one or one that is still open. */
  async #suspend(waiting: Waiting[]): Promise<Set<string>> {
    const suspended = new Set<string>();
    const open = await this.db.query<{ id: string; key: string }>(
      `select id, key from mail_trouble where kind = 'outage' and done_at is null and last_at > app_now() - interval '1 day'`,
    );
    for (const { id, key } of open) {
      const ids = waiting.filter((one) => keyOf(one) === key).map((one) => one.id);
      await this.#put(ids, id, suspended);
    }
    const rest = waiting.filter(({ id }) => !suspended.has(id));
    for (const burst of burstsIn(rest, await this.#copies(rest))) {
      const first = rest.find(({ id }) => id === burst.ids[0])!;
      await this.#put(burst.ids, await this.#raise(burst, keyOf(first)), suspended);
    }
    return suspended;
  }

  async #raise(burst: Burst, key: string): Promise<string> {
    const from = burst.relay === '' ? 'our own relay' : burst.relay;
    const words = `Nobody’s address was counted. ${from} says: “${burst.diagnostic}”`;
    const [letterId] = burst.letterIds;
    const { id } = await this.troubles.raise({ kind: 'outage', key, letterId, words });
    for (const letter of await this.#underWay(burst.letterIds)) await this.deliveries.pause(letter, OUTAGE);
    await this.troubles.tell(id, 'Many e-mails came back with the same words', [
      `${OUTAGE} In the words of ${from}: “${burst.diagnostic}”`,
      'That is mostly trouble between mail servers, not people’s addresses. What is still to be sent waits. Please say on the page which it was.',
    ]);
    return id;
  }

  async #underWay(letterIds: string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select distinct letter_id as id from delivery where letter_id = any ($1::uuid[]) and state in ('pending', 'sending')`,
      [letterIds],
    );
    return rows.map(({ id }) => id);
  }

  async #put(ids: string[], troubleId: string, suspended: Set<string>): Promise<void> {
    if (ids.length === 0) return;
    await this.db.query(
      `update bounce set state = 'suspended', trouble_id = $2 where id = any ($1::uuid[]) and state = 'waiting'`,
      [ids, troubleId],
    );
    await this.db.query(
      `update mail_trouble set number = (select count(*) from bounce where trouble_id = $1), last_at = app_now() where id = $1`,
      [troubleId],
    );
    for (const id of ids) suspended.add(id);
  }

  async #copies(waiting: Waiting[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; copies: number }>(
      `select letter_id as id, count(*)::integer as copies from delivery
       where letter_id = any ($1::uuid[]) and state not in ('skipped', 'held') group by letter_id`,
      [[...new Set(waiting.map(({ letterId }) => letterId))]],
    );
    return new Map(rows.map(({ id, copies }) => [id, copies]));
  }

  /** The brake in the sender has stopped a letter: its people are told once, and the matter ends when it goes on. */
  async #tellOfBrakes(): Promise<void> {
    await this.db.query(
      `update mail_trouble t set done_at = app_now(), decision = 'went on' from letter l
       where t.kind = 'brake' and t.done_at is null and l.id = t.letter_id and l.state <> 'paused'`,
    );
    const stopped = await this.db.query<{ id: string; subject: string }>(
      `select l.id, l.subject from letter l where l.state = 'paused' and l.paused_because = $1
         and not exists (select 1 from mail_trouble t where t.kind = 'brake' and t.letter_id = l.id and t.done_at is null)`,
      [SAME_WORDS],
    );
    for (const { id: letterId, subject } of stopped) {
      const { id } = await this.troubles.raise({
        ...{ kind: 'brake', key: letterId, letterId },
        words: `${SAME_WORDS} It is about “${subject}”.`,
      });
      await this.troubles.tell(id, 'Sending has stopped by itself', [
        `${SAME_WORDS} Nobody’s address was counted as wrong.`,
        `It is about “${subject}”. When the trouble is over, let it go on from its page.`,
      ]);
    }
  }
}

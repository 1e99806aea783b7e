import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/index.js';
import { Clock } from '../../clock/index.js';
import { Db, HOUSE, isId } from '../../database/index.js';
import { NotFound } from '../../errors/index.js';
import { Actor } from '../actor.js';
import type { SessionFacts } from '../request.js';
import { sessionLives } from '../session.rules.js';

/** A device on which somebody is signed in. */
export interface Device {
  id: string;
  device: string;
  createdAt: Date;
  lastSeenAt: Date;
  here: boolean;
}

/** Where an account is signed in, and ending it there. The database shows an account its own rows only. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The sessions that still live, this one first. */
  async devices(session: SessionFacts): Promise<Device[]> {
    const rows = await this.db.query<Omit<Device, 'here'>>(
      `select id, device, created_at as "createdAt", last_seen_at as "lastSeenAt" from session
       where revoked_at is null order by last_seen_at desc`,
    );
    const now = this.clock.now();
    const power = session.powerSince !== null && new Date(session.powerSince) <= now;
    const living = rows.filter((one) => sessionLives(one, power, now));
    const all = living.map((one) => ({ ...one, here: one.id === session.id }));
    return [...all.filter(({ here }) => here), ...all.filter(({ here }) => !here)];
  }

  /** Ends one of the account's sessions. @throws NotFound for one that is not theirs */
  async end(session: SessionFacts, id: string): Promise<void> {
    const ended = isId(id)
      ? await this.db.one(
          'update session set revoked_at = app_now() where id = $1 and revoked_at is null returning id',
          [id],
        )
      : undefined;
    if (!ended) throw new NotFound();
    await this.#note(session, 'session.ended');
  }

  /** Ends all but this one; returns how many there were. */
  async endOthers(session: SessionFacts): Promise<number> {
    const ended = await this.db.query(
      'update session set revoked_at = app_now() where id <> $1 and revoked_at is null returning id',
      [session.id],
    );
    await this.#note(session, 'sessions.ended');
    return ended.length;
  }

  async #note({ accountId }: SessionFacts, act: string): Promise<void> {
    const me = new Actor(HOUSE, accountId, accountId, '', [], 'page');
    await this.audit.record(me, act, { type: 'account', id: accountId });
  }
}

import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/index.js';
import { Clock } from '../../clock/index.js';
import { Keys } from '../../config/index.js';
import { Db, HOUSE } from '../../database/index.js';
import { Forbidden, Invalid, NotFound } from '../../errors/index.js';
import { Actor } from '../actor.js';
import { Limits } from '../limits.js';
import type { SessionFacts } from '../request.js';
import { SECOND_FACTOR_GRACE_DAYS, STEP_UP_LIFE } from '../session.rules.js';
import {
  authenticatorUri,
  lock,
  offeredSecret,
  readRecoveryCode,
  recoveryCode,
  stepOf,
  unlock,
} from './totp.js';

const RECOVERY_CODES = 10;
const DAY = 86_400_000;
const WRONG =
  'This code does not fit. Type the six digits your app shows now, or a recovery code you have not used.';

/** What may be known of an account's second factor. */
export interface SecondFactorFacts {
  since: Date | null;
  codesLeft: number;
}

/** Codes from an authenticator app (TOTP, RFC 6238), and recovery codes for when it is lost. */
@Injectable()
export class SecondFactor {
  readonly #key: Buffer;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly limits: Limits,
    private readonly audit: Audit,
    keys: Keys,
  ) {
    this.#key = keys.for('totp');
  }

  async facts(): Promise<SecondFactorFacts> {
    const row = await this.db.one<{ since: Date | null; left: number }>(
      'select confirmed_at as since, cardinality(recovery_hashes) as left from totp where confirmed_at is not null',
    );
    return { since: row?.since ?? null, codesLeft: row?.left ?? 0 };
  }

  /** A secret to put into an app; nothing is kept until a code of it is confirmed. */
  offer({ accountId, id, email }: SessionFacts): { secret: string; uri: string } {
    const secret = offeredSecret(this.#key, accountId, id);
    return { secret, uri: authenticatorUri(secret, email) };
  }

  /** Switches the second factor on; returns the recovery codes, which are shown this once. @throws Invalid */
  async setUp(session: SessionFacts, typed: string): Promise<string[]> {
    if ((await this.facts()).since) throw new Invalid({ code: 'The second factor is switched on already.' });
    await this.limits.spend('code', session.accountId);
    const { secret } = this.offer(session);
    const step = stepOf(secret, digits(typed), this.#epoch());
    if (step === undefined)
      throw new Invalid({
        code: 'This is not the code your app shows for Folkmoot. Wait for the next one and try again.',
      });
    const codes = newCodes();
    await this.db.query(
      `insert into totp (account_id, secret, confirmed_at, last_step, recovery_hashes) values ($1, $2, app_now(), $3, $4)
       on conflict (account_id) do update set secret = excluded.secret, confirmed_at = excluded.confirmed_at,
         last_step = excluded.last_step, recovery_hashes = excluded.recovery_hashes`,
      [session.accountId, lock(this.#key, session.accountId, secret), step, codes.map(hashOf)],
    );
    await this.limits.forgive('code', session.accountId);
    await this.#note(session, 'second-factor.on');
    return codes;
  }

  /** Checks a code of the app or a recovery code; each works once. @throws Invalid, TooMany */
  async check(session: SessionFacts, typed: string): Promise<void> {
    await this.limits.spend('code', session.accountId);
    const recovery = readRecoveryCode(typed);
    const fits = recovery ? await this.#useRecovery(recovery) : await this.#useStep(session, digits(typed));
    if (!fits) throw new Invalid({ code: WRONG });
    await this.limits.forgive('code', session.accountId);
    if (recovery) await this.#note(session, 'second-factor.recovery-code-used');
  }

  /** Gives the session a new secret that has the second factor and may do weighty acts for a while; returns it. */
  async stepUp(oldSecret: string): Promise<string> {
    const fresh = randomBytes(32).toString('base64url');
    const until = new Date(this.clock.now().getTime() + STEP_UP_LIFE);
    await this.db.query("select session_new_hash($1, $2, $3, 'totp')", [
      hashOf(oldSecret),
      hashOf(fresh),
      until,
    ]);
    return fresh;
  }

  /** Returns new recovery codes; the old ones stop. @throws Invalid for a wrong code */
  async renewCodes(session: SessionFacts, typed: string): Promise<string[]> {
    await this.check(session, typed);
    const codes = newCodes();
    await this.db.query('update totp set recovery_hashes = $1 where account_id = $2', [
      codes.map(hashOf),
      session.accountId,
    ]);
    await this.#note(session, 'second-factor.new-recovery-codes');
    return codes;
  }

  /** Switches it off, for who may be without. @throws Forbidden, Invalid */
  async switchOff(session: SessionFacts, typed: string): Promise<void> {
    if (this.mustKeep(session)) throw new Forbidden('What you do for your network needs the second factor.');
    await this.check(session, typed);
    await this.db.query('delete from totp where account_id = $1', [session.accountId]);
    await this.#note(session, 'second-factor.off');
  }

  /** True for people with power once their days of grace are over. */
  mustKeep({ powerSince }: SessionFacts): boolean {
    if (powerSince === null) return false;
    return this.clock.now().getTime() - new Date(powerSince).getTime() > SECOND_FACTOR_GRACE_DAYS * DAY;
  }

  /** The last day of grace, or null for who has no role with power. */
  graceEnds({ powerSince }: SessionFacts): Date | null {
    return powerSince ? new Date(new Date(powerSince).getTime() + SECOND_FACTOR_GRACE_DAYS * DAY) : null;
  }

  /** The step is taken in the same statement that checks it, so that one code is good for one act. */
  async #useStep({ accountId }: SessionFacts, code: string): Promise<boolean> {
    const row = await this.db.one<{ secret: Buffer }>(
      'select secret from totp where confirmed_at is not null',
    );
    if (!row) throw new NotFound();
    const step = stepOf(unlock(this.#key, accountId, row.secret), code, this.#epoch());
    if (step === undefined) return false;
    const used = await this.db.one(
      'update totp set last_step = $1 where account_id = $2 and last_step < $1 returning last_step',
      [step, accountId],
    );
    return used !== undefined;
  }

  async #useRecovery(code: string): Promise<boolean> {
    const used = await this.db.one(
      'update totp set recovery_hashes = array_remove(recovery_hashes, $1) where confirmed_at is not null and $1 = any (recovery_hashes) returning account_id',
      [hashOf(code)],
    );
    return used !== undefined;
  }

  async #note({ accountId }: SessionFacts, act: string): Promise<void> {
    const me = new Actor(HOUSE, accountId, accountId, '', [], 'page');
    await this.audit.record(me, act, { type: 'account', id: accountId });
  }

  #epoch(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const digits = (text: string): string => text.replace(/\s/g, '');
const newCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, recoveryCode);

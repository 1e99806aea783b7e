import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/index.js';
import { Clock } from '../../clock/index.js';
import { Db, isId, randomId } from '../../database/index.js';
import { NotFound } from '../../errors/index.js';
import { allow, type Actor } from '../actor.js';
import type { TokenInput } from './account.input.js';

const DAY = 86_400_000;

/** A token as its owner sees it: never the token itself. */
export interface TokenFacts {
  id: string;
  name: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  expired: boolean;
}

/** Tokens with which somebody's programs use the API as that person. */
@Injectable()
export class Tokens {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The person's tokens that were not revoked, newest first. */
  async of(me: Actor): Promise<TokenFacts[]> {
    return this.db.query(
      `select id, name, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt",
         expires_at <= app_now() as expired
       from api_token where person_id = $1 and revoked_at is null order by created_at desc`,
      [me.personId],
    );
  }

  /** Makes a token and returns it; this is the only time it can be seen. */
  async create(me: Actor, { name, days }: TokenInput): Promise<string> {
    allow(me.may('api.use'));
    const token = `fm_${randomBytes(32).toString('base64url')}`;
    const id = randomId();
    const expires = new Date(this.clock.now().getTime() + days * DAY);
    const hash = createHash('sha256').update(token).digest();
    await this.db.query(
      'insert into api_token (id, person_id, name, token_hash, expires_at) values ($1, $2, $3, $4, $5)',
      [id, me.personId, name, hash, expires],
    );
    await this.audit.record(me, 'token.created', { type: 'token', id }, { days });
    return token;
  }

  /** Stops a token at once. @throws NotFound for one that is not theirs */
  async revoke(me: Actor, id: string): Promise<void> {
    const revoked = isId(id)
      ? await this.db.one(
          'update api_token set revoked_at = app_now() where id = $1 and person_id = $2 and revoked_at is null returning id',
          [id, me.personId],
        )
      : undefined;
    if (!revoked) throw new NotFound();
    await this.audit.record(me, 'token.revoked', { type: 'token', id });
  }
}

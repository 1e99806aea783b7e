import { Injectable } from '@nestjs/common';
import { Db } from '../../database/index.js';

/** A request for a link as it is written down: hashes only. */
export interface NewRequest {
  id: string;
  email: string;
  tokenHash: string;
  codeHash: string;
  screenHash: string;
  pendingHash: string;
  emailHmac: string;
  nextPath: string | null;
  device: string;
}

/** What a link stands for. */
export interface LinkRequest {
  id: string;
  /** Null for an address nobody signs in with. */
  email: string | null;
  accountId: string | null;
  live: boolean;
  pendingHash: string;
  screenHash: string;
  nextPath: string | null;
}

/** A live request of one browser, for a code typed there. */
export interface AskedRequest {
  id: string;
  codeHash: string;
  accountId: string | null;
  powerful: boolean;
  nextPath: string | null;
}

/** The definer functions of signing in, by name. */
@Injectable()
export class SignInQueries {
  constructor(private readonly db: Db) {}

  /** Writes a request down and says whether its letter has anybody to go to. */
  ask(request: NewRequest): Promise<{ known: boolean; powerful: boolean }> {
    return this.#answer('select sign_in_ask($1::jsonb) as answer', [JSON.stringify(request)]);
  }

  async look(tokenHash: string): Promise<LinkRequest | undefined> {
    const sql = "select sign_in_look(decode($1, 'hex')) as answer";
    return (await this.#answer<LinkRequest | null>(sql, [tokenHash])) ?? undefined;
  }

  /** The live requests of the browser with this pending value, newest first. */
  asked(pendingHash: string): Promise<AskedRequest[]> {
    return this.#answer("select sign_in_asked(decode($1, 'hex')) as answer", [pendingHash]);
  }

  /** Counts a try of the six digits and returns how many there were; the count outlives a refusal. */
  tryDigits(id: string): Promise<number> {
    return this.db.alone(() => this.#answer('select sign_in_try_digits($1) as answer', [id]));
  }

  /** Counts a try of the mailed code likewise. */
  tryCode(pendingHash: string): Promise<number> {
    return this.db.alone(() =>
      this.#answer("select sign_in_try_code(decode($1, 'hex')) as answer", [pendingHash]),
    );
  }

  /** Uses a request up for a new session; undefined when it is used up already, unless by this same session just now. */
  async take(
    id: string,
    sessionHash: string,
    device: string,
  ): Promise<{ accountId: string; again: boolean } | undefined> {
    const sql = "select sign_in_take($1, decode($2, 'hex'), $3) as answer";
    const params = [id, sessionHash, device];
    return (await this.#answer<{ accountId: string; again: boolean } | null>(sql, params)) ?? undefined;
  }

  async endSession(sessionHash: string): Promise<void> {
    await this.db.query("select session_end(decode($1, 'hex'))", [sessionHash]);
  }

  /** The networks in which an account has a person. */
  networksOf(accountId: string): Promise<{ slug: string; name: string }[]> {
    return this.#answer('select account_networks($1) as answer', [accountId]);
  }

  /** What a stranger may know of a network: its name and time zone. */
  async network(slug: string): Promise<{ name: string; zone: string } | undefined> {
    const answer = await this.#answer<{ name: string; zone: string } | null>(
      'select network_find($1) as answer',
      [slug],
    );
    return answer ?? undefined;
  }

  async #answer<Answer>(sql: string, params: unknown[]): Promise<Answer> {
    return (await this.db.one<{ answer: Answer }>(sql, params))!.answer;
  }
}

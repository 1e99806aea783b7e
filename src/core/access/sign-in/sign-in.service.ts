import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/index.js';
import { Keys, Settings } from '../../config/index.js';
import { HOUSE, newId } from '../../database/index.js';
import { Actor } from '../actor.js';
import { Limits } from '../limits.js';
import { maskedAddress, maskOfNobody } from './mask.rules.js';
import { nextPath } from './next-path.rules.js';
import * as secret from './secrets.rules.js';
import { SignInLetters } from './sign-in.letters.js';
import { SignInQueries, type LinkRequest } from './sign-in.queries.js';

/** How often the six digits of another screen may be tried for one link (C.2 of the security page). */
const DIGIT_TRIES = 5;

/** What a browser says of itself while signing in. */
export interface Browser {
  /** The value of the waiting browser's cookie, when it has one. */
  pending?: string;
  device: string;
}

/** A new session, and where the person was going. */
export interface SignedIn {
  is: 'in';
  session: string;
  next: string;
}

/** What became of pressing a link: in, asked for the digits of the other screen, worn out by tries, or gone. */
export type Pressed = SignedIn | { is: 'elsewhere'; wrong: boolean } | { is: 'worn' } | { is: 'gone' };

/** Signing in by a mailed link. Looking at a link never changes anything; pressing it does. */
@Injectable()
export class SignIn {
  readonly #key: Buffer;

  constructor(
    private readonly queries: SignInQueries,
    private readonly letters: SignInLetters,
    private readonly limits: Limits,
    private readonly audit: Audit,
    private readonly settings: Settings,
    private readonly keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  /** Returns a new random value for a browser that is about to wait. */
  newPending(): string {
    return randomBytes(32).toString('base64url');
  }

  /** The six digits that a waiting browser shows. */
  digitsOn(pending: string): string {
    return secret.screenDigits(this.#key, pending);
  }

  /** Takes a request for a link: the same answer and the same work whether or not anybody has the address. */
  async ask(
    email: string,
    prefix: string,
    next: string | undefined,
    browser: Required<Browser>,
  ): Promise<void> {
    const emailHmac = secret.keyed(this.keys.for('addresses'), 'sign-in', email);
    const allowed = await Promise.all([
      this.limits.within('sign-in-prefix', prefix),
      this.limits.within('sign-in-address', emailHmac),
    ]);
    if (allowed.includes(false)) return;
    const id = newId();
    const token = this.newPending();
    const code = secret.mailCode(this.#key, token);
    const path = nextPath(next);
    const answer = await this.queries.ask({
      id,
      email,
      emailHmac,
      tokenHash: secret.fingerprint(token),
      codeHash: this.#codeHash(id, code),
      screenHash: this.#screenHash(this.digitsOn(browser.pending)),
      pendingHash: secret.fingerprint(browser.pending),
      nextPath: path ?? null,
      device: browser.device,
    });
    const facts = { token, code: answer.powerful ? undefined : code, device: browser.device, next: path };
    await this.letters.send(answer.known ? email : undefined, facts);
  }

  /** The masked address of a link, as likely for a link that never was. */
  async look(token: string): Promise<string> {
    const request = await this.queries.look(secret.fingerprint(token));
    return request?.email ? maskedAddress(request.email) : maskOfNobody(this.#key, token);
  }

  /**
   * Presses a link. The browser that asked is in at once; any other is asked for the six digits shown there,
   * so a robot that presses buttons gets nowhere and uses nothing up.
   */
  async press(token: string, browser: Required<Browser>, digits?: string): Promise<Pressed> {
    const request = await this.queries.look(secret.fingerprint(token));
    if (!request?.accountId) return { is: 'gone' };
    const asked = request.pendingHash === secret.fingerprint(browser.pending);
    if (request.live && !asked) {
      const refused = await this.#checkDigits(request, digits);
      if (refused) return refused;
    }
    return this.#take(request, secret.sessionSecret(this.#key, token, browser.pending), browser.device);
  }

  /** Takes the code of a letter, typed where it was asked for; returns the sentence that refuses a wrong one. */
  async typeCode(text: string, browser: Required<Browser>): Promise<SignedIn | string> {
    const code = secret.typedDigits(text);
    if (!/^\d{8}$/.test(code)) return 'Enter the eight digits of the code in our e-mail.';
    const pendingHash = secret.fingerprint(browser.pending);
    const tries = await this.queries.tryCode(pendingHash);
    const asked = await this.queries.asked(pendingHash);
    const found = asked.find((one) => secret.sameHash(one.codeHash, this.#codeHash(one.id, code)));
    const worn = tries > this.settings.FOLKMOOT_LIMIT_TRIES;
    // A caller can talk somebody into reading out a code, so it does not open powerful accounts (C.2).
    if (worn || !found || found.powerful) return 'This code does not fit, or has run out. Ask for a new one.';
    const session = secret.sessionSecret(this.#key, `code ${found.id}`, browser.pending);
    const taken = await this.#take(found, session, browser.device);
    return taken.is === 'in' ? taken : 'This code has been used. Ask for a new one.';
  }

  /** Ends the session a browser had before it signed in anew. */
  async leave(old: string | undefined, session: string): Promise<void> {
    if (old && old !== session) await this.queries.endSession(secret.fingerprint(old));
  }

  /** Ends the session of this cookie. */
  async signOut(session: string, accountId: string): Promise<void> {
    await this.queries.endSession(secret.fingerprint(session));
    await this.audit.record(inTheHouse(accountId), 'account.signed-out', { type: 'account', id: accountId });
  }

  async #checkDigits(request: LinkRequest, typed: string | undefined): Promise<Pressed | undefined> {
    const digits = typed === undefined ? '' : secret.typedDigits(typed);
    if (!/^\d{6}$/.test(digits)) return { is: 'elsewhere', wrong: typed !== undefined };
    const tries = await this.queries.tryDigits(request.id);
    if (tries > Math.min(DIGIT_TRIES, this.settings.FOLKMOOT_LIMIT_TRIES)) return { is: 'worn' };
    const right = secret.sameHash(request.screenHash, this.#screenHash(digits));
    return right ? undefined : { is: 'elsewhere', wrong: true };
  }

  async #take(
    request: { id: string; nextPath: string | null },
    session: string,
    device: string,
  ): Promise<Pressed> {
    const taken = await this.queries.take(request.id, secret.fingerprint(session), device);
    if (!taken) return { is: 'gone' };
    const { accountId } = taken;
    if (!taken.again) {
      const subject = { type: 'account', id: accountId };
      await this.audit.record(inTheHouse(accountId), 'account.signed-in', subject, { device });
    }
    return { is: 'in', session, next: request.nextPath ?? (await this.#home(accountId)) };
  }

  async #home(accountId: string): Promise<string> {
    const networks = await this.queries.networksOf(accountId);
    return networks.length === 1 ? `/${networks[0].slug}` : '/';
  }

  #codeHash(id: string, code: string): string {
    return secret.keyed(this.#key, 'code', id, code);
  }

  #screenHash(digits: string): string {
    return secret.keyed(this.#key, 'digits', digits);
  }
}

/** An account acts in the deployment's own network, where it is no person. */
function inTheHouse(accountId: string): Actor {
  return new Actor(HOUSE, accountId, accountId, '', [], 'page');
}

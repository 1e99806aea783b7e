import type { ConnectionOptions } from 'node:tls';
import { unreached, type Outcome } from './outcome.rules.js';
import { readRelayUrl } from './relay-url.rules.js';
import { Session, type Delivery, type Posting, type RelayTimes, type SessionOptions } from './session.js';

/** What a relay is given. Times are in milliseconds; those left out are the ones RFC 5321 section 4.5.3.2 asks for. */
export type RelayOptions = {
  url: string;
  connections?: number;
  messagesPerConnection?: number;
  idle?: number;
  times?: Partial<RelayTimes>;
  name?: string;
  tls?: ConnectionOptions;
};

const MINUTE = 60_000;
const TIMES: RelayTimes = {
  connect: MINUTE,
  greeting: 5 * MINUTE,
  silence: 5 * MINUTE,
  afterDot: 10 * MINUTE,
};
const SENDABLE = /^[!-~\p{L}\p{M}\p{N}]+@[!-~]+$/u;

/**
 * The next mail server, reached over a few connections that stay open between messages. Knows nothing of letters,
 * people or the database: it carries bytes, asks the gate before the final dot, and says what became of them.
 */
export class Relay {
  private readonly session: SessionOptions;
  private readonly messagesPerConnection: number;
  private readonly idleTime: number;
  private readonly idle: Session[] = [];
  private readonly sessions = new Set<Session>();
  private readonly waiting: (() => void)[] = [];
  private readonly running = new Set<Promise<Outcome>>();
  private idleTimer: NodeJS.Timeout | undefined;
  private free: number;
  private closed = false;
  /** Whether the relay took mailbox names beyond ASCII when it last greeted us; undefined before it has. */
  offersUtf8: boolean | undefined;

  /** Opens nothing yet. Throws RangeError, in a sentence for the operator, for an address that is not a relay's. */
  constructor(options: RelayOptions) {
    const times = { ...TIMES, ...options.times };
    this.session = { address: readRelayUrl(options.url), times, name: options.name, tls: options.tls };
    this.free = options.connections ?? 5;
    this.messagesPerConnection = options.messagesPerConnection ?? 100;
    this.idleTime = options.idle ?? 30_000;
  }

  /** How many connections are open now. */
  get open(): number {
    return this.sessions.size;
  }

  /**
   * Carries one message as soon as a connection is free, and resolves with what became of it. Never rejects. A
   * connection that was kept open and turns out to be dead is replaced once, as long as the gate was not asked.
   */
  async send(posting: Posting): Promise<Outcome> {
    if (!SENDABLE.test(posting.envelope.to)) return unsendable();
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    const sending = this.closed ? Promise.resolve(unreached('We are stopping.')) : this.carry(posting);
    this.running.add(sending);
    const outcome = await sending;
    this.running.delete(sending);
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
    return outcome;
  }

  /** Lets the messages under way finish, turns those still waiting away as not tried, and closes the connections. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.running.size > 0 || this.waiting.length > 0) await Promise.all([...this.running, tick()]);
    clearTimeout(this.idleTimer);
    this.quitIdle();
  }

  private async carry(posting: Posting): Promise<Outcome> {
    const kept = this.takeIdle();
    if (kept) {
      const delivery = await this.deliver(kept, posting);
      if (!isStale(delivery)) return delivery.outcome;
    }
    try {
      const session = await Session.open(this.session, (ended) => this.sessions.delete(ended));
      this.sessions.add(session);
      this.offersUtf8 = session.offersUtf8;
      return (await this.deliver(session, posting)).outcome;
    } catch (error) {
      return unreached(error instanceof Error ? error.message : String(error));
    }
  }

  private async deliver(session: Session, posting: Posting): Promise<Delivery> {
    const delivery = await session.deliver(posting);
    const clean = delivery.outcome.kind === 'sent' || (await session.reset());
    if (clean && session.usable) this.keep(session);
    return delivery;
  }

  private keep(session: Session): void {
    if (this.closed || session.carried >= this.messagesPerConnection) return session.quit();
    this.idle.push(session);
    this.idleTimer ??= setTimeout(() => this.quitIdle(), this.idleTime).unref();
    this.idleTimer.refresh();
  }

  private takeIdle(): Session | undefined {
    for (let session = this.idle.pop(); session; session = this.idle.pop()) {
      if (session.usable) return session;
    }
    return undefined;
  }

  private quitIdle(): void {
    for (const session of this.idle.splice(0)) session.quit();
  }
}

function isStale({ outcome, gateAsked }: Delivery): boolean {
  if (gateAsked) return false;
  return outcome.kind === 'not-tried' || (outcome.kind === 'later' && outcome.code === 421);
}

/** `readAddress` lets none of these through. */
function unsendable(): Outcome {
  const reply = '553 This address cannot be mailed from here: it is not in the plain form.';
  return { kind: 'refused', reply, code: 553, at: 'RCPT TO' };
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

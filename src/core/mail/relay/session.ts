import type { ConnectionOptions } from 'node:tls';
import { NOT_MAILABLE_HERE } from '../../text/index.js';
import { openWire, type Greeted } from './handshake.js';
import { cleanReply, judgeReply, lost, type Outcome, type Reply, type Step } from './outcome.rules.js';
import type { RelayAddress } from './relay-url.rules.js';
import type { Wire } from './wire.js';

/** Asks whether the final dot may be released. */
export type Gate = () => Promise<boolean>;

/** Waiting times in milliseconds. `silence` is for each step before the dot, `afterDot` for the answer to it. */
export type RelayTimes = { connect: number; greeting: number; silence: number; afterDot: number };

/** What a session needs to know. `name` is what we call ourselves in EHLO. */
export type SessionOptions = {
  address: RelayAddress;
  times: RelayTimes;
  name?: string;
  tls?: ConnectionOptions;
};

/** One message to one mailbox, whose addresses are in the form that `readAddress` gives. */
export type Posting = { envelope: { from: string; to: string }; bytes: Buffer; gate: Gate };

/** An outcome, and whether the gate was asked on the way to it. */
export type Delivery = { outcome: Outcome; gateAsked: boolean };

const GOODBYE_MS = 1000;
const STEPS: readonly Step[] = ['MAIL FROM', 'RCPT TO', 'DATA'];

/** One open connection to the relay, greeted and logged in, that carries one message at a time. */
export class Session {
  /** Messages this connection has carried, or tried to. */
  carried = 0;
  /** False once the connection is closed or must not be used again. */
  usable = true;
  private readonly wire: Wire;
  /** Whether the relay takes mailbox names beyond ASCII (RFC 6531). */
  readonly offersUtf8: boolean;
  private readonly pipelining: boolean;

  private constructor(
    { wire, offers }: Greeted,
    private readonly times: RelayTimes,
  ) {
    this.wire = wire;
    this.pipelining = offers.has('PIPELINING');
    this.offersUtf8 = offers.has('SMTPUTF8');
  }

  /**
   * Resolves with a session that is ready to carry mail. Rejects with an Error that says what the relay, or the way
   * to it, answered. `onEnd` is called when the connection is closed.
   */
  static async open(options: SessionOptions, onEnd: (session: Session) => void): Promise<Session> {
    let session: Session | undefined;
    const greeted = await openWire(options, () => {
      if (!session) return;
      session.usable = false;
      onEnd(session);
    });
    return (session = new Session(greeted, options.times));
  }

  /** Carries one message. Never rejects; an outcome is told only after a gate that was asked has answered. */
  async deliver({ envelope, bytes, gate }: Posting): Promise<Delivery> {
    if (needsUtf8(envelope) && !this.offersUtf8) return { outcome: unmailable(), gateAsked: false };
    this.carried += 1;
    // A relay that spoke while nobody asked it has said goodbye.
    if (!this.wire.quiet) return this.cut({ outcome: lost('The relay ended it.', false), gateAsked: false });
    this.wire.patience(this.times.silence);
    const before = await this.introduce(envelope, bytes).catch((error: Error) => lost(error.message, false));
    const delivery = before
      ? { outcome: before, gateAsked: false }
      : { outcome: await this.pass(gate), gateAsked: true };
    this.wire.patience(0);
    return leavesUsable(delivery.outcome) ? delivery : this.cut(delivery);
  }

  /** Makes the connection fit for the next message; resolves with false when it is not. */
  async reset(): Promise<boolean> {
    if (!this.usable) return false;
    this.wire.patience(this.times.silence);
    this.wire.say('RSET\r\n');
    const answer = await this.wire.reply().catch(() => undefined);
    this.wire.patience(0);
    if (answer?.code === 250) return true;
    this.destroy();
    return false;
  }

  /** Says goodbye, and cuts the connection if the relay does not. */
  quit(): void {
    if (!this.usable) return;
    this.usable = false;
    this.wire.say('QUIT\r\n');
    setTimeout(() => this.destroy(), GOODBYE_MS).unref();
  }

  /** Cuts the connection, so that the relay discards a message without its final dot. */
  destroy(): void {
    this.usable = false;
    this.wire.end();
  }

  /** Hands over everything but the final dot. Resolves with an outcome when the relay would not have it. */
  private async introduce({ from, to }: Posting['envelope'], bytes: Buffer): Promise<Outcome | undefined> {
    const parameter = needsUtf8({ from, to }) ? ' SMTPUTF8' : '';
    const commands = [`MAIL FROM:<${from}>${parameter}\r\n`, `RCPT TO:<${to}>\r\n`, 'DATA\r\n'];
    // All three in one packet where the relay can take them (RFC 2920): one way there and back instead of three.
    if (this.pipelining) this.wire.say(commands.join(''));
    let refusal: Outcome | undefined;
    for (const [at, step] of STEPS.entries()) {
      if (!this.pipelining) this.wire.say(commands[at]);
      const answer = await this.answer(refusal);
      if (!answer) break;
      if (!isYes(answer, step)) refusal ??= judgeReply(answer, step);
      // It would take a message for nobody: there is no way back but to hang up.
      else if (refusal && step === 'DATA') this.destroy();
      if (refusal && !this.pipelining) break;
    }
    if (!refusal) await this.wire.write(stuffed(bytes));
    return refusal;
  }

  /** The replies to what was said in the same packet no longer matter once one of them was a no. */
  private async answer(refusal: Outcome | undefined): Promise<Reply | undefined> {
    if (!refusal) return this.wire.reply();
    return this.wire.reply().catch(() => undefined);
  }

  /** Asks the gate, releases the dot if it opens, and resolves with what the relay says to that. */
  private async pass(gate: Gate): Promise<Outcome> {
    let early: Reply | Error | undefined;
    const answer = this.wire.reply().catch((error: Error) => error);
    void answer.then((one) => (early = one));
    const refusal = await refusalOf(gate);
    if (early || refusal !== undefined) {
      this.destroy();
      if (early instanceof Error) return lost(early.message, false);
      return early ? judgeReply(early, 'DATA') : shut(refusal!);
    }
    this.wire.patience(this.times.afterDot);
    this.wire.say('.\r\n');
    const last = await answer;
    return last instanceof Error ? lost(last.message, true) : judgeReply(last, 'dot');
  }

  private cut(delivery: Delivery): Delivery {
    this.destroy();
    return delivery;
  }
}

function isYes({ code }: Reply, step: Step): boolean {
  return step === 'DATA' ? code === 354 : code >= 200 && code <= 299;
}

function leavesUsable(outcome: Outcome): boolean {
  if (outcome.kind === 'later' || outcome.kind === 'refused') return outcome.code !== 421;
  return outcome.kind === 'sent' || outcome.kind === 'unmailable';
}

function needsUtf8({ from, to }: Posting['envelope']): boolean {
  return /[^\x00-\x7f]/.test(from + to);
}

function unmailable(): Outcome {
  return { kind: 'unmailable', reason: NOT_MAILABLE_HERE };
}

function shut(reason: string): Outcome {
  return { kind: 'not-tried', reason: cleanReply(reason), because: 'gate' };
}

async function refusalOf(gate: Gate): Promise<string | undefined> {
  try {
    return (await gate()) ? undefined : 'The gate refused the final dot.';
  } catch (error) {
    return `The gate failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A line that opens with a dot gets a second one (RFC 5321 section 4.5.2), and the last line an end. */
function stuffed(bytes: Buffer): Buffer {
  const ended = bytes.subarray(-2).equals(CRLF) ? bytes : Buffer.concat([bytes, CRLF]);
  if (ended[0] !== DOT && ended.indexOf(LINE_DOT) < 0) return ended;
  return Buffer.from(ended.toString('latin1').replace(/^\./gm, '..'), 'latin1');
}

const CRLF = Buffer.from('\r\n');
const LINE_DOT = Buffer.from('\r\n.');
const DOT = 46;

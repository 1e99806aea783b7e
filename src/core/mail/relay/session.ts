import type { ConnectionOptions } from 'node:tls';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { GatedMessage, type Gate } from './gated-message.js';
import { cleanReply, judgeFailure, lost, type Failure, type Outcome } from './outcome.rules.js';
import type { RelayAddress } from './relay-url.rules.js';

/** Waiting times in milliseconds. `silence` is for each step before the dot, `afterDot` for the answer to it. */
export type RelayTimes = { connect: number; greeting: number; silence: number; afterDot: number };

/** What a session needs to know. `name` is what we call ourselves in EHLO. */
export type SessionOptions = {
  address: RelayAddress;
  times: RelayTimes;
  name?: string;
  tls?: ConnectionOptions;
};

/** One message to one mailbox, whose addresses are in the plain form that `readAddress` gives. */
export type Posting = { envelope: { from: string; to: string }; bytes: Buffer; gate: Gate };

/** An outcome, and whether the gate was asked on the way to it. */
export type Delivery = { outcome: Outcome; gateAsked: boolean };

type Done = (error?: Error | null) => void;

const GOODBYE_MS = 1000;

/** One open connection to the relay, greeted and logged in, that carries one message at a time. */
export class Session {
  /** Messages this connection has carried, or tried to. */
  carried = 0;
  /** False once the connection is closed or must not be used again. */
  usable = true;
  private readonly connection: SMTPConnection;
  private readonly times: RelayTimes;
  private fail: (failure: Failure) => void = () => {};

  private constructor(
    options: SessionOptions,
    private readonly onEnd: (session: Session) => void,
  ) {
    this.times = options.times;
    this.connection = new SMTPConnection(connectionOptions(options));
    this.connection.on('error', (error: Error & Partial<Failure>) => this.lose(error));
    this.connection.once('end', () => {
      this.lose({ message: 'The relay closed the connection.' });
      this.onEnd(this);
    });
  }

  /**
   * Resolves with a session that is ready to carry mail. Rejects with an Error that says what the relay, or the way
   * to it, answered. `onEnd` is called when the connection is closed.
   */
  static async open(options: SessionOptions, onEnd: (session: Session) => void): Promise<Session> {
    const session = new Session(options, onEnd);
    const { login } = options.address;
    try {
      await session.step((done) => session.connection.connect(done));
      if (login) await session.step((done) => session.connection.login({ ...login }, done));
    } catch (error) {
      session.destroy();
      throw error;
    }
    return session;
  }

  /** Carries one message. Never rejects; an outcome is told only after a gate that was asked has answered. */
  async deliver({ envelope, bytes, gate }: Posting): Promise<Delivery> {
    this.carried += 1;
    let timer = this.patience(this.times.silence);
    const message = new GatedMessage(bytes, gate, {
      onProgress: () => timer.refresh(),
      onRelease: () => {
        clearTimeout(timer);
        timer = this.patience(this.times.afterDot);
      },
    });
    const outcome = await this.converse(envelope, message);
    clearTimeout(timer);
    await message.answered;
    return { outcome, gateAsked: message.answered !== undefined };
  }

  /** Makes the connection fit for the next message; resolves with false when it is not. */
  async reset(): Promise<boolean> {
    if (!this.usable) return false;
    const clean = await this.step((done) => this.connection.reset(done)).then(
      () => true,
      () => false,
    );
    if (!clean) this.destroy();
    return clean;
  }

  /** Says goodbye, and cuts the connection if the relay does not. */
  quit(): void {
    if (!this.usable) return;
    this.usable = false;
    this.connection.quit();
    setTimeout(() => this.destroy(), GOODBYE_MS).unref();
  }

  /** Cuts the connection, so that the relay discards a message without its final dot. */
  destroy(): void {
    this.usable = false;
    this.connection.close();
  }

  private converse(envelope: Posting['envelope'], message: GatedMessage): Promise<Outcome> {
    return new Promise((resolve) => {
      const settle = (outcome: Outcome): void => {
        this.fail = () => {};
        const torn = message.started && !message.released;
        message.destroy();
        if (torn || !leavesUsable(outcome)) this.destroy();
        resolve(message.refusal === undefined ? outcome : shut(message.refusal));
      };
      this.fail = (failure) => settle(judgeFailure(failure, message.released));
      this.connection.send({ from: envelope.from, to: [envelope.to] }, message, (error, info) => {
        if (error) settle(judgeFailure(error, message.released));
        else if (message.released) settle({ kind: 'sent', reply: cleanReply(info?.response ?? '') });
        else settle(lost('The relay answered before the message was whole.', false));
      });
    });
  }

  private step(start: (done: Done) => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const timer = this.patience(this.times.silence);
      const settle: Done = (error) => {
        this.fail = () => {};
        clearTimeout(timer);
        if (error) reject(new Error(error.message));
        else resolve();
      };
      this.fail = (failure) => settle(new Error(failure.message));
      start(settle);
    });
  }

  private patience(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.lose({ message: 'The relay did not answer in time.' }), ms);
  }

  private lose(failure: Failure): void {
    this.fail(failure);
    this.destroy();
  }
}

function leavesUsable(outcome: Outcome): boolean {
  if (outcome.kind === 'later' || outcome.kind === 'refused') return outcome.code !== 421;
  return outcome.kind === 'sent';
}

function shut(reason: string): Outcome {
  return { kind: 'not-tried', reason: cleanReply(reason), because: 'gate' };
}

/**
 * Where TLS is only taken because it was offered, the certificate is not checked: whoever could forge it could as
 * well have struck out the offer, and unchecked TLS is better than none.
 */
function connectionOptions({ address, times, name, tls }: SessionOptions): SMTPConnectionOptions {
  const checked = address.secure || address.tls === 'always';
  return {
    host: address.host,
    port: address.port,
    secure: address.secure,
    requireTLS: !address.secure && address.tls === 'always',
    ignoreTLS: address.tls === 'never',
    connectionTimeout: times.connect,
    dnsTimeout: times.connect,
    greetingTimeout: times.greeting,
    socketTimeout: times.connect + times.silence + times.afterDot,
    socketCloseTimeout: 0,
    tls: { ...(checked ? {} : { rejectUnauthorized: false }), ...tls },
    ...(name === undefined ? {} : { name }),
  };
}

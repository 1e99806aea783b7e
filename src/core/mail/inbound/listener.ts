import type { AddressInfo } from 'node:net';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server';
import { Settings } from '../../config/index.js';
import { StartProblem } from '../../errors/index.js';
import { Door, MailRefused } from './door.js';

const MEGABYTE = 1_000_000;
const MOST_CONNECTIONS = 100;
const MOST_RECIPIENTS = 50;
const IDLE_MS = 60_000;
/** How long a stop waits for messages that are being handed over. */
const CLOSING_MS = 5_000;

/** Takes mail for our own domain over SMTP. A message is answered with 250 when it is on disk, and not before. */
@Injectable()
export class MailListener implements OnApplicationShutdown {
  readonly #log = new Logger('MailListener');
  #server?: SMTPServer;

  constructor(
    private readonly door: Door,
    private readonly settings: Settings,
  ) {}

  /** Starts listening where a port is set; returns it. @throws StartProblem when it cannot be had */
  async open(): Promise<number | undefined> {
    const { FOLKMOOT_MAIL_IN_PORT: port, FOLKMOOT_MAIL_IN_HOST: host } = this.settings;
    if (port === undefined) return undefined;
    const server = this.#make();
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: Error) => reject(new StartProblem(sayPort(port, error))));
      server.listen(port, host, () => {
        server.removeAllListeners('error');
        resolve();
      });
    });
    server.on('error', (error) => this.#log.debug(`A sender: ${error.message}`));
    this.#server = server;
    return (server.server.address() as AddressInfo).port;
  }

  /** No new connections; what is being handed over ends by itself. */
  async onApplicationShutdown(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #make(): SMTPServer {
    const { FOLKMOOT_MAIL_IN_CERTIFICATE: cert, FOLKMOOT_MAIL_IN_KEY: key } = this.settings;
    const tls = cert && key ? { cert, key } : {};
    return new SMTPServer({
      ...tls,
      name: this.settings.mailDomain,
      banner: 'Folkmoot',
      disabledCommands: cert && key ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      size: this.settings.FOLKMOOT_MAIL_IN_MEGABYTES * MEGABYTE,
      rejectOversized: true,
      maxClients: MOST_CONNECTIONS,
      maxRecipients: MOST_RECIPIENTS,
      socketTimeout: IDLE_MS,
      closeTimeout: CLOSING_MS,
      onRcptTo: (address, _session, done) => this.#ask(address, done),
      onData: (stream, session, done) =>
        void this.#take(stream, session).then(
          () => done(null, 'Kept.'),
          (error: Error) => done(this.#answer(error)),
        ),
    });
  }

  #ask({ address }: SMTPServerAddress, done: (error?: Error | null) => void): void {
    void this.door.homeOf(address).then(
      () => done(),
      (error: Error) => done(this.#answer(error)),
    );
  }

  async #take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      // The rest is read and thrown away; the server refuses it by itself.
      if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
    }
    if (stream.sizeExceeded) return;
    const { mailFrom, rcptTo } = session.envelope;
    await this.door.take({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      bytes: Buffer.concat(chunks),
      via: 'smtp',
      remote: session.remoteAddress,
    });
  }

  /** Whatever is not a refusal of ours is our own trouble, so the sender keeps the message and tries again. */
  #answer(error: Error): Error {
    if (error instanceof MailRefused)
      return Object.assign(new Error(`${error.status} ${error.message}`), { responseCode: error.code });
    this.#log.error(`A message could not be kept: ${error.message}`);
    return Object.assign(new Error('4.3.0 We cannot take this just now. Please try again later.'), {
      responseCode: 451,
    });
  }
}

function sayPort(port: number, { message }: Error): string {
  return `Mail cannot be taken on port ${port}: ${message}. Set FOLKMOOT_MAIL_IN_PORT to another, or leave it out.`;
}

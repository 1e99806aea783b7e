import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A message as the sink received it: raw bytes, envelope and a reading of it. */
export interface Caught {
  from: string;
  to: string;
  bytes: Buffer;
  mail: Email;
}

/** What a sink answers; undefined means that it takes the message. */
export interface SinkRules {
  rcpt?(address: string): Error | undefined;
  data?(message: Caught): Error | undefined | Promise<Error | undefined>;
}

/** Returns an SMTP refusal with its code. */
export function refusal(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

/** A real SMTP server on the loopback address that keeps every message it took. */
export class Sink {
  readonly taken: Caught[] = [];
  rules: SinkRules = {};
  #server?: SMTPServer;

  /** Starts listening; returns the address for SMTP_URL. */
  async open(port = 0): Promise<string> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onRcptTo: ({ address }, _session, done) => done(this.rules.rcpt?.(address) ?? null),
      onData: (stream, session, done) =>
        void this.#take(stream, session).then((error) => done(error ?? null), done),
    });
    server.on('error', () => undefined);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
  }

  /** The messages to one address, oldest first. */
  to(address: string): Caught[] {
    return this.taken.filter((one) => one.to === address);
  }

  async #take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | undefined> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    const caught = {
      from,
      to: session.envelope.rcptTo[0].address,
      bytes,
      mail: await PostalMime.parse(bytes),
    };
    const error = await this.rules.data?.(caught);
    if (!error) this.taken.push(caught);
    return error;
  }
}

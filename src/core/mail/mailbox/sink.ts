import type { AddressInfo } from 'node:net';
import { Injectable } from '@nestjs/common';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Settings } from '../../config/index.js';
import { Db, newId } from '../../database/index.js';

/**
 * The built-in mailbox's ear: an SMTP server on the loopback address that keeps every message. Opened only
 * where no relay is named, and never in production.
 */
@Injectable()
export class MailboxSink {
  #server?: SMTPServer;

  constructor(
    private readonly db: Db,
    private readonly settings: Settings,
  ) {}

  /** Starts listening and returns the address to send to. @throws Error where a relay should have been named */
  async open(): Promise<string> {
    if (this.settings.production || this.settings.SMTP_URL) throw new Error('SMTP_URL is missing.');
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onData: (stream, session, done) => {
        this.#keep(stream, session).then(() => done(), done);
      },
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    server.on('error', () => undefined);
    return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async #keep(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const mail = await PostalMime.parse(bytes);
    const { mailFrom, rcptTo } = session.envelope;
    await this.db.alone(() =>
      this.db.query(
        'insert into caught_message (id, mail_from, rcpt_to, subject, message_id, bytes) values ($1, $2, $3, $4, $5, $6)',
        [
          newId(),
          mailFrom ? mailFrom.address : '',
          rcptTo.map(({ address }) => address).join(', '),
          mail.subject ?? '',
          mail.messageId ?? '',
          bytes,
        ],
      ),
    );
  }
}

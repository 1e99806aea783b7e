import { Injectable } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { MailboxSink } from './mailbox/sink.js';
import type { Outcome } from './relay/outcome.rules.js';
import { Relay } from './relay/relay.js';
import type { Posting } from './relay/session.js';

/** The relay the settings name; without one, the built-in mailbox, reached over SMTP all the same. */
@Injectable()
export class MailRelay {
  #relay?: Promise<Relay>;

  constructor(
    private readonly settings: Settings,
    private readonly sink: MailboxSink,
  ) {}

  /** Carries one message; see Relay.send. */
  async send(posting: Posting): Promise<Outcome> {
    this.#relay ??= this.#open();
    try {
      return await (await this.#relay).send(posting);
    } catch (error) {
      this.#relay = undefined;
      return { kind: 'not-tried', because: 'relay', reason: (error as Error).message };
    }
  }

  /** Lets what is under way finish and closes the connections. */
  async close(): Promise<void> {
    await (await this.#relay?.catch(() => undefined))?.close();
    await this.sink.close();
  }

  async #open(): Promise<Relay> {
    const answer = this.settings.FOLKMOOT_MAIL_ANSWER_SECONDS * 1000;
    return new Relay({
      url: this.settings.SMTP_URL ?? (await this.sink.open()),
      connections: this.settings.FOLKMOOT_MAIL_CONNECTIONS,
      times: { connect: answer, greeting: answer, silence: answer, afterDot: answer },
      name: this.settings.mailDomain,
    });
  }
}

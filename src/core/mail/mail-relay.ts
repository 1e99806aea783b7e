import { Injectable, Logger } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { Mailable } from './mailable.js';
import { MailboxSink } from './mailbox/sink.js';
import type { Outcome } from './relay/outcome.rules.js';
import { Relay } from './relay/relay.js';
import type { Posting } from './relay/session.js';

/** The relay the settings name; without one, the built-in mailbox, reached over SMTP all the same. */
@Injectable()
export class MailRelay {
  readonly #log = new Logger('MailRelay');
  #relay?: Promise<Relay>;
  #noted?: boolean;

  constructor(
    private readonly settings: Settings,
    private readonly sink: MailboxSink,
    private readonly mailable: Mailable,
  ) {}

  /** Carries one message; see Relay.send. */
  async send(posting: Posting): Promise<Outcome> {
    this.#relay ??= this.#open();
    try {
      const relay = await this.#relay;
      const outcome = await relay.send(posting);
      if (relay.offersUtf8 !== this.#noted) await this.#note(relay.offersUtf8);
      return outcome;
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

  /** Said in passing, for the forms: a message's fate never depends on it. */
  async #note(offersUtf8: boolean | undefined): Promise<void> {
    this.#noted = offersUtf8;
    if (offersUtf8 === undefined) return;
    await this.mailable.note(offersUtf8).catch((error: Error) => {
      this.#noted = undefined;
      this.#log.warn(`What the relay offers was not written down: ${error.message}`);
    });
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

import { Injectable } from '@nestjs/common';
import { Settings } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { Post, shortLetter, type Passage } from '../../core/mail/index.js';
import { maskedAddress } from '../preferences/index.js';
import { personName, type PersonFacts } from './person.rules.js';

/** Letters about a person's own address: service messages, which no preference stops. */
@Injectable()
export class AddressLetters {
  constructor(
    private readonly db: Db,
    private readonly post: Post,
    private readonly settings: Settings,
  ) {}

  /** Asks, at the new address, whether it is theirs. */
  async confirm(person: PersonFacts, address: string, token: string): Promise<void> {
    const { slug, name } = await this.#network();
    await this.#send(person, address, name, 'Confirm your new e-mail address', [
      `Press the button to use this address with ${name}.`,
      {
        button: { url: `${this.settings.baseUrl}/${slug}/address/${token}`, words: 'Use this address' },
      },
      'The link works for a day, and once. Until then your old address stays.',
      'If you did not ask for this, do nothing.',
    ]);
  }

  /** Tells the old address, which may be the only one that a thief does not read. */
  async moved(person: PersonFacts, old: string, address: string | null): Promise<void> {
    const { name } = await this.#network();
    const now = address ? `changed to ${maskedAddress(address)}` : 'taken out of your record';
    await this.#send(person, old, name, 'Your e-mail address was changed', [
      `Your e-mail address with ${name} was ${now}.`,
      'Letters go there from now on, and this address no longer signs you in.',
      `If this was not you, tell your co-ordinator at once: answer this letter or telephone ${name}.`,
    ]);
  }

  async #send(
    person: PersonFacts,
    address: string,
    from: string,
    subject: string,
    passages: Passage[],
  ): Promise<void> {
    await this.post.toOne(
      { address, name: personName(person), personId: person.id },
      {
        ...{ kind: 'notice', subject, fromName: from, fromLocal: 'notices' },
        resend: 'resend',
        piece: shortLetter(passages),
      },
    );
  }

  async #network(): Promise<{ slug: string; name: string }> {
    const found = await this.db.one<{ slug: string; name: string }>('select slug, name from network');
    return found!;
  }
}

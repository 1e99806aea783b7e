import { Injectable } from '@nestjs/common';
import { Keys } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { readStopToken, stopToken } from '../../core/mail/index.js';
import { Preferences, type Reader } from './preferences.service.js';

/** The list that stands for “all that I am sent” in links to the preferences page. */
const PREFERENCES = 'preferences';

/** Links in letters that let people say, without signing in, what they want to be sent. They sign nobody in. */
@Injectable()
export class StopLinks {
  readonly #key: Buffer;

  constructor(
    private readonly db: Db,
    private readonly preferences: Preferences,
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  /** Returns whose stop-link it is, and then who reads the same mailbox; nobody for a link that is not whole. */
  async readers(list: string, token: string): Promise<Reader[]> {
    const personId = readStopToken(this.#key, this.db.networkId!, list, token);
    return personId ? this.preferences.readersOf(personId, list) : [];
  }

  /** Returns the token of a person's preferences page. */
  preferencesToken(personId: string): string {
    return stopToken(this.#key, this.db.networkId!, PREFERENCES, personId);
  }

  /** Returns the person whose preferences page this is, or undefined for a link that is not whole. */
  async owner(token: string): Promise<Reader | undefined> {
    const personId = readStopToken(this.#key, this.db.networkId!, PREFERENCES, token);
    return personId ? (await this.preferences.readersOf(personId, 'digest'))[0] : undefined;
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { Keys, Settings } from '../../config/index.js';
import { Db, HOUSE, newId } from '../../database/index.js';
import { addressKey } from './address-key.rules.js';
import { signedAddressIn } from './addressee.rules.js';
import { classify } from './classify.rules.js';
import { readMail } from './reader.js';
import type { Incoming } from './sorting.js';

/** Finds the network of a message that came to an address all networks share, such as a list's sender. */
@Injectable()
export class Housing {
  readonly #log = new Logger('Housing');
  readonly #tokenKey: Buffer;

  constructor(
    private readonly db: Db,
    private readonly settings: Settings,
    keys: Keys,
  ) {
    this.#tokenKey = keys.for('tokens');
  }

  /** Passes a message on to its network; returns that, or nothing where nobody can tell. */
  async place(message: Incoming): Promise<string[]> {
    const home = (await this.#home(message).catch(() => undefined)) ?? (await this.#onlyNetwork());
    if (home) await this.db.inNetwork(home, () => this.#copyTo(message));
    else this.#log.warn(`Nobody can tell which network the message ${message.id} is for`);
    await this.db.inNetwork(HOUSE, () =>
      this.db.query(
        `update incoming_message set state = 'done', done_at = app_now(), outcome = $2, bytes = case when $3 then null else bytes end where id = $1`,
        [message.id, home ? 'Passed on to its network.' : 'Nobody can tell whose it is.', Boolean(home)],
      ),
    );
    return home ? [home] : [];
  }

  /** Leaves alone what could not be passed on however often it was tried; its bytes are kept for a while. */
  async giveUp({ id }: Incoming): Promise<void> {
    this.#log.error(`The message ${id} could not be passed on to a network and is given up`);
    await this.db.inNetwork(HOUSE, () =>
      this.db.query(
        `update incoming_message set state = 'broken', done_at = app_now(), kind = 'unreadable', outcome = $2 where id = $1 and state = 'new'`,
        [id, 'It could not be passed on to a network.'],
      ),
    );
  }

  async #home(message: Incoming): Promise<string | undefined> {
    const mail = await readMail(message.bytes, message.from);
    const { returned, returnedId } = classify(mail, this.settings.mailDomain);
    const signed = signedAddressIn(this.#tokenKey, this.settings.mailDomain, returned);
    if (signed && 'networkId' in signed) return signed.networkId;
    const ids = [...mail.answers, ...(returnedId ? [returnedId] : [])];
    const found = await this.db.query<{ id: string; sure: boolean }>(
      'select network_id as id, sure from incoming_home($1, $2)',
      [ids, addressKey(mail.from.address)],
    );
    const sure = found.filter((one) => one.sure);
    // Never to two networks: what somebody writes to one is not the other's to read.
    const [home, another] = sure.length > 0 ? sure : found;
    return another ? undefined : home?.id;
  }

  async #onlyNetwork(): Promise<string | undefined> {
    const all = await this.db.query<{ id: string }>('select id from network_all()');
    return all.length === 1 ? all[0].id : undefined;
  }

  async #copyTo({ from, to, bytes, sha256 }: Incoming): Promise<void> {
    await this.db.query(
      `insert into incoming_message (id, mail_from, rcpt_to, via, sha256, size, bytes)
       values ($1, $2, $3, 'smtp', $4, $5, $6) on conflict (network_id, rcpt_to, sha256) do nothing`,
      [newId(), from, to, sha256, bytes.length, bytes],
    );
  }
}

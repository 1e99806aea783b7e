import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { addressPrefix, Limits } from '../../access/index.js';
import { Keys, Settings } from '../../config/index.js';
import { Db, HOUSE, newId } from '../../database/index.js';
import { Jobs } from '../../jobs/index.js';
import { addresseeOf } from './addressee.rules.js';

/** A message with its envelope, as a mail server hands it over. */
export interface Arriving {
  /** '' is the null sender. */
  from: string;
  to: string[];
  bytes: Buffer;
  via: 'smtp' | 'pipe';
  remote?: string;
}

/** A message that is refused, for good but for codes below 500, in the words and codes of RFC 5321, RFC 3463 and sysexits. */
export class MailRefused extends Error {
  constructor(
    readonly code: number,
    readonly status: string,
    /** 67: nobody here of that name; 65: the message itself. */
    readonly exit: 65 | 67,
    message: string,
  ) {
    super(message);
  }
}

/** More of these lines than any honest path has: the message goes round in a circle. */
const MOST_HOPS = 50;
const HEADER_ROOM = 256 * 1024;

/** Where mail comes in. What `take` has returned from is on disk; what it has thrown for is not ours. */
@Injectable()
export class Door {
  readonly #tokenKey: Buffer;

  constructor(
    private readonly db: Db,
    private readonly jobs: Jobs,
    private readonly limits: Limits,
    private readonly settings: Settings,
    keys: Keys,
  ) {
    this.#tokenKey = keys.for('tokens');
  }

  /** Returns the network an address belongs to; the house for one that all share. @throws MailRefused */
  async homeOf(address: string): Promise<string> {
    const addressee = addresseeOf(this.#tokenKey, this.settings.mailDomain, address);
    if (addressee.kind === 'foreign')
      throw new MailRefused(550, '5.7.1', 67, 'This server takes mail for its own domain only.');
    if (addressee.kind === 'shared') return HOUSE;
    const found =
      addressee.kind === 'network'
        ? await this.#networkCalled(addressee.slug)
        : addressee.kind !== 'nobody' && (await this.#network(addressee.networkId));
    if (!found) throw new MailRefused(550, '5.1.1', 67, 'There is no such address here.');
    return found;
  }

  /** Keeps a message for the networks of its recipients, once, and has it looked at. @throws MailRefused; anything else means: try again */
  async take(message: Arriving): Promise<void> {
    refuseCircle(message.bytes);
    if (message.to.length === 0) throw new MailRefused(554, '5.5.1', 65, 'There is no recipient.');
    const homes = new Map<string, string[]>();
    for (const address of new Set(message.to.map((one) => one.toLowerCase()))) {
      const home = await this.homeOf(address);
      homes.set(home, [...(homes.get(home) ?? []), address]);
    }
    await this.#count(message);
    for (const [networkId, recipients] of homes)
      await this.db.inNetwork(networkId, () => this.#keep(message, this.#worthKeeping(recipients)));
  }

  /** Bounces come in a crowd from one server, each to an address of its own: only the rest is counted by where it is from. */
  async #count({ to, remote }: Arriving): Promise<void> {
    if (remote === undefined) return;
    const key = to.find((address) => this.#isSigned(address))?.toLowerCase() ?? addressPrefix(remote);
    if (!(await this.limits.within('mail-in', key)))
      throw new MailRefused(
        452,
        '4.7.1',
        65,
        'That is too many messages in an hour. Please try again later.',
      );
  }

  /** One copy says as much as several, except for addresses that each tell of another message of ours. */
  #worthKeeping(recipients: string[]): string[] {
    const signed = recipients.filter((address) => this.#isSigned(address));
    return signed.length > 0 ? signed : [...recipients].sort().slice(0, 1);
  }

  #isSigned(address: string): boolean {
    return 'deliveryId' in addresseeOf(this.#tokenKey, this.settings.mailDomain, address);
  }

  async #keep(message: Arriving, recipients: string[]): Promise<void> {
    const from = message.from.slice(0, 320);
    const sha256 = createHash('sha256').update(`${from}\0`).update(message.bytes).digest();
    for (const address of recipients)
      await this.db.query(
        `insert into incoming_message (id, mail_from, rcpt_to, via, remote, sha256, size, bytes)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (network_id, rcpt_to, sha256) do nothing`,
        [
          ...[newId(), from, address, message.via, message.remote ?? null],
          ...[sha256, message.bytes.length, message.bytes],
        ],
      );
    this.jobs.later('mail.sort');
  }

  async #network(id: string): Promise<string | undefined> {
    return (await this.db.one<{ id: string }>('select id from network_all() where id = $1', [id]))?.id;
  }

  async #networkCalled(slug: string): Promise<string | undefined> {
    const row = await this.db.one<{ id: string | null }>(`select network_find($1)->>'id' as id`, [slug]);
    return row?.id ?? undefined;
  }
}

function refuseCircle(bytes: Buffer): void {
  const head = bytes
    .subarray(0, HEADER_ROOM)
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1)[0];
  if ((head.match(/^received:/gim) ?? []).length > MOST_HOPS)
    throw new MailRefused(554, '5.4.6', 65, 'This message goes round in a circle.');
}

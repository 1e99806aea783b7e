import { Injectable } from '@nestjs/common';
import { Db } from '../../database/index.js';
import { addressKey } from './address-key.rules.js';

/** A copy of ours, as far as an answer or a report needs it. */
export interface SentCopy {
  id: string;
  letterId: string;
  address: string;
  messageId: string;
  /** The list of its letter; null for a service message. */
  list: string | null;
  readers: string[];
}

/**
 * Who wrote: `verified` when they answer from their own address something that only they were sent; `holdsCopy` when
 * it is somebody, from whatever address, who has what they were sent.
 */
export interface Correspondent {
  personId: string | null;
  verified: boolean;
  holdsCopy: boolean;
}

interface Person {
  id: string;
  name: string;
  addresses: string[];
}

const COPY = `select d.id, d.letter_id as "letterId", coalesce(d.address_lc, '') as address, d.message_id as "messageId", l.list,
  array(select r.person_id from delivery_reader r where r.delivery_id = d.id order by r.person_id) as readers
  from delivery d join letter l on l.network_id = d.network_id and l.id = d.letter_id`;

/** Finds out which letter of ours an incoming message is about, and who wrote it. */
@Injectable()
export class Correspondents {
  constructor(private readonly db: Db) {}

  /** The copy with this id. */
  async copy(id: string): Promise<SentCopy | undefined> {
    return this.db.one<SentCopy>(`${COPY} where d.id = $1`, [id]);
  }

  /** The newest copy that carries one of these Message-IDs. */
  async copyAnswered(messageIds: string[]): Promise<SentCopy | undefined> {
    if (messageIds.length === 0) return undefined;
    return this.db.one<SentCopy>(
      `${COPY} where hashtext(d.message_id) = any (array(select hashtext(i) from unnest($1::text[]) i)) and d.message_id = any ($1)
       order by d.id desc limit 1`,
      [messageIds],
    );
  }

  /** Who wrote: by the copy they answer and the address they write from, which alone proves nothing. */
  async writer(from: { name: string; address: string }, copy: SentCopy | undefined): Promise<Correspondent> {
    const address = addressKey(from.address);
    const readers = copy?.readers.length ? await this.#people('p.id = any ($1::uuid[])', [copy.readers]) : [];
    const there = readers.filter(({ addresses }) => addresses.includes(address));
    const reader = there.length === 1 ? there[0].id : named(there, from.name);
    if (reader) return { personId: reader, verified: true, holdsCopy: true };
    const known = await this.#people(
      `p.id in (select person_id from contact_point where kind = 'email' and value_key = $1)`,
      [address],
    );
    const byAddress = known.length === 1 ? known[0].id : named(known, from.name);
    if (byAddress)
      return { personId: byAddress, verified: false, holdsCopy: copy?.readers.includes(byAddress) ?? false };
    const holder =
      there.length > 1 ? undefined : readers.length === 1 ? readers[0].id : named(readers, from.name);
    return { personId: holder ?? null, verified: false, holdsCopy: holder !== undefined };
  }

  #people(where: string, params: unknown[]): Promise<Person[]> {
    return this.db.query<Person>(
      `select p.id, trim(p.given || ' ' || p.family) as name,
         array(select value_key from contact_point c where c.person_id = p.id and c.kind = 'email') as addresses
       from person p where p.erased_at is null and ${where} order by p.id limit 20`,
      params,
    );
  }
}

/** Of several behind one mailbox, the one who signs with their name. */
function named(people: Person[], name: string): string | undefined {
  const same = people.filter((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  return same.length === 1 ? same[0].id : undefined;
}

import { Injectable } from '@nestjs/common';
import { Db, newId } from '../database/index.js';
import { Mailable } from '../mail/index.js';
import { Search } from '../search/index.js';

/** Somebody who is let in: a name and an address to sign in with. */
export interface Colleague {
  given: string;
  family: string;
  /** As `readAddress` returns it. */
  email: string;
}

/**
 * The few rows about people that the house itself must write: whoever founds a network or is invited as a
 * colleague comes before any member. The tables belong to the member database, which the core may not ask.
 */
@Injectable()
export class People {
  constructor(
    private readonly db: Db,
    private readonly search: Search,
    private readonly mailable: Mailable,
  ) {}

  /** The person of this name at this address, or undefined. */
  async find({ given, family, email }: Colleague): Promise<string | undefined> {
    const found = await this.db.one<{ id: string }>(
      `select p.id from person p join contact_point c on c.network_id = p.network_id and c.person_id = p.id
       where p.erased_at is null and c.kind = 'email' and c.value_key = $1
         and lower(trim(p.given || ' ' || p.family)) = lower(trim($2 || ' ' || $3))
       order by p.created_at limit 1`,
      [email, given, family],
    );
    return found?.id;
  }

  /** Writes a person down with an address; returns the id. */
  async add({ given, family, email }: Colleague): Promise<string> {
    const id = newId();
    await this.db.query('insert into person (id, given, family) values ($1, $2, $3)', [id, given, family]);
    await this.db.query(
      `insert into contact_point (id, person_id, kind, value, value_key) values ($1, $2, 'email', $3, $3)`,
      [newId(), id, email],
    );
    await this.letSignIn(id, email);
    await this.search.put([{ kind: 'person', id, title: `${given} ${family}`, body: '' }]);
    return id;
  }

  /** Lets a person who cannot sign in yet do so with this address. */
  async letSignIn(personId: string, email: string): Promise<void> {
    await this.mailable.demand(email);
    await this.db.query(
      'update person set account_id = account_ensure($2) where id = $1 and account_id is null',
      [personId, email],
    );
  }

  /** Who of these can be written to and how they are called. */
  async reach(personId: string): Promise<{ name: string; email: string | null; accountId: string | null }> {
    const found = await this.db.one<{ name: string; email: string | null; accountId: string | null }>(
      `select trim(p.given || ' ' || p.family) as name, p.account_id as "accountId",
         (select c.value_key from contact_point c where c.person_id = p.id and c.kind = 'email' order by c.id limit 1) as email
       from person p where p.id = $1 and p.erased_at is null`,
      [personId],
    );
    return found ?? { name: '', email: null, accountId: null };
  }
}

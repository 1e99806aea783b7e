import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db } from '../../core/database/index.js';
import { NotFound } from '../../core/errors/index.js';
import { AudienceLock, Stopped } from '../../core/mail/index.js';
import { contactKey } from '../contact-points/index.js';
import { History } from '../history/index.js';
import { mayEdit, People } from '../people/index.js';
import { TakingUp } from '../preferences/index.js';
import { colleaguesOf, heldAddresses, heldOf, type HeldAddress } from './held.queries.js';
import { wayOut, type WayOut } from './held.rules.js';

/** An organisation of somebody whose address does not work, and what can be done about it. */
export interface Standing {
  organisationId: string;
  organisation: string;
  telephone: string | null;
  way: WayOut;
}

/** Addresses to which nothing is sent because they do not work. The person stays; only the address is silent. */
@Injectable()
export class HeldAddresses {
  constructor(
    private readonly db: Db,
    private readonly people: People,
    private readonly history: History,
    private readonly audit: Audit,
    private readonly audienceLock: AudienceLock,
    private readonly waiting: Stopped,
    private readonly takingUp: TakingUp,
  ) {}

  /** Holds a person's address, if it still is theirs; the reason that was noted first stays. */
  async hold(personId: string, address: string, because: string): Promise<void> {
    await this.audienceLock.share();
    const held = await this.db.one<{ id: string }>(
      `update contact_point set held_since = app_now(), held_because = $3
       where person_id = $1 and kind = 'email' and value_key = $2 and held_since is null returning id`,
      [personId, contactKey('email', address), because],
    );
    if (!held) return;
    const subject = { type: 'person' as const, id: personId };
    await this.history.write('returned mail', subject, [
      { field: 'email', before: address, after: `${address} (on hold)` },
    ]);
    await this.audit.record('product', 'address.held', subject, {});
    await this.waiting.setAside(personId, undefined, `The e-mail address does not work: ${because}`);
  }

  /** Returns the held address of a person, or undefined; for those who may correct the record, and for themselves. */
  async of(me: Actor, personId: string): Promise<HeldAddress | undefined> {
    const person = await this.people.find(me, personId);
    return person.id === me.personId || mayEdit(me, person) ? heldOf(this.db, personId) : undefined;
  }

  /** Returns the held addresses about which this colleague can do something, the latest first. */
  async all(me: Actor): Promise<HeldAddress[]> {
    if (!me.may('members.edit')) return [];
    const held = await heldAddresses(this.db);
    const records = await this.people.records(held.map(({ personId }) => personId));
    const mine = new Set(records.filter((person) => mayEdit(me, person)).map(({ id }) => id));
    return held.filter(({ personId }) => mine.has(personId));
  }

  /** Returns the organisations of a person with who else could be written to there. */
  async standings(personId: string): Promise<Standing[]> {
    const rows = await colleaguesOf(this.db, personId);
    const ids = [...new Set(rows.map(({ organisationId }) => organisationId))];
    return ids.map((organisationId) => {
      const here = rows.filter((row) => row.organisationId === organisationId);
      const others = here.filter((row) => row.personId !== null);
      const { organisation, telephone } = here[0];
      return { organisationId, organisation, telephone, way: wayOut(others) };
    });
  }

  /** Somebody has found that an address works again: letters go there from now on, and what waited goes out. @throws NotFound when none is held */
  async release(me: Actor, personId: string): Promise<void> {
    const person = await this.people.find(me, personId);
    allow(mayEdit(me, person), 'Only the co-ordinator and the officers of the district may say this.');
    const held = await heldOf(this.db, personId);
    if (!held) throw new NotFound();
    await this.audienceLock.share();
    await this.db.query(
      `update contact_point set held_since = null, held_because = null where person_id = $1 and kind = 'email'`,
      [personId],
    );
    const subject = { type: 'person' as const, id: personId };
    await this.history.write(me, subject, [
      { field: 'email', before: `${held.address} (on hold)`, after: held.address },
    ]);
    await this.audit.record(me, 'address.released', subject, {});
    await this.takingUp.of(personId);
  }
}

import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../access/index.js';
import { Audit } from '../audit/index.js';
import { Contributions, PersonalData } from '../contracts/index.js';
import { Db, isId } from '../database/index.js';
import { Conflict, NotFound } from '../errors/index.js';

/** Forgetting a person for good (UK GDPR, article 17). */
@Injectable()
export class Erasure {
  constructor(
    private readonly db: Db,
    private readonly contributions: Contributions,
    private readonly audit: Audit,
  ) {}

  /**
   * Takes out what every module holds about a person. The log keeps that it was done, and to which number.
   * @throws Forbidden, NotFound, Conflict for somebody who has a role in the network itself
   */
  async erase(me: Actor, personId: string): Promise<void> {
    allow(me.may('people.erase'));
    const found = isId(personId) ? await this.#find(personId) : undefined;
    if (!found) throw new NotFound('There is no such person, or they were erased before.');
    if (found.holdsRole)
      throw new Conflict('This person has a role in the network. End the role first, then erase them.');
    await this.audit.record(me, 'person.erased', { type: 'person', id: personId });
    for (const one of this.contributions.all<PersonalData>(PersonalData)) await one.erase(personId);
    // Answers kept for programs that ask again may quote the record.
    await this.db.query('delete from idempotency_key where actor_id = $1 or strpos(answer::text, $2) > 0', [
      personId,
      personId,
    ]);
  }

  async #find(personId: string): Promise<{ holdsRole: boolean } | undefined> {
    return this.db.one(
      `select exists (select 1 from role r where r.person_id = p.id and r.organisation_id is null
         and (r.valid_to is null or r.valid_to > app_now()::date)) as "holdsRole"
       from person p where p.id = $1 and p.erased_at is null for update`,
      [personId],
    );
  }
}

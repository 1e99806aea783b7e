import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, isId, newId } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import { History } from '../history/index.js';
import { Reaches } from '../reach/index.js';
import { Role } from './role.entity.js';
import type { RoleInput } from './role.input.js';
import { mayEditPeopleAt, roleWords } from './role.rules.js';
import { rolesWhere, type RoleShown } from './roles.queries.js';

/** What people are at organisations. A role is dated: it begins, it ends, and nothing of it is deleted. */
@Injectable()
export class Roles {
  constructor(
    private readonly db: Db,
    private readonly reaches: Reaches,
    private readonly history: History,
    private readonly audit: Audit,
  ) {}

  /** Returns the roles at an organisation, those of today first and the main contact first of all. */
  async at(organisationId: string): Promise<RoleShown[]> {
    return rolesWhere(this.db, 'organisation_id', organisationId);
  }

  /** Returns a person's roles at organisations, those of today first. */
  async of(personId: string): Promise<RoleShown[]> {
    return rolesWhere(this.db, 'person_id', personId);
  }

  /** @throws NotFound */
  async find(id: string): Promise<RoleShown> {
    const [role] = isId(id) ? await rolesWhere(this.db, 'id', id) : [];
    if (!role) throw new NotFound();
    return role;
  }

  /** Gives a person a role at an organisation from today; the first one there is its main contact. @throws Invalid */
  async give(me: Actor, personId: string, organisationId: string, input: RoleInput): Promise<string> {
    allow(mayEditPeopleAt(me, await this.reaches.placeOf(organisationId)));
    const others = (await this.at(organisationId)).filter(({ isPresent }) => isPresent);
    if (others.some((one) => one.personId === personId))
      throw new Invalid({ organisation: 'They have a role there already. Change that one.' });
    const mainContact = input.mainContact ?? !others.some((one) => one.mainContact);
    if (mainContact) await this.#noMainContact(me, others);
    const id = newId();
    const { role, title = null } = input;
    const facts = { id, personId, organisationId, role, title, mainContact };
    await this.db.of(Role).insert({ ...facts, validFrom: () => 'app_now()::date' });
    await this.#note(me, 'role.given', await this.find(id), null, says({ role, title, mainContact }));
    return id;
  }

  /** Changes what a role is, its title, and who is the main contact. */
  async change(me: Actor, id: string, input: RoleInput): Promise<void> {
    const before = await this.#present(me, id);
    const { role, title = null } = input;
    const mainContact = input.mainContact ?? before.mainContact;
    if (mainContact && !before.mainContact)
      await this.#noMainContact(me, await this.at(before.organisationId));
    await this.db.of(Role).update({ id }, { role, title, mainContact });
    await this.#note(me, 'role.changed', before, says(before), says({ role, title, mainContact }));
  }

  /** Ends a role, and the rights it gives, today; `successor` is the role whose holder is the main contact now. */
  async end(me: Actor, id: string, successor?: string): Promise<void> {
    const role = await this.#present(me, id);
    const others = (await this.at(role.organisationId)).filter((one) => one.isPresent && one.id !== id);
    const next = others.find((one) => one.id === successor);
    if (role.mainContact && others.length > 0 && !next && successor !== 'nobody')
      throw new Invalid({ successor: 'Say who is the main contact from now on.' });
    await this.#close(me, role);
    if (role.mainContact && next) await this.change(me, next.id, { ...kindOf(next), mainContact: true });
  }

  async #present(me: Actor, id: string): Promise<RoleShown> {
    const role = await this.find(id);
    allow(mayEditPeopleAt(me, await this.reaches.placeOf(role.organisationId)));
    if (!role.isPresent) throw new Conflict('This role has ended already.');
    return role;
  }

  async #close(me: Actor, role: RoleShown): Promise<void> {
    await this.db.of(Role).update({ id: role.id }, { validTo: () => 'app_now()::date' });
    await this.#note(me, 'role.ended', role, says(role), null);
  }

  /** An organisation has one main contact at a time. */
  async #noMainContact(me: Actor, others: RoleShown[]): Promise<void> {
    for (const one of others.filter(({ mainContact, isPresent }) => mainContact && isPresent)) {
      await this.db.of(Role).update({ id: one.id }, { mainContact: false });
      await this.#note(me, 'role.changed', one, says(one), says({ ...one, mainContact: false }));
    }
  }

  /** Kept with the person: an organisation's history names nobody, so that a person can be forgotten. */
  async #note(
    me: Actor,
    action: string,
    role: RoleShown,
    before: string | null,
    after: string | null,
  ): Promise<void> {
    const change = { field: `role at ${role.organisation}`, before, after };
    await this.history.write(me, { type: 'person', id: role.personId }, [change]);
    const details = { organisation: role.organisationId, role: role.role };
    await this.audit.record(me, action, { type: 'person', id: role.personId }, details);
  }
}

function says(role: { role: string; title: string | null; mainContact: boolean }): string {
  return `${roleWords(role)}${role.mainContact ? ', main contact' : ''}`;
}

function kindOf({ role, title }: RoleShown): { role: RoleInput['role']; title: string | null } {
  return { role: role as RoleInput['role'], title };
}

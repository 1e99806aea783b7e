import { Injectable } from '@nestjs/common';
import { allow, GUARDED_ROLES, hasPower, type Actor, type RoleName } from '../access/index.js';
import { Audit } from '../audit/index.js';
import { Clock } from '../clock/index.js';
import { Db, isId, newId } from '../database/index.js';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors/index.js';
import { ColleaguesQueries, type HeldRole } from './colleagues.queries.js';
import { DELAY_HOURS, refuseConfirming, wayOfGrant, type Way } from './grants.rules.js';
import { Invitations } from './invitations.js';
import { People, type Colleague } from './people.js';

/** What somebody wants to give, and to whom. */
export interface Grant extends Colleague {
  role: RoleName;
  districtId: string | null;
}

/** Who does what for the network: giving roles, confirming and ending them. */
@Injectable()
export class Colleagues {
  constructor(
    private readonly db: Db,
    private readonly queries: ColleaguesQueries,
    private readonly people: People,
    private readonly invitations: Invitations,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Gives somebody a role, or proposes it; returns how it comes into force. @throws Invalid, Forbidden */
  async grant(me: Actor, grant: Grant): Promise<{ roleId: string; way: Way }> {
    allow(me.may('roles.propose'), 'Only co-ordinators give roles, and administrators propose them.');
    await this.#oneAtATime();
    const personId = (await this.people.find(grant)) ?? (await this.people.add(grant));
    await this.people.letSignIn(personId, grant.email);
    await this.#refuseOwn(me, personId, grant);
    await this.#refuseTwice(personId, grant);
    const way = await this.#way(me, personId, grant.role);
    const roleId = newId();
    const granter = way === 'proposed' ? null : me.personId;
    await this.db.query(
      `insert into role (id, person_id, role, district_id, valid_from, granted_by, proposed_by, takes_effect_at)
       values ($1, $2, $3, $4, app_now()::date, $5, $6, $7)`,
      [
        roleId,
        personId,
        grant.role,
        grant.districtId,
        granter,
        granter ? null : me.personId,
        this.#from(way),
      ],
    );
    await this.#tell(roleId, way);
    const details = { role: grant.role, personId, districtId: grant.districtId, way };
    await this.audit.record(
      me,
      way === 'proposed' ? 'role.proposed' : 'role.granted',
      { type: 'role', id: roleId },
      details,
    );
    return { roleId, way };
  }

  /** Confirms what waits for a word; returns how it goes on. @throws Forbidden, Conflict */
  async confirm(me: Actor, roleId: string): Promise<Way> {
    allow(me.may('roles.grant'), 'Only co-ordinators confirm roles.');
    await this.#oneAtATime();
    const role = await this.#role(roleId);
    const same = await this.#sameAs(me, role.personId);
    const reason = refuseConfirming({
      standing: role.standing,
      same,
      isGranter: role.grantedBy === me.personId,
    });
    if (reason)
      throw role.standing === 'proposed' || role.standing === 'second'
        ? new Forbidden(reason)
        : new Conflict(reason);
    // Taking up a proposal is a grant of one's own, and guarded like any other.
    const way = role.standing === 'second' ? 'now' : await this.#way(me, role.personId, role.role);
    await this.db.query(
      `update role set granted_by = coalesce(granted_by, $2), confirmed_by = $3, takes_effect_at = $4, valid_from = app_now()::date where id = $1`,
      [roleId, me.personId, way === 'now' ? me.personId : null, this.#from(way)],
    );
    await this.#tell(roleId, way);
    const details = { role: role.role, personId: role.personId, way };
    await this.audit.record(me, 'role.confirmed', { type: 'role', id: roleId }, details);
    return way;
  }

  /** Ends a role, or withdraws one that does not hold yet: from the very next request on. @throws Forbidden, Conflict */
  async end(me: Actor, roleId: string): Promise<HeldRole> {
    allow(me.may('roles.grant'), 'Only co-ordinators end roles.');
    await this.#oneAtATime();
    const role = await this.#role(roleId);
    if (role.standing === 'over') throw new Conflict('This role has ended already.');
    await this.#keepACoordinator(role);
    const hadPower = await this.#hasPower(role.personId);
    await this.db.query('update role set valid_to = app_now()::date where id = $1', [roleId]);
    if (role.standing === 'later') await this.invitations.withdraw(roleId);
    const lostPower = hadPower && !(await this.#hasPower(role.personId));
    if (lostPower && role.accountId) await this.db.query('select sessions_end_of($1)', [role.accountId]);
    const details = {
      role: role.role,
      personId: role.personId,
      before: role.standing,
      sessionsEnded: lostPower,
    };
    await this.audit.record(me, 'role.ended', { type: 'role', id: roleId }, details);
    return role;
  }

  /** How a role would come into force if this person gave it, for saying so beforehand. */
  async #way(me: Actor, personId: string, role: RoleName): Promise<Way> {
    const coordinators = await this.queries.coordinatorIds();
    const others = coordinators.filter((id) => id !== me.personId && id !== personId);
    const guarded = GUARDED_ROLES.includes(role);
    return wayOfGrant({ guarded, byCoordinator: me.may('roles.grant'), otherCoordinators: others.length });
  }

  #from(way: Way): Date | string | null {
    if (way === 'now') return null;
    return way === 'delay' ? new Date(this.clock.now().getTime() + DELAY_HOURS * 3_600_000) : 'infinity';
  }

  async #tell(roleId: string, way: Way): Promise<void> {
    if (way === 'now' || way === 'delay') await this.invitations.send(roleId);
    if (way === 'second' || way === 'delay') await this.invitations.warnCoordinators(roleId);
  }

  /** Roles are given and ended one after the other, so that two co-ordinators cannot end each other at once. */
  async #oneAtATime(): Promise<void> {
    await this.db.query(
      "select pg_advisory_xact_lock(hashtext('roles'), hashtext(current_setting('app.network_id')))",
    );
  }

  async #role(id: string): Promise<HeldRole> {
    const role = isId(id) ? await this.queries.one(id) : undefined;
    if (!role) throw new NotFound();
    return role;
  }

  /** Two people behind one mailbox cannot watch over each other. */
  async #sameAs(me: Actor, personId: string): Promise<boolean> {
    if (personId === me.personId) return true;
    const [mine, theirs] = [await this.people.reach(me.personId), await this.people.reach(personId)];
    return mine.accountId !== null && mine.accountId === theirs.accountId;
  }

  async #refuseOwn(me: Actor, personId: string, { role }: Grant): Promise<void> {
    if (personId === me.personId) throw new Invalid({ email: 'Nobody gives a role to themselves.' });
    if (hasPower([role]) && (await this.#sameAs(me, personId)))
      throw new Invalid({
        email: 'They sign in with the same address as you. Give them an address of their own first.',
      });
  }

  async #refuseTwice(personId: string, { role, districtId }: Grant): Promise<void> {
    const all = await this.queries.all();
    const same = all.find(
      (one) => one.personId === personId && one.role === role && one.districtId === districtId,
    );
    if (same) throw new Invalid({ role: `${same.name} has this role already, or it is waiting.` });
  }

  async #keepACoordinator(role: HeldRole): Promise<void> {
    if (role.role !== 'coordinator' || role.standing !== 'held') return;
    const others = (await this.queries.coordinatorIds()).filter((id) => id !== role.personId);
    const twice =
      (await this.queries.heldBy(role.personId)).filter((one) => one.role === 'coordinator').length > 1;
    if (others.length === 0 && !twice)
      throw new Forbidden('A network always has a co-ordinator. Make somebody else co-ordinator first.');
  }

  async #hasPower(personId: string): Promise<boolean> {
    return hasPower((await this.queries.heldBy(personId)).map(({ role }) => role));
  }
}

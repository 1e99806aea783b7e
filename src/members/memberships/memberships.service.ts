import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, newId } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Events } from '../../core/events/index.js';
import { AudienceLock } from '../../core/mail/index.js';
import { History } from '../history/index.js';
import { Membership } from './membership.entity.js';
import type { LeavingInput } from './membership.input.js';
import {
  canEnd,
  canRenew,
  latestOf,
  LEAVING_REASONS,
  mayDecideMembership,
  MEMBERSHIP_STATES,
  type MembershipState,
} from './membership.rules.js';

/** Belonging to the network: from when to when, and why it ended. Nothing is deleted. */
@Injectable()
export class Memberships {
  constructor(
    private readonly db: Db,
    private readonly history: History,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly audienceLock: AudienceLock,
  ) {}

  /** Returns every period of an organisation, the latest first. */
  async of(organisationId: string): Promise<Membership[]> {
    return this.db
      .of(Membership)
      .find({ where: { organisationId }, order: { validFrom: 'DESC', id: 'DESC' } });
  }

  /** Begins the first membership of a new organisation; `since` is a date, and today when nothing is said. */
  async begin(me: Actor, organisationId: string, since: string | null): Promise<void> {
    await this.db.of(Membership).insert({
      ...{ id: newId(), organisationId, state: 'active' as const, decidedBy: me.personId },
      validFrom: since ?? (() => 'app_now()::date'),
    });
  }

  /**
   * Ends the membership today. Its people's roles there are true all the same, but give no rights any more.
   * @throws Conflict when it has ended
   */
  async end(me: Actor, organisationId: string, { reason, note }: LeavingInput): Promise<void> {
    allow(mayDecideMembership(me));
    await this.audienceLock.share();
    const open = latestOf(await this.of(organisationId));
    if (!open || !canEnd(open)) throw new Conflict('This membership has ended already.');
    await this.#change(open, {
      state: 'left',
      validTo: () => 'app_now()::date',
      reason,
      decidedBy: me.personId,
    });
    if (reason === 'closed')
      await this.db.query(
        'update organisation set ended_on = app_now()::date, ended_reason = $2 where id = $1',
        [organisationId, LEAVING_REASONS.closed],
      );
    await this.#note(me, organisationId, open.state, 'left', note ?? LEAVING_REASONS[reason]);
    await this.events.tell('organisation.left', { organisationId });
  }

  /** Renews the membership; after one that has ended a new period begins today. @throws Conflict */
  async renew(me: Actor, organisationId: string): Promise<void> {
    allow(mayDecideMembership(me));
    const latest = latestOf(await this.of(organisationId));
    if (!latest || !canRenew(latest))
      throw new Conflict('There is nothing to renew: the membership goes on.');
    if (latest.validTo === null) await this.#change(latest, { state: 'active', decidedBy: me.personId });
    else await this.begin(me, organisationId, null);
    await this.db.query('update organisation set ended_on = null, ended_reason = null where id = $1', [
      organisationId,
    ]);
    await this.#note(me, organisationId, latest.state, 'active', null);
  }

  /** Two people at once: the second finds the period no longer as it was. */
  async #change(open: Membership, facts: QueryDeepPartialEntity<Membership>): Promise<void> {
    const { id, state } = open;
    const { affected } = await this.db.of(Membership).update({ id, state }, facts);
    if (!affected) throw new Conflict('Somebody else has just changed this membership.');
  }

  async #note(
    me: Actor,
    id: string,
    before: MembershipState,
    after: MembershipState,
    why: string | null,
  ): Promise<void> {
    const words = (state: MembershipState) => MEMBERSHIP_STATES[state].words;
    const change = { field: 'membership', before: words(before), after: words(after) };
    await this.history.write(me, { type: 'organisation', id }, [change], why);
    await this.audit.record(me, `membership.${after}`, { type: 'organisation', id }, { from: before });
  }
}

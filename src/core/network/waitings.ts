import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { Contributions, ForYou, type Waiting } from '../contracts/index.js';
import { ColleaguesQueries, type HeldRole } from './colleagues.queries.js';
import { refuseConfirming } from './grants.rules.js';

/** Collects what waits for a person from every module. */
@Injectable()
export class Waitings {
  constructor(private readonly contributions: Contributions) {}

  /** What waits for them, the most pressing first. */
  async for(me: Actor): Promise<Waiting[]> {
    const found: Waiting[] = [];
    for (const one of this.contributions.all<ForYou>(ForYou)) found.push(...(await one.waitingFor(me)));
    return found.sort((a, b) => a.position - b.position || (a.due ?? '9').localeCompare(b.due ?? '9'));
  }
}

/** Roles that wait for this co-ordinator's word. */
@ForYou()
@Injectable()
export class RolesForYou implements ForYou {
  constructor(private readonly queries: ColleaguesQueries) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    if (!me.may('roles.grant')) return [];
    const all = await this.queries.all();
    const waiting = this.#toConfirm(me, all);
    if (all.every((one) => one.personId === me.personId))
      waiting.push({ words: 'Invite a colleague', href: '/roles/new', position: 43 });
    return waiting;
  }

  #toConfirm(me: Actor, all: HeldRole[]): Waiting[] {
    return all
      .filter((one) => {
        const same =
          one.personId === me.personId || (one.accountId !== null && one.accountId === me.accountId);
        return !refuseConfirming({ standing: one.standing, same, isGranter: one.grantedBy === me.personId });
      })
      .map(({ id, name, words }) => ({
        words: `Confirm ${name} as ${words.toLowerCase()}`,
        href: `/roles/${id}`,
        position: 20,
      }));
  }
}

import { Injectable } from '@nestjs/common';
import { isRoleName, ROLES, type RoleName } from '../access/index.js';
import { Clock } from '../clock/index.js';
import { Db } from '../database/index.js';
import { standingOf, type Standing } from './grants.rules.js';

/** A role in the network, and where it stands. */
export interface HeldRole {
  id: string;
  personId: string;
  name: string;
  accountId: string | null;
  role: RoleName;
  words: string;
  districtId: string | null;
  district: string | null;
  takesEffectAt: Date | number | null;
  grantedBy: string | null;
  proposedBy: string | null;
  /** Name of whoever gave or proposed it. */
  by: string | null;
  since: string;
  ended: boolean;
  standing: Standing;
}

const IN_FORCE = `(r.valid_to is null or r.valid_to > app_now()::date)`;

/** Reads of the network's roles; roles at organisations are the member database's. */
@Injectable()
export class ColleaguesQueries {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Every role that holds or waits, by role and name. */
  async all(): Promise<HeldRole[]> {
    return this.#read(`${IN_FORCE} order by lower(p.family), lower(p.given), r.id`, []);
  }

  /** One role, also one that is over. */
  async one(id: string): Promise<HeldRole | undefined> {
    return (await this.#read('r.id = $1', [id]))[0];
  }

  /** Ids of the people who are co-ordinators at this moment. */
  async coordinatorIds(): Promise<string[]> {
    const held = await this.all();
    return [
      ...new Set(
        held
          .filter((one) => one.role === 'coordinator' && one.standing === 'held')
          .map((one) => one.personId),
      ),
    ];
  }

  /** The roles a person holds at this moment. */
  async heldBy(personId: string): Promise<HeldRole[]> {
    return (await this.all()).filter((one) => one.personId === personId && one.standing === 'held');
  }

  districts(): Promise<{ id: string; name: string }[]> {
    return this.db.query('select id, name from district where valid_to is null order by position, name');
  }

  async #read(where: string, params: unknown[]): Promise<HeldRole[]> {
    const rows = await this.db.query<Omit<HeldRole, 'words' | 'standing'>>(
      `select r.id, r.person_id as "personId", trim(p.given || ' ' || p.family) as name, p.account_id as "accountId", r.role,
         r.district_id as "districtId", d.name as district, r.takes_effect_at as "takesEffectAt", r.granted_by as "grantedBy",
         r.proposed_by as "proposedBy", trim(g.given || ' ' || g.family) as by, r.valid_from::text as since, not ${IN_FORCE} as ended
       from role r join person p on p.id = r.person_id and p.erased_at is null
       left join district d on d.id = r.district_id
       left join person g on g.id = coalesce(r.granted_by, r.proposed_by)
       where r.organisation_id is null and ${where}`,
      params,
    );
    const known = rows.filter(({ role }) => isRoleName(role));
    const now = this.clock.now();
    return known.map((row) => ({ ...row, words: ROLES[row.role].words, standing: standingOf(row, now) }));
  }
}

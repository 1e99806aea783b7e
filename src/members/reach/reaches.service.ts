import { Injectable } from '@nestjs/common';
import { Db, isId } from '../../core/database/index.js';
import { NotFound } from '../../core/errors/index.js';
import { reachOf, type Place, type Reach, type Who } from './reach.rules.js';

/** The columns of a `Place`, for an organisation called `o`. */
export const PLACE = `o.id,
  array(select c.district_id from coverage c where c.organisation_id = o.id and c.district_id is not null
    order by c.primary_one desc, c.district_id) as "districtIds",
  exists (select 1 from coverage c where c.organisation_id = o.id and c.district_id is null) as "countyWide"`;

/** Knows which part of the member database somebody sees. */
@Injectable()
export class Reaches {
  constructor(private readonly db: Db) {}

  /** Returns it; asks the database only for people who see nothing but their neighbourhood. */
  async of(me: Who): Promise<Reach> {
    const byRole = reachOf(me, null);
    if (byRole.everywhere || me.organisationIds.length === 0) return byRole;
    return reachOf(me, await this.#around(me.organisationIds));
  }

  /** Returns where an organisation is, for the rules. @throws NotFound */
  async placeOf(organisationId: string): Promise<Place> {
    const found = isId(organisationId)
      ? await this.db.one<Place>(`select ${PLACE} from organisation o where o.id = $1`, [organisationId])
      : undefined;
    if (!found) throw new NotFound();
    return found;
  }

  /** Where these organisations work; null where members see no organisation but their own. */
  async #around(organisationIds: readonly string[]): Promise<Omit<Place, 'id'> | null> {
    const found = await this.db.one<Omit<Place, 'id'> & { list: string }>(
      `select coalesce((select settings->'members'->>'list' from network), 'district') as list,
         coalesce(bool_or(district_id is null), false) as "countyWide",
         coalesce(array_agg(distinct district_id) filter (where district_id is not null), '{}') as "districtIds"
       from coverage where organisation_id = any ($1::uuid[])`,
      [organisationIds],
    );
    return found!.list === 'district' ? found! : null;
  }
}

/** Returns the condition, on `o` of the table organisation, that `inReach` says in words; it uses two parameters. */
export function withinReach(reach: Reach, add: (value: unknown) => string): string {
  if (reach.everywhere) return 'true';
  const [districts, own] = [add(reach.districtIds), add(reach.organisationIds)];
  return `(o.id = any (${own}::uuid[]) or exists (select 1 from coverage c where c.organisation_id = o.id
    and (c.district_id = any (${districts}::uuid[]) or (c.district_id is null and cardinality(${districts}::uuid[]) > 0))))`;
}

import { Injectable } from '@nestjs/common';
import { permissionMatrix, type RoleName } from '../../core/access/index.js';
import { Db } from '../../core/database/index.js';
import { ThisNetwork } from '../this-network.js';

/** Somebody who works for the network today. */
export interface Colleague {
  personId: string;
  name: string;
  /** Two people behind one account cannot watch over each other. */
  accountId: string | null;
  roles: string[];
}

interface Pair {
  awayId: string;
  deputyId: string;
}

/** Roles of people who do not work for the network. */
const OUTSIDE: RoleName[] = ['member', 'representative', 'partner'];

const COLLEAGUES = `select p.id as "personId", trim(p.given || ' ' || p.family) as name, p.account_id as "accountId",
    array_agg(distinct r.role) as roles
  from role r join person p on p.network_id = r.network_id and p.id = r.person_id
  where r.organisation_id is null and r.role <> all ($2) and p.erased_at is null and r.valid_from <= $1
    and (r.valid_to is null or r.valid_to > $1) and (r.takes_effect_at is null or r.takes_effect_at <= app_now())
  group by p.network_id, p.id order by lower(p.family), lower(p.given), p.id`;

/** Who may approve beside the co-ordinator: whoever holds the permission, and the deputy. */
@Injectable()
export class Deputies {
  constructor(
    private readonly db: Db,
    private readonly here: ThisNetwork,
  ) {}

  /** Everybody who works for the network today, by name. */
  async colleagues(): Promise<Colleague[]> {
    return this.db.query<Colleague>(COLLEAGUES, [await this.here.today(), OUTSIDE]);
  }

  /** The network's standing deputy, where one is named. */
  async standing(): Promise<string | undefined> {
    return (await this.db.one<{ id: string }>('select person_id as id from deputy'))?.id;
  }

  /** Everybody who may approve by their role, by name. */
  async approving(): Promise<Colleague[]> {
    const approving = rolesWith('digest.approve');
    return (await this.colleagues()).filter(({ roles }) => roles.some((role) => approving.has(role)));
  }

  /**
   * Returns why a handover does not hold today, and who is told: whoever is away may approve no more, or the deputy no
   * longer works for the network. Undefined where it holds.
   */
  async lapse({ awayId, deputyId }: Pair): Promise<{ why: string; people: string[] } | undefined> {
    const approving = (await this.approving()).map(({ personId }) => personId);
    const colleagues = new Set((await this.colleagues()).map(({ personId }) => personId));
    const why = approving.includes(awayId)
      ? 'the deputy has no role in the network any more.'
      : 'whoever handed it over may not approve the digest any more.';
    if (approving.includes(awayId) && colleagues.has(deputyId)) return undefined;
    const both = [deputyId, awayId].filter((id) => colleagues.has(id));
    return { why, people: [...new Set([...both, ...approving])] };
  }

  /** Everybody who may give a second approval today, by name. */
  async seconds(): Promise<Colleague[]> {
    const deputies = await this.db.query<{ id: string }>(
      `select person_id as id from deputy union
       select deputy_id from handover where ended_at is null and $1 between from_on and to_on`,
      [await this.here.today()],
    );
    const named = new Set(deputies.map(({ id }) => id));
    const approving = rolesWith('digest.approve');
    return (await this.colleagues()).filter(
      ({ personId, roles }) => named.has(personId) || roles.some((role) => approving.has(role)),
    );
  }
}

function rolesWith(permission: string): Set<string> {
  return new Set(permissionMatrix().find(([name]) => name === permission)?.[1].roles);
}

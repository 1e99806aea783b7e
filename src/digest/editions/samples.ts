import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';

/** Somebody whose copy may be looked at as an example. */
export interface Sample {
  personId: string;
  name: string;
  organisation: string;
}

/** A few real people, each of another district, so that one press shows what an edition is for somebody. */
@Injectable()
export class Samples {
  constructor(private readonly db: Db) {}

  /** Returns up to so many people at member organisations with an address; the same ones every time. */
  async some(most: number): Promise<Sample[]> {
    return this.db.query<Sample>(
      `select distinct on (d.position, d.id) p.id as "personId", trim(p.given || ' ' || p.family) as name, o.name as organisation
       from district d
       join coverage c on c.network_id = d.network_id and c.district_id = d.id
       join organisation o on o.network_id = c.network_id and o.id = c.organisation_id
       join membership m on m.network_id = o.network_id and m.organisation_id = o.id and m.valid_to is null and m.state in ('active', 'due')
       join role r on r.network_id = o.network_id and r.organisation_id = o.id and r.valid_to is null
       join person p on p.network_id = r.network_id and p.id = r.person_id and p.erased_at is null
       join contact_point e on e.network_id = p.network_id and e.person_id = p.id and e.kind = 'email' and e.held_since is null
       where d.valid_to is null
       order by d.position, d.id, o.sort_name, p.id limit $1`,
      [most],
    );
  }
}

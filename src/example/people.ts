import { Injectable } from '@nestjs/common';
import type { RoleName } from '../core/access/index.js';
import { Db, newId } from '../core/database/index.js';
import { Search } from '../core/search/index.js';
import type { ExamplePerson } from './cast.rules.js';

/** Gives the people of an example network their roles, without the letters that come with a real one. */
@Injectable()
export class ExamplePeople {
  constructor(
    private readonly db: Db,
    private readonly search: Search,
  ) {}

  /** Adds those who did not come with the members' list; returns the first person of each role. */
  async add(people: readonly ExamplePerson[]): Promise<Map<RoleName, string>> {
    const cast = new Map<RoleName, string>();
    for (const person of people) {
      const id = (await this.#known(person)) ?? (await this.#insert(person));
      if (person.role !== 'member') await this.#give(id, person);
      if (!cast.has(person.role)) cast.set(person.role, id);
    }
    return cast;
  }

  async #known({ given, family, email }: ExamplePerson): Promise<string | undefined> {
    const found = await this.db.one<{ id: string }>(
      `select p.id from person p join contact_point c on c.network_id = p.network_id and c.person_id = p.id
       where c.kind = 'email' and c.value_key = $1 and p.given = $2 and p.family = $3`,
      [email, given, family],
    );
    return found?.id;
  }

  async #insert({ given, family, email }: ExamplePerson): Promise<string> {
    const id = newId();
    await this.db.query(
      'insert into person (id, given, family, account_id) values ($1, $2, $3, account_ensure($4))',
      [id, given, family, email],
    );
    await this.db.query(
      `insert into contact_point (id, person_id, kind, value, value_key) values ($1, $2, 'email', $3, $3)`,
      [newId(), id, email],
    );
    await this.search.put([{ kind: 'person', id, title: `${given} ${family}`, body: '' }]);
    return id;
  }

  async #give(id: string, { role, districts = [] }: ExamplePerson): Promise<void> {
    const places = await this.db.query<{ id: string }>('select id from district where name = any ($1)', [
      districts,
    ]);
    for (const district of places.length > 0 ? places : [{ id: null }])
      await this.db.query(
        `insert into role (id, person_id, role, district_id, valid_from) values ($1, $2, $3, $4, app_now()::date)`,
        [newId(), id, role, district.id],
      );
  }
}

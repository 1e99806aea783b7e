import { Injectable } from '@nestjs/common';
import type { Actor } from '../core/access/index.js';
import { Searchable, type Hit, type SearchEntry } from '../core/contracts/index.js';
import { Db } from '../core/database/index.js';
import { Search } from '../core/search/index.js';
import { PLACE, Reaches, withinReach } from './reach/index.js';

const PER_PAGE = 500;

/** What is found under an organisation: its names first, then what it does, its people, and where it is. */
const ORGANISATION = `select 'organisation' as kind, o.id, concat_ws(' ', o.name, o.known_as) as title,
  concat_ws(' ', o.reference, o.description,
    (select string_agg(concat_ws(' ', p.given, p.family), ' ') from role r join person p on p.network_id = r.network_id and p.id = r.person_id
     where r.organisation_id = o.id and (r.valid_to is null or r.valid_to > app_now()::date)),
    (select string_agg(concat_ws(' ', c.value, c.postcode, replace(c.postcode, ' ', '')), ' ') from contact_point c
     where c.organisation_id = o.id and c.kind = 'post')) as body
  from organisation o`;

/** What is found under a person: the name first, then where they have a role. */
const PERSON = `select 'person' as kind, p.id, concat_ws(' ', p.given, p.family) as title,
  coalesce((select string_agg(concat_ws(' ', r.title, o.name), ' ') from role r
    join organisation o on o.network_id = r.network_id and o.id = r.organisation_id
    where r.person_id = p.id and (r.valid_to is null or r.valid_to > app_now()::date)), '') as body
  from person p`;

/** Keeps the search index in step with organisations and people. */
@Injectable()
export class MembersIndex {
  constructor(
    private readonly db: Db,
    private readonly search: Search,
  ) {}

  /** Renews the entries of these, and of those they are found by: people by organisation and the other way round. */
  async renew({
    organisations = [],
    people = [],
  }: {
    organisations?: string[];
    people?: string[];
  }): Promise<void> {
    const entries = await this.db.query<SearchEntry>(
      `${ORGANISATION} where o.id = any ($1::uuid[]) or o.id in (select organisation_id from role where person_id = any ($2::uuid[]))
       union all ${PERSON} where p.erased_at is null
         and (p.id = any ($2::uuid[]) or p.id in (select person_id from role where organisation_id = any ($1::uuid[])))`,
      [organisations, people],
    );
    await this.search.put(entries);
  }

  /** Takes people out who are to be forgotten. */
  async forget(people: string[]): Promise<void> {
    await this.search.drop('person', people);
  }
}

/** Lets organisations and people be found in the search box, each by those who may see them. */
@Searchable()
@Injectable()
export class MembersSearch implements Searchable {
  readonly kinds = ['organisation', 'person'] as const;

  constructor(
    private readonly db: Db,
    private readonly reaches: Reaches,
  ) {}

  async show(me: Actor, kind: string, ids: string[]): Promise<Hit[]> {
    if (!me.may('members.list')) return [];
    const params: unknown[] = [ids];
    const within = withinReach(await this.reaches.of(me), (value) => `$${params.push(value)}`);
    return kind === 'organisation' ? this.#organisations(within, params) : this.#people(within, params);
  }

  /** Everything for a new index, in pages. */
  async *entries(): AsyncIterable<SearchEntry[]> {
    yield* this.#pages(ORGANISATION, 'o', 'true');
    yield* this.#pages(PERSON, 'p', 'p.erased_at is null');
  }

  async #organisations(within: string, params: unknown[]): Promise<Hit[]> {
    const found = await this.db.query<{ id: string; name: string; description: string }>(
      `select ${PLACE}, o.name, o.description from organisation o where o.id = any ($1::uuid[]) and ${within}`,
      params,
    );
    return found.map(({ id, name, description }) => ({
      ...{ id, kind: 'organisation', kindWords: 'Organisation', title: name },
      href: `/organisations/${id}`,
      summary: description.slice(0, 200),
    }));
  }

  /** Somebody with a role in the network itself is known to everybody in it. */
  async #people(within: string, params: unknown[]): Promise<Hit[]> {
    const found = await this.db.query<{ id: string; name: string; organisations: string[] }>(
      `select p.id, trim(p.given || ' ' || p.family) as name, p.organisations from (
         select p.*, array(select o.name from role r join organisation o on o.network_id = r.network_id and o.id = r.organisation_id
           where r.person_id = p.id and (r.valid_to is null or r.valid_to > app_now()::date) and ${within} order by o.sort_name) as organisations,
           exists (select 1 from role r where r.person_id = p.id and r.organisation_id is null
             and (r.valid_to is null or r.valid_to > app_now()::date)) as known
         from person p where p.id = any ($1::uuid[]) and p.erased_at is null) p
       where p.known or cardinality(p.organisations) > 0`,
      params,
    );
    return found.map(({ id, name, organisations }) => ({
      ...{ id, kind: 'person', kindWords: 'Person', title: name },
      href: `/people/${id}`,
      summary: organisations.join(', '),
    }));
  }

  async *#pages(select: string, table: 'o' | 'p', where: string): AsyncIterable<SearchEntry[]> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const entries = await this.db.query<SearchEntry>(
        `${select} where ${where} and ${table}.id > $1 order by ${table}.id limit ${PER_PAGE}`,
        [after],
      );
      if (entries.length === 0) return;
      yield entries;
      after = entries[entries.length - 1].id;
    }
  }
}

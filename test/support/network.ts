import { createHash, randomBytes } from 'node:crypto';
import { Actor, type RoleName, type Via } from '../../src/core/access/index.js';
import { newId } from '../../src/core/database/index.js';
import { MODELS } from '../../src/core/network/models.rules.js';
import type { Model } from '../../src/core/network/index.js';
import { sortName } from '../../src/members/organisations/organisation.rules.js';
import type { TestApp } from './app.js';
import type { Visitor } from './visitor.js';

/** Who is who in every network of the tests; each has one address. */
export const CAST = {
  coordinator: { name: 'Ada Barley', address: 'ada@example.org' },
  administrator: { name: 'Tom Finch', address: 'tom@example.org' },
  treasurer: { name: 'Una Marsh', address: 'una@example.org' },
  chair: { name: 'Clive Dunmore', address: 'clive@example.org' },
  partner: { name: 'Petra Stone', address: 'petra@example.org' },
  /** Of the first district. */
  representative: { name: 'Rosa Webb', address: 'rosa@example.org' },
  /** Assigned to the first district. */
  development_officer: { name: 'Dev Patel', address: 'dev@example.org' },
  /** Main contact of the first organisation, which works in the first district. */
  member: { name: 'Maureen Tideswell', address: 'maureen@example.org' },
} as const;

export type Part = keyof typeof CAST;

/** An organisation to be: what is left out is nothing, a member since 2020, and nobody there. */
export interface OrganisationWish {
  name: string;
  reference?: string;
  /** Names of districts; `*` is the whole area. */
  districts?: string[];
  themes?: string[];
  postcode?: string;
  listed?: boolean;
  people?: { name: string; address?: string; role?: string; mainContact?: boolean; share?: boolean }[];
}

/** A network with its people, and how to act in it. */
export class TestNetwork {
  readonly people = {} as Record<Part, { id: string; name: string; address: string }>;
  /** Ids of districts by name, in the network's order. */
  readonly districts = new Map<string, string>();
  /** The organisation of which the member is the main contact. */
  organisationId = '';

  constructor(
    readonly folkmoot: TestApp,
    readonly id: string,
    readonly slug: string,
  ) {}

  /** Runs something in a transaction of this network. */
  inside<T>(work: () => Promise<T>): Promise<T> {
    return this.folkmoot.db.inNetwork(this.id, work);
  }

  /** Reads rows as the product would. */
  query<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return this.inside(() => this.folkmoot.db.query<Row>(sql, params));
  }

  /** The actor that the guard would make of somebody today. */
  async actor(personId: string, via: Via = 'page'): Promise<Actor> {
    type Found = { name: string; accountId: string | null; roles: ConstructorParameters<typeof Actor>[4] };
    const [row] = await this.query<{ people: Found[] }>('select people_of($1, null, $2) as people', [
      this.id,
      personId,
    ]);
    const { name, accountId, roles } = row.people[0];
    return new Actor(this.id, personId, accountId ?? undefined, name, roles, via);
  }

  /** The actor for one of the cast. */
  as(part: Part, via?: Via): Promise<Actor> {
    return this.actor(this.people[part].id, via);
  }

  /** A browser in which one of the cast is signed in. */
  signIn(part: Part): Promise<Visitor> {
    return this.browserOf(this.people[part].id);
  }

  /** A browser in which somebody is signed in, with a session of its own. */
  async browserOf(personId: string): Promise<Visitor> {
    const secret = randomBytes(32).toString('base64url');
    const hash = createHash('sha256').update(secret).digest();
    const [{ account }] = await this.query<{ account: string }>(
      'select account_id as account from person where id = $1',
      [personId],
    );
    const keep = () =>
      this.folkmoot.db.query(
        'insert into session (id_hash, account_id, people) values ($1, $2, jsonb_build_object($3::text, $4::text))',
        [hash, account, this.id, personId],
      );
    await this.folkmoot.db.inNetwork(this.id, keep, account);
    const visitor = this.folkmoot.visitor();
    visitor.cookies.set('folkmoot', secret);
    return visitor;
  }

  /** An API token of one of the cast. */
  async apiToken(part: Part): Promise<string> {
    const token = `fm_${randomBytes(32).toString('base64url')}`;
    await this.query(
      `insert into api_token (id, person_id, name, token_hash, expires_at) values ($1, $2, 'test', $3, app_now() + interval '1 day')`,
      [newId(), this.people[part].id, createHash('sha256').update(token).digest()],
    );
    return token;
  }

  /** Writes a person down; returns the id. */
  async addPerson(name: string, address?: string, share = false): Promise<string> {
    const [given, ...family] = name.split(' ');
    const id = newId();
    return this.inside(async () => {
      const { db } = this.folkmoot;
      await db.query(
        `insert into person (id, given, family, share, account_id) values ($1, $2, $3, $4,
           case when $5::text is null then null else account_ensure($5) end)`,
        [id, given, family.join(' '), share, address ?? null],
      );
      if (address)
        await db.query(
          `insert into contact_point (id, person_id, kind, value, value_key) values ($1, $2, 'email', $3, lower($3))`,
          [newId(), id, address],
        );
      return id;
    });
  }

  /** Gives a role in the network, for one district or for all. */
  async giveRole(personId: string, role: RoleName, district?: string): Promise<void> {
    await this.query(
      `insert into role (id, person_id, role, district_id, valid_from) values ($1, $2, $3, $4, '2020-01-01')`,
      [newId(), personId, role, district ? this.districts.get(district) : null],
    );
  }

  /** Writes a member organisation down with its people; returns its id and theirs. */
  async addOrganisation(wish: OrganisationWish): Promise<{ id: string; people: string[] }> {
    const id = newId();
    await this.inside(() => this.#insertOrganisation(id, wish));
    const people: string[] = [];
    for (const { name, address, role = 'worker', mainContact = false, share } of wish.people ?? []) {
      const personId = await this.addPerson(name, address, share);
      await this.query(
        `insert into role (id, person_id, organisation_id, role, main_contact, valid_from) values ($1, $2, $3, $4, $5, '2020-01-01')`,
        [newId(), personId, id, role, mainContact],
      );
      people.push(personId);
    }
    return { id, people };
  }

  async #insertOrganisation(id: string, wish: OrganisationWish): Promise<void> {
    const { db } = this.folkmoot;
    const { name, reference = `T-${id.slice(-12)}`, listed = false, districts = [], themes = [] } = wish;
    await db.query(
      'insert into organisation (id, reference, name, sort_name, listed) values ($1, $2, $3, $4, $5)',
      [id, reference, name, sortName(name), listed],
    );
    for (const district of districts)
      await db.query('insert into coverage (organisation_id, district_id) values ($1, $2)', [
        id,
        district === '*' ? null : this.districts.get(district),
      ]);
    for (const theme of themes)
      await db.query('insert into organisation_theme (organisation_id, theme) values ($1, $2)', [id, theme]);
    if (wish.postcode)
      await db.query(
        `insert into contact_point (id, organisation_id, kind, value, value_key, postcode) values ($1, $2, 'post', '1 High Street', '1 high street', $3)`,
        [newId(), id, wish.postcode],
      );
    await db.query(
      `insert into membership (id, organisation_id, state, valid_from) values ($1, $2, 'active', '2020-01-01')`,
      [newId(), id],
    );
  }
}

/** Founds a network of a model with its districts, the whole cast, and the member's organisation. */
export async function foundNetwork(
  folkmoot: TestApp,
  wish: { slug?: string; name?: string; model?: Model; mark?: string } = {},
): Promise<TestNetwork> {
  const { slug = 'derbyshire', model = 'derbyshire', mark = '' } = wish;
  const name = wish.name ?? `The ${slug} network`;
  const network = new TestNetwork(folkmoot, newId(), slug);
  const { words, modules, districts } = MODELS[model];
  const facts = { id: network.id, slug, name, model, words, modules, settings: {} };
  await folkmoot.db.query('select network_make($1::jsonb)', [JSON.stringify(facts)]);
  for (const [position, { gss, name: called, kind }] of districts.entries()) {
    const id = newId();
    await network.query('insert into district (id, gss, name, kind, position) values ($1, $2, $3, $4, $5)', [
      ...[id, gss, called, kind, position],
    ]);
    network.districts.set(called, id);
  }
  const first = districts[0].name;
  for (const part of Object.keys(CAST) as Part[]) {
    if (part === 'member') continue;
    const { name: who, address } = marked(CAST[part], mark);
    const id = await network.addPerson(who, address);
    await network.giveRole(
      id,
      part,
      ['representative', 'development_officer'].includes(part) ? first : undefined,
    );
    network.people[part] = { id, name: who, address };
  }
  await addMember(network, first, mark);
  return network;
}

async function addMember(network: TestNetwork, district: string, mark: string): Promise<void> {
  const { name, address } = marked(CAST.member, mark);
  const { id, people } = await network.addOrganisation({
    name: `Larkfield Playgroup${mark && ` ${mark}`}`,
    reference: 'ORG-0001',
    districts: [district],
    themes: ['early-years'],
    people: [{ name, address, role: 'chair', mainContact: true }],
  });
  network.organisationId = id;
  network.people.member = { id: people[0], name, address };
}

/** A second network of the same shape has its own names and addresses, to be told apart. */
function marked({ name, address }: { name: string; address: string }, mark: string) {
  if (!mark) return { name, address };
  return { name: `${name} ${mark}`, address: address.replace('@', `.${mark.toLowerCase()}@`) };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Actor, ROLES, type RoleName } from '../core/access/index.js';
import { Clock } from '../core/clock/index.js';
import { Settings } from '../core/config/index.js';
import { Db, newId } from '../core/database/index.js';
import { Founding, MODELS, type Model } from '../core/network/index.js';
import { Articles } from '../digest/index.js';
import { Imports } from '../members/index.js';
import { articlesFor, type ExampleArticle } from './article.rules.js';
import { EXAMPLES, type ExampleFacts, type ExamplePerson } from './cast.rules.js';
import { ExamplePeople } from './people.js';

/** An example network and who can sign in to it. */
export interface Example {
  slug: string;
  name: string;
  address: string;
  people: { role: string; name: string; email: string }[];
}

/** Loads networks in which every page has something to look at. */
@Injectable()
export class Examples {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly founding: Founding,
    private readonly imports: Imports,
    private readonly people: ExamplePeople,
    private readonly articles: Articles,
  ) {}

  /**
   * Founds an example network with its members, people and articles, in one transaction: all of it or nothing.
   * Nobody is written to. @throws Invalid when the short name is taken
   */
  async load(model: Model, slug = EXAMPLES[model].slug): Promise<Example> {
    const [members, articles] = [await data(`${model}.csv`), await data('articles.json')];
    const facts = EXAMPLES[model];
    const id = newId();
    await this.db.inNetwork(id, async () => {
      const me = await this.#found(id, model, slug, facts);
      await this.#import(me, members, `${model}.csv`);
      const cast = await this.people.add(facts.people.slice(1));
      await this.#write(me, cast, model, JSON.parse(articles.toString()) as ExampleArticle[]);
    });
    return this.describe(model, slug);
  }

  /** Says how to sign in to an example network. */
  describe(model: Model, slug = EXAMPLES[model].slug): Example {
    const { name, people } = EXAMPLES[model];
    const said = people.map((person) => ({
      role: roleWords(person),
      name: `${person.given} ${person.family}`,
      email: person.email,
    }));
    return { slug, name, address: `${this.settings.baseUrl}/${slug}`, people: said };
  }

  async #found(id: string, model: Model, slug: string, facts: ExampleFacts): Promise<Actor> {
    const { name, people, telephone, post } = facts;
    const [{ given, family, email }] = people;
    const input = { slug, name, model, coordinator: email, coordinatorName: `${given} ${family}` };
    const personId = await this.founding.lay(id, input, { quiet: true });
    await this.db.query('update network set settings = settings || $1::jsonb where id = $2', [
      JSON.stringify({ contactPhone: telephone, contactPost: post }),
      id,
    ]);
    return actorOf(id, personId, `${given} ${family}`, 'coordinator');
  }

  async #import(me: Actor, bytes: Buffer, name: string): Promise<void> {
    const { plan, run } = await this.imports.take(me, { name, bytes, basis: 'membership', chosen: {} });
    if (!run) throw new Error(`The example list is damaged: ${JSON.stringify(plan.refused)}`);
  }

  async #write(me: Actor, cast: Map<RoleName, string>, model: Model, all: ExampleArticle[]): Promise<void> {
    const districts = new Set(MODELS[model].districts.map(({ gss }) => gss));
    const { area } = EXAMPLES[model];
    const officer = actorOf(me.networkId, cast.get('development_officer')!, '', 'development_officer');
    for (const article of articlesFor(all, { districts, area, today: this.clock.today() }))
      await this.articles.write(article.state === 'ready' ? me : officer, article);
  }
}

function actorOf(networkId: string, personId: string, name: string, role: RoleName): Actor {
  return new Actor(
    networkId,
    personId,
    undefined,
    name,
    [{ role, organisationId: null, districtId: null }],
    'job',
  );
}

function data(name: string): Promise<Buffer> {
  return readFile(join(import.meta.dirname, 'data', name));
}

function roleWords({ role, districts }: ExamplePerson): string {
  return districts ? `${ROLES[role].words}, ${districts.join(', ')}` : ROLES[role].words;
}

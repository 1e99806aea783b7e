import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Db, newId } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Search } from '../../core/search/index.js';
import type { Article, ArticleState, ArticleWords, WrittenState } from './article.rules.js';
import { searchEntry } from './article.search-entry.js';

/** An article that is about to be. */
export interface NewArticle {
  id: string;
  words: ArticleWords;
  state: WrittenState;
  /** Fingerprint of the row of a file it was made from. */
  importHash: string | null;
}

/** The columns that hold what a person writes, each with how it comes out of those words as JSON. */
const WORDS: Record<string, string> = {
  kind: `w->>'kind'`,
  title: `w->>'title'`,
  summary: `w->>'summary'`,
  body: `w->>'body'`,
  what_it_means: `w->>'whatItMeans'`,
  themes: `array(select jsonb_array_elements_text(w->'themes'))`,
  age_from: `(w->'ages'->>'from')::integer`,
  age_to: `(w->'ages'->>'to')::integer`,
  sizes: `array(select jsonb_array_elements_text(w->'sizes'))`,
  stages: `array(select jsonb_array_elements_text(w->'stages'))::integer[]`,
  roles: `array(select jsonb_array_elements_text(w->'roles'))`,
  readers: `w->>'readers'`,
  closes_on: `(w->>'closesOn')::date`,
  dates: `w->'dates'`,
  must_know: `(w->>'mustKnow')::boolean`,
  links: `w->'links'`,
  meanings: `w->'meanings'`,
};
const COLUMNS = Object.keys(WORDS);
const FROM_WORDS = Object.values(WORDS);

/** What is said to whoever saves what somebody else has changed meanwhile. */
export const OVERTAKEN = 'Somebody else has changed this article since you opened it. Open it again.';

export interface ArticleChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** Where articles, their districts, their words for the search and their history are kept together. */
@Injectable()
export class ArticleStore {
  constructor(
    private readonly db: Db,
    private readonly search: Search,
  ) {}

  async insert(me: Actor, rows: NewArticle[], since: string): Promise<void> {
    await this.db.query(
      `insert into article (id, ${COLUMNS.join(', ')}, state, since, author_id, import_hash)
       select (a->>'id')::uuid, ${FROM_WORDS.join(', ')}, a->>'state', $2, $3, a->>'importHash'
       from jsonb_array_elements($1::jsonb) a, jsonb_extract_path(a, 'words') w`,
      [JSON.stringify(rows), since, me.personId],
    );
    for (const { id, words } of rows) await this.#place(id, words.districtIds);
    await this.search.put(rows.map(({ id, words }) => searchEntry(id, words)));
  }

  /** @throws Conflict when it is another version by now */
  async update(
    { id, version }: Pick<Article, 'id' | 'version'>,
    words: ArticleWords,
    facts: { state: ArticleState; since: string; importHash?: string },
  ): Promise<void> {
    const changed = await this.db.one(
      `update article set (${COLUMNS.join(', ')}) = (select ${FROM_WORDS.join(', ')} from (select $2::jsonb as w) typed),
         state = $3, since = $4, import_hash = coalesce($5, import_hash), version = version + 1, updated_at = app_now()
       where id = $1 and version = $6 returning id`,
      [id, JSON.stringify(words), facts.state, facts.since, facts.importHash ?? null, version],
    );
    if (!changed) throw new Conflict(OVERTAKEN);
    await this.#place(id, words.districtIds);
    await this.search.put([searchEntry(id, words)]);
  }

  /** @throws Conflict when it is another version by now */
  async setState({ id, version }: Pick<Article, 'id' | 'version'>, state: ArticleState): Promise<void> {
    const changed = await this.db.one(
      `update article set state = $2, version = version + 1, updated_at = app_now()
       where id = $1 and version = $3 returning id`,
      [id, state, version],
    );
    if (!changed) throw new Conflict(OVERTAKEN);
  }

  /** Writes down what has changed. */
  async note(me: Actor, id: string, changes: ArticleChange[]): Promise<void> {
    for (const { field, before, after } of changes)
      await this.db.query(
        `insert into change (id, subject_type, subject_id, actor_id, source, field, before, after) values ($1, 'article', $2, $3, $4, $5, $6, $7)`,
        [newId(), id, me.personId, me.via, field, before, after],
      );
  }

  /** Returns what has changed, the latest first, with who changed it. */
  async history(id: string): Promise<(ArticleChange & { at: Date; who: string; source: string })[]> {
    return this.db.query(
      `select c.at, coalesce(trim(p.given || ' ' || p.family), '') as who, c.source, c.field, c.before, c.after
       from change c left join person p on p.network_id = c.network_id and p.id = c.actor_id
       where c.subject_id = $1 order by c.at desc, c.id desc limit 100`,
      [id],
    );
  }

  async #place(id: string, districtIds: Article['districtIds']): Promise<void> {
    await this.db.query(
      'delete from article_district where article_id = $1 and district_id <> all ($2::uuid[])',
      [id, districtIds],
    );
    await this.db.query(
      'insert into article_district (article_id, district_id) select $1, unnest($2::uuid[]) on conflict do nothing',
      [id, districtIds],
    );
  }
}

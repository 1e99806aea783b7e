import { Injectable } from '@nestjs/common';
import { Db, isId } from '../../core/database/index.js';
import { NotFound } from '../../core/errors/index.js';
import { searchQuery } from '../../core/text/index.js';
import { OPEN_FOR_DAYS, type Article, type readerOf } from './article.rules.js';

/** Which articles a list shows. */
export interface ArticleFilter {
  q?: string;
  kind?: string;
  /** `waiting`: ready, not closed, and in no edition yet. */
  show?: 'waiting' | 'draft' | 'submitted' | 'carried' | 'withdrawn' | 'ready' | 'all';
  /** Only what this person may read; everything where there is none. */
  reader?: ReturnType<typeof readerOf>;
  /** Only what anybody may read. */
  isPublic?: boolean;
}

const CARRIED = `(select min(e.key) from edition_item i join edition e on e.network_id = i.network_id and e.id = i.edition_id
    where i.key = 'article:' || a.id and not i.left_out and e.state <> 'composing')`;

const ARTICLE = `a.id, a.kind, a.title, a.summary, a.body, a.what_it_means as "whatItMeans", a.themes, a.closes_on::text as "closesOn",
  case when a.age_from is not null then jsonb_build_object('from', a.age_from, 'to', a.age_to) end as ages,
  a.sizes, a.stages, a.roles, a.readers, a.dates, a.meanings, a.must_know as "mustKnow", a.links, a.state, a.since::text, a.author_id as "authorId", a.version,
  array(select d.district_id from article_district d where d.article_id = a.id order by d.district_id) as "districtIds",
  ${CARRIED} as "carriedBy"`;

/** What stands for today's date in a condition. */
const TODAY = '$1::date';

const SHOWN: Record<NonNullable<ArticleFilter['show']>, string> = {
  waiting: `a.state = 'ready' and (a.closes_on is null or a.closes_on >= ${TODAY}) and ${CARRIED} is null`,
  draft: `a.state = 'draft'`,
  submitted: `a.state in ('submitted', 'returned')`,
  ready: `a.state = 'ready'`,
  carried: `a.state <> 'withdrawn' and ${CARRIED} is not null`,
  withdrawn: `a.state = 'withdrawn'`,
  all: 'true',
};

const MOST_FOUND = 500;

/** What is asked of the articles. */
@Injectable()
export class ArticleQueries {
  constructor(private readonly db: Db) {}

  /** @throws NotFound */
  async find(id: string): Promise<Article> {
    const article = isId(id)
      ? await this.db.one<Article>(`select ${ARTICLE} from article a where a.id = $1`, [id])
      : undefined;
    if (!article) throw new NotFound();
    return article;
  }

  /** Returns a page of the list, the newest first, and how many there are in all. */
  async list(
    filter: ArticleFilter,
    today: string,
    from: number,
    most: number,
  ): Promise<{ articles: Article[]; total: number }> {
    const { where, params } = await this.#where(filter, today);
    const count = await this.db.one<{ total: string }>(
      `select count(*) as total from article a where ${where}`,
      params,
    );
    const articles = await this.db.query<Article>(
      `select ${ARTICLE} from article a where ${where} order by a.id desc offset $${params.length + 1} limit $${params.length + 2}`,
      [...params, from, most],
    );
    return { articles, total: Number(count!.total) };
  }

  /** Returns up to `most` articles older than a given one: paging that holds still while articles are added. */
  async after(filter: ArticleFilter, today: string, id: string | null, most: number): Promise<Article[]> {
    const { where, params } = await this.#where(filter, today);
    const next = params.length + 1;
    return this.db.query<Article>(
      `select ${ARTICLE} from article a where ${where} and ($${next}::uuid is null or a.id < $${next})
       order by a.id desc limit $${next + 1}`,
      [...params, id, most],
    );
  }

  /** Returns ready articles that no approved edition carries and that have not closed, oldest first. */
  async waiting(today: string): Promise<Article[]> {
    return this.db.query<Article>(
      `select ${ARTICLE} from article a where ${SHOWN.waiting} order by a.since, a.id`,
      [today],
    );
  }

  /** Returns what a digest may carry: ready, and still open, or without a last day and not old; oldest first. */
  async open(today: string): Promise<Article[]> {
    return this.db.query<Article>(
      `select ${ARTICLE} from article a where a.state = 'ready'
         and (a.closes_on >= ${TODAY} or (a.closes_on is null and a.since > ${TODAY} - ${OPEN_FOR_DAYS}))
       order by a.since, a.id`,
      [today],
    );
  }

  /** Returns the articles that wait for a decision, oldest first. */
  async submitted(): Promise<{ id: string; title: string }[]> {
    return this.db.query(`select id, title from article where state = 'submitted' order by id`);
  }

  /** Returns what somebody has submitted, the newest first. */
  async submittedBy(personId: string): Promise<Article[]> {
    return this.db.query<Article>(
      `select ${ARTICLE} from article a where a.author_id = $1
         and exists (select 1 from article_submission s where s.article_id = a.id) order by a.id desc limit 100`,
      [personId],
    );
  }

  /** Returns those of these ids that exist. */
  async some(ids: readonly string[]): Promise<Article[]> {
    return this.db.query<Article>(`select ${ARTICLE} from article a where a.id = any ($1::uuid[])`, [ids]);
  }

  async #where(filter: ArticleFilter, today: string): Promise<{ where: string; params: unknown[] }> {
    const params: unknown[] = [today];
    // A parameter that no condition uses would have no type.
    const conditions = [`${TODAY} is not null`, SHOWN[filter.show ?? 'all']];
    if (filter.isPublic) conditions.push(`a.readers = 'public'`);
    if (filter.reader) {
      const { personId, members, roles } = filter.reader;
      const [own, all, parts] = [params.push(personId), params.push(members), params.push(roles)];
      conditions.push(`(a.author_id = $${own} or (a.state = 'ready' and (a.readers = 'public'
        or (a.readers = 'members' and $${all}::boolean) or (a.readers = 'roles' and a.roles && $${parts}::text[]))))`);
    }
    if (filter.kind) conditions.push(`a.kind = $${params.push(filter.kind)}`);
    if (filter.q) conditions.push(`a.id = any ($${params.push(await this.#found(filter.q))}::uuid[])`);
    return { where: conditions.join(' and '), params };
  }

  async #found(text: string): Promise<string[]> {
    const query = searchQuery(text);
    if (!query) return [];
    const rows = await this.db.query<{ id: string }>(`select id from search_find(array['article'], $1, $2)`, [
      query,
      MOST_FOUND,
    ]);
    return rows.map(({ id }) => id);
  }
}

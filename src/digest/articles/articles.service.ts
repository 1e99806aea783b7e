import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { newId } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import { cleanText } from '../../core/text/index.js';
import { Districts, themeReader } from '../../members/index.js';
import { ThisNetwork } from '../this-network.js';
import type { ArticleInput } from './article.input.js';
import { ArticleQueries } from './article.queries.js';
import {
  changesOf,
  mayChange,
  mayDecide,
  mayRead,
  type Article,
  type ArticleWords,
} from './article.rules.js';
import { ArticleStore, type NewArticle } from './article.store.js';

const readTheme = themeReader();

/** What may be done with articles. */
@Injectable()
export class Articles {
  constructor(
    private readonly queries: ArticleQueries,
    private readonly store: ArticleStore,
    private readonly districts: Districts,
    private readonly here: ThisNetwork,
    private readonly audit: Audit,
  ) {}

  /** @throws NotFound when it is not there or not for this person */
  async read(me: Actor, id: string): Promise<Article> {
    const article = await this.queries.find(id);
    if (!mayRead(me, article)) throw new NotFound();
    return article;
  }

  /** Writes a new article; returns its id. @throws Invalid naming the field */
  async write(me: Actor, input: ArticleInput): Promise<string> {
    allow(me.may('articles.draft'));
    if (input.state === 'ready') allowReady(me);
    const id = newId();
    await this.add(me, [{ id, words: await this.#wordsOf(input), state: input.state, importHash: null }]);
    return id;
  }

  /** Adds articles whose words are in order already; the import has many at once. */
  async add(me: Actor, rows: NewArticle[]): Promise<void> {
    allow(me.may('articles.draft'));
    if (rows.length === 0) return;
    await this.store.insert(me, rows, await this.here.today());
    for (const { id, state } of rows)
      await this.audit.record(me, 'article.written', { type: 'article', id }, { state });
  }

  /** Changes an article. @throws Conflict when somebody else has changed it meanwhile */
  async edit(me: Actor, id: string, input: ArticleInput): Promise<void> {
    const before = await this.read(me, id);
    allow(mayChange(me, before), 'Only an editor can change this article.');
    if (input.state === 'ready') allowReady(me);
    if (input.state === 'draft' && before.carriedBy)
      throw new Conflict('This article has gone out in a digest, so it cannot be a draft again.');
    if (input.version !== undefined && input.version !== before.version)
      throw new Conflict('Somebody else has changed this article since you opened it. Open it again.');
    await this.change(me, before, await this.#wordsOf(input), input.state);
  }

  /** Writes other words and another state over an article, with its history. */
  async change(
    me: Actor,
    before: Article,
    words: ArticleWords,
    state: 'draft' | 'ready',
    importHash?: string,
  ): Promise<void> {
    const since = state === 'ready' && before.state !== 'ready' ? await this.here.today() : before.since;
    await this.store.update(before.id, words, { state, since, importHash });
    const changes = changesOf(before, words);
    if (state !== before.state) changes.push({ field: 'state', before: before.state, after: state });
    await this.store.note(me, before.id, changes);
    await this.audit.record(
      me,
      'article.edited',
      { type: 'article', id: before.id },
      { state, fields: changes.map(({ field }) => field) },
    );
  }

  /** Makes an article ready for the next digest; a withdrawn one, too. */
  async makeReady(me: Actor, id: string): Promise<void> {
    const before = await this.read(me, id);
    allowReady(me);
    if (before.state !== 'ready') await this.change(me, before, before, 'ready');
  }

  /** Takes an article back; it stays on record, and no digest will carry it. */
  async withdraw(me: Actor, id: string): Promise<void> {
    const before = await this.read(me, id);
    if (before.state === 'withdrawn') return;
    allow(mayChange(me, before), 'Only an editor can withdraw this article.');
    await this.store.setState(id, 'withdrawn');
    await this.store.note(me, id, [{ field: 'state', before: before.state, after: 'withdrawn' }]);
    await this.audit.record(me, 'article.withdrawn', { type: 'article', id });
  }

  async #wordsOf(input: ArticleInput): Promise<ArticleWords> {
    return {
      kind: input.kind,
      title: cleanText(input.title),
      summary: cleanText(input.summary),
      body: cleanText(input.body, { lines: true }),
      whatItMeans: cleanText(input.whatItMeans),
      districtIds: await this.#districtsOf(input.districts),
      themes: themesOf(input.themes),
      closesOn: input.closesOn,
      mustKnow: input.mustKnow,
      links: input.links.map(({ words, url }) => ({ words: cleanText(words) || url, url })),
    };
  }

  async #districtsOf(typed: string[]): Promise<string[]> {
    const read = await this.districts.reader();
    const ids = typed.map((one) => {
      const reading = read(one);
      if (!reading.ok) throw new Invalid({ districts: reading.problem });
      return reading.value.id;
    });
    return [...new Set(ids)].sort();
  }
}

function allowReady(me: Actor): void {
  allow(
    mayDecide(me),
    'Only an editor can make an article ready. Keep it as a draft, and tell the co-ordinator.',
  );
}

function themesOf(typed: string[]): string[] {
  const keys = typed.map((one) => {
    const reading = readTheme(one);
    if (!reading.ok) throw new Invalid({ themes: reading.problem });
    return reading.value.key;
  });
  return [...new Set(keys)].sort();
}

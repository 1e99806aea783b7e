import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { newId } from '../../core/database/index.js';
import { Conflict, NotFound } from '../../core/errors/index.js';
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
  type WrittenState,
} from './article.rules.js';
import { ArticleStore, OVERTAKEN, type NewArticle } from './article.store.js';
import { ArticleWriting } from './article.writing.js';
import { SubmissionStore } from './submission.store.js';
import { SubmissionLetters } from './submission.letters.js';

/** What may be done with articles. */
@Injectable()
export class Articles {
  constructor(
    private readonly queries: ArticleQueries,
    private readonly store: ArticleStore,
    private readonly writing: ArticleWriting,
    private readonly submissions: SubmissionStore,
    private readonly letters: SubmissionLetters,
    private readonly here: ThisNetwork,
    private readonly audit: Audit,
  ) {}

  /** @throws NotFound when it is not there or not for this person, or, with nobody given, not for everybody */
  async read(me: Actor | undefined, id: string): Promise<Article> {
    const article = await this.queries.find(id);
    if (!mayRead(me, article)) throw new NotFound();
    return article;
  }

  /** Writes a new article; returns its id. @throws Invalid naming the field */
  async write(me: Actor, input: ArticleInput): Promise<string> {
    allow(me.may('articles.draft'));
    if (input.state === 'ready') allowReady(me);
    const id = newId();
    const words = await this.writing.wordsOf(input);
    await this.add(me, [{ id, words, state: input.state, importHash: null }]);
    if (input.state === 'submitted') await this.submissions.add(id, me.personId, words);
    return id;
  }

  /** Adds articles whose words are in order already; the import has many at once. */
  async add(me: Actor, rows: NewArticle[]): Promise<void> {
    allow(me.may('articles.draft') || rows.every(({ state }) => state === 'submitted'));
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
    if (input.state === 'draft' && isSubmitted(before))
      throw new Conflict('Somebody waits for an answer: approve this article, or send it back.');
    if (input.state === 'submitted' && !mayAsk(me, before))
      throw new Conflict('This article does not wait for approval. Make it ready, or keep it as a draft.');
    sameVersion(before, input.version);
    const words = await this.writing.wordsOf(input);
    if (input.state === 'submitted' && before.authorId === me.personId)
      await this.submissions.add(id, me.personId, words);
    await this.change(me, before, words, input.state);
  }

  /** Writes other words and another state over an article, with its history; who submitted it is told of a decision. */
  async change(
    me: Actor,
    before: Article,
    words: ArticleWords,
    state: WrittenState,
    importHash?: string,
  ): Promise<void> {
    const since = state === 'ready' && before.state !== 'ready' ? await this.here.today() : before.since;
    await this.store.update(before, words, { state, since, importHash });
    const changes = changesOf(before, words);
    if (state !== before.state) changes.push({ field: 'state', before: before.state, after: state });
    await this.store.note(me, before.id, changes);
    await this.audit.record(
      me,
      'article.edited',
      { type: 'article', id: before.id },
      { state, fields: changes.map(({ field }) => field) },
    );
    if (state === 'ready' && isSubmitted(before)) await this.#approved(me, before);
  }

  /** Makes an article ready for the next digest; a withdrawn one, too. @throws Conflict when it is not what was looked at */
  async makeReady(me: Actor, id: string, version?: number): Promise<void> {
    const before = await this.read(me, id);
    allowReady(me);
    sameVersion(before, version);
    if (before.whatItMeans === '')
      throw new Conflict(
        'Change it first: say what it means for a small organisation, or that there is nothing to do.',
      );
    if (before.state !== 'ready') await this.change(me, before, before, 'ready');
  }

  /** Takes an article back; it stays on record, and no digest will carry it. */
  async withdraw(me: Actor, id: string): Promise<void> {
    const before = await this.read(me, id);
    if (before.state === 'withdrawn') return;
    allow(mayChange(me, before), 'Only an editor can withdraw this article.');
    await this.setState(me, before, 'withdrawn');
    await this.audit.record(me, 'article.withdrawn', { type: 'article', id });
  }

  /** Gives an article another state and nothing else, with its history. */
  async setState(me: Actor, before: Article, state: Article['state']): Promise<void> {
    await this.store.setState(before, state);
    await this.store.note(me, before.id, [{ field: 'state', before: before.state, after: state }]);
  }

  async #approved(me: Actor, article: Article): Promise<void> {
    const submission = await this.submissions.latest(article.id);
    if (!submission) return;
    await this.submissions.decide(submission.id, me.personId, 'approved', '');
    if (submission.personId !== me.personId) await this.letters.approved(submission, article);
  }
}

/** @throws Conflict when the form was opened at another version */
export function sameVersion(before: Article, version: number | undefined): void {
  if (version !== undefined && version !== before.version) throw new Conflict(OVERTAKEN);
}

/** Asking for approval is for what waits already, and for the author's own draft. */
function mayAsk(me: Actor, article: Article): boolean {
  return isSubmitted(article) || (article.state === 'draft' && article.authorId === me.personId);
}

function isSubmitted({ state }: Article): boolean {
  return state === 'submitted' || state === 'returned';
}

function allowReady(me: Actor): void {
  allow(mayDecide(me), 'Only an editor can make an article ready. Ask for it to be approved.');
}

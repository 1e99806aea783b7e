import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { newId } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { cleanText } from '../../core/text/index.js';
import type { ArticleInput } from './article.input.js';
import { ArticleQueries } from './article.queries.js';
import { mayChange, mayDecide, type Article } from './article.rules.js';
import { ArticleWriting } from './article.writing.js';
import { Articles, sameVersion } from './articles.service.js';
import { SubmissionLetters } from './submission.letters.js';
import { SubmissionStore, type Submission } from './submission.store.js';

/** What a member or partner fills in; whom it goes to and whether it must be known is for the office to say. */
export type SubmissionInput = Pick<
  ArticleInput,
  | 'kind'
  | 'title'
  | 'summary'
  | 'body'
  | 'whatItMeans'
  | 'districts'
  | 'themes'
  | 'closesOn'
  | 'links'
  | 'version'
> &
  Pick<ArticleInput, 'dates' | 'meanings'>;

/** Articles from people without power over the digest, and what is decided about them. */
@Injectable()
export class Submissions {
  constructor(
    private readonly articles: Articles,
    private readonly queries: ArticleQueries,
    private readonly writing: ArticleWriting,
    private readonly store: SubmissionStore,
    private readonly letters: SubmissionLetters,
    private readonly audit: Audit,
  ) {}

  /** Returns what this person has submitted, the newest first. */
  async mine(me: Actor): Promise<Article[]> {
    return this.queries.submittedBy(me.personId);
  }

  /** Returns the last submission of an article, or undefined when the office wrote it. */
  async latest(articleId: string): Promise<Submission | undefined> {
    return this.store.latest(articleId);
  }

  /** Submits a new article; returns its id. @throws Invalid naming the field */
  async submit(me: Actor, input: SubmissionInput): Promise<string> {
    allow(me.may('articles.submit'));
    const id = newId();
    const words = await this.writing.wordsOf({ ...input, mustKnow: false, state: 'submitted' });
    await this.articles.add(me, [{ id, words, state: 'submitted', importHash: null }]);
    await this.store.add(id, me.personId, words);
    return id;
  }

  /** Submits an article again with other words; what an editor has said of whom it is for stays. */
  async again(me: Actor, id: string, input: SubmissionInput): Promise<void> {
    const before = await this.articles.read(me, id);
    allow(before.authorId === me.personId && mayChange(me, before), 'This article has been decided about.');
    sameVersion(before, input.version);
    const { mustKnow, readers, ages, sizes, stages, roles } = before;
    const kept = { mustKnow, readers, ages, sizes, stages, roles, state: 'submitted' as const };
    const words = await this.writing.wordsOf({ ...input, ...kept });
    await this.store.add(id, me.personId, words);
    await this.articles.change(me, before, words, 'submitted');
  }

  /** Sends an article back to whoever submitted it, with the reason, which goes to them by mail. */
  async sendBack(me: Actor, id: string, reason: string): Promise<void> {
    const before = await this.articles.read(me, id);
    allow(mayDecide(me), 'Only an editor can send an article back.');
    const submission = await this.store.latest(id);
    if (before.state !== 'submitted' || !submission)
      throw new Conflict('This article does not wait for a decision any more.');
    const why = cleanText(reason, { lines: true });
    await this.articles.setState(me, before, 'returned');
    await this.store.decide(submission.id, me.personId, 'returned', why);
    await this.audit.record(me, 'article.returned', { type: 'article', id }, { reason: why });
    await this.letters.sentBack(submission, before, why);
  }
}

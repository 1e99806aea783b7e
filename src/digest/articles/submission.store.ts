import { Injectable } from '@nestjs/common';
import { Db, newId } from '../../core/database/index.js';
import type { ArticleWords } from './article.rules.js';

/** What somebody submitted, as it was, and what was decided about it. */
export interface Submission {
  id: string;
  articleId: string;
  personId: string | null;
  who: string;
  words: ArticleWords;
  at: Date;
  decision: 'approved' | 'returned' | null;
  reason: string;
}

const SUBMISSION = `select s.id, s.article_id as "articleId", s.person_id as "personId", s.words, s.submitted_at as at, s.decision, s.reason,
    coalesce(trim(p.given || ' ' || p.family), '') as who
  from article_submission s left join person p on p.network_id = s.network_id and p.id = s.person_id`;

/** Where submissions are kept: the words are written once and never changed. */
@Injectable()
export class SubmissionStore {
  constructor(private readonly db: Db) {}

  async add(articleId: string, personId: string, words: ArticleWords): Promise<void> {
    await this.db.query(
      'insert into article_submission (id, article_id, person_id, words) values ($1, $2, $3, $4)',
      [newId(), articleId, personId, JSON.stringify(words)],
    );
  }

  /** Returns the last submission of an article, or undefined when the office wrote it. */
  async latest(articleId: string): Promise<Submission | undefined> {
    return this.db.one<Submission>(`${SUBMISSION} where s.article_id = $1 order by s.id desc limit 1`, [
      articleId,
    ]);
  }

  async decide(
    id: string,
    personId: string,
    decision: 'approved' | 'returned',
    reason: string,
  ): Promise<void> {
    await this.db.query(
      'update article_submission set decision = $2, reason = $3, decided_by = $4, decided_at = app_now() where id = $1',
      [id, decision, reason, personId],
    );
  }
}

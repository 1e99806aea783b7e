import { Injectable } from '@nestjs/common';
import { PersonalData, type PersonalSection } from '../../core/contracts/index.js';
import { Db } from '../../core/database/index.js';

/** The articles a person wrote. They are the network's, and stay when their author is erased. */
@PersonalData()
@Injectable()
export class ArticlesPersonalData implements PersonalData {
  constructor(private readonly db: Db) {}

  async about(personId: string): Promise<PersonalSection[]> {
    const rows = await this.db.query(
      'select title, kind, state, since::text from article where author_id = $1 order by id',
      [personId],
    );
    const submitted = await this.db.query(
      `select submitted_at::text as submitted, words->>'title' as title, decision, reason from article_submission where person_id = $1 order by id`,
      [personId],
    );
    return [
      { heading: 'Articles you wrote', rows },
      { heading: 'Articles you sent for approval', rows: submitted },
    ];
  }

  async erase(): Promise<void> {
    // The author's row has no name any more, and there is nothing else about them here.
  }
}

import { Injectable } from '@nestjs/common';
import { Actor } from '../../core/access/index.js';
import { Db, newId } from '../../core/database/index.js';
import { Change } from './change.entity.js';
import { wayWords, type FieldChange } from './history.rules.js';

/** A change as a page shows it. */
export interface ChangeShown {
  at: Date;
  who: string;
  source: string;
  field: string;
  before: string | null;
  after: string | null;
  why: string | null;
}

export const CHANGES_PER_PAGE = 50;

/** The record of what was changed in the member database. */
@Injectable()
export class History {
  constructor(private readonly db: Db) {}

  /** Writes down changes; `by` is an actor, or the source where nobody is signed in (`one-click`). */
  async write(
    by: Actor | string,
    subject: { type: Change['subjectType']; id: string },
    changes: FieldChange[],
    why: string | null = null,
  ): Promise<void> {
    if (changes.length === 0) return;
    const actorId = by instanceof Actor ? by.personId : null;
    const source = by instanceof Actor ? by.via : by;
    const facts = { subjectType: subject.type, subjectId: subject.id, actorId, source, why };
    await this.db.of(Change).insert(changes.map((change) => ({ id: newId(), ...facts, ...change })));
  }

  /** Returns a page of what was changed about a subject, the latest first, and how much there is in all. */
  async of(
    subjectId: string,
    page = 1,
    size = CHANGES_PER_PAGE,
  ): Promise<{ changes: ChangeShown[]; total: number }> {
    const changes = await this.db.query<ChangeShown & { total: string }>(
      `select c.at, coalesce(nullif(trim(p.given || ' ' || p.family), ''), '') as who, c.source, c.field, c.before, c.after, c.why,
         count(*) over () as total
       from change c left join person p on p.network_id = c.network_id and p.id = c.actor_id
       where c.subject_id = $1 order by c.at desc, c.id desc limit $2 offset $3`,
      [subjectId, size, (page - 1) * size],
    );
    const shown = changes.map(({ total: _total, ...change }) => ({
      ...change,
      source: wayWords(change.source),
    }));
    return { changes: shown, total: Number(changes[0]?.total ?? 0) };
  }

  /** Returns who last changed a subject, as “Tom Finch”, or undefined. */
  async lastBy(subjectId: string): Promise<string | undefined> {
    const { changes } = await this.of(subjectId, 1, 1);
    return changes[0] && (changes[0].who || 'Somebody');
  }
}

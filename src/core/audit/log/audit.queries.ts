import { Injectable } from '@nestjs/common';
import { Db, isId } from '../../database/index.js';

/** One line of the log as it is kept. */
export interface LogRow {
  seq: string;
  at: Date;
  actorId: string | null;
  via: string;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  details: Record<string, unknown>;
}

/** Reads of the log, for people. */
@Injectable()
export class AuditQueries {
  constructor(private readonly db: Db) {}

  async count(action: string | null): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      'select count(*)::integer as count from audit_event where $1::text is null or action = $1',
      [action],
    );
    return row!.count;
  }

  /** Lines of the log, newest first. */
  rows(action: string | null, from: number, most: number): Promise<LogRow[]> {
    return this.db.query(
      `select e.seq::text, at, actor_id as "actorId", via, action, subject_type as "subjectType", subject_id as "subjectId", details
       from audit_event e where $1::text is null or action = $1 order by e.seq desc limit $2 offset $3`,
      [action, most, from],
    );
  }

  /** Every act the log knows. */
  async actions(): Promise<string[]> {
    const rows = await this.db.query<{ action: string }>(
      'select distinct action from audit_event order by 1',
    );
    return rows.map(({ action }) => action);
  }

  /** Names of the people that these lines are about, by id. */
  async names(rows: LogRow[]): Promise<Map<string, string>> {
    const ids = rows.flatMap(({ actorId, subjectId, details }) => [
      actorId,
      subjectId,
      ...Object.values(details),
    ]);
    const known = [...new Set(ids.filter((id): id is string => typeof id === 'string' && isId(id)))];
    const people = await this.db.query<{ id: string; name: string }>(
      `select id, trim(given || ' ' || family) as name from person where id = any ($1::uuid[]) and erased_at is null`,
      [known],
    );
    return new Map(people.map(({ id, name }) => [id, name]));
  }
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { Contributions, Nameable, Searchable } from '../../contracts/index.js';
import { Db, isId } from '../../database/index.js';
import { PERSONAL_ACTS } from './acts.rules.js';

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

/** A thing of which a line of the log speaks. */
export type NamedThing = Awaited<ReturnType<Nameable['show']>>[number];

const WANTED = '($1::text is null or e.action = $1) and e.action <> all ($2::text[])';

/** Reads of the log, for people. */
@Injectable()
export class AuditQueries {
  constructor(
    private readonly db: Db,
    private readonly contributions: Contributions,
  ) {}

  async count(me: Actor, action: string | null): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      `select count(*)::integer as count from audit_event e where ${WANTED}`,
      [action, hiddenFrom(me)],
    );
    return row!.count;
  }

  /** Lines of the log, newest first. */
  rows(me: Actor, action: string | null, from: number, most: number): Promise<LogRow[]> {
    return this.db.query(
      `select e.seq::text, at, actor_id as "actorId", via, action, subject_type as "subjectType", subject_id as "subjectId", details
       from audit_event e where ${WANTED} order by e.seq desc limit $3 offset $4`,
      [action, hiddenFrom(me), most, from],
    );
  }

  /** Every act of which this person may read. */
  async actions(me: Actor): Promise<string[]> {
    const rows = await this.db.query<{ action: string }>(
      'select distinct action from audit_event where action <> all ($1::text[]) order by 1',
      [hiddenFrom(me)],
    );
    return rows.map(({ action }) => action);
  }

  /** Names of the people that these lines are about, by id. */
  async names(rows: LogRow[]): Promise<Map<string, string>> {
    const ids = rows.flatMap(({ actorId, details }) => [actorId, ...Object.values(details)]);
    const known = [...new Set(ids.filter((id): id is string => typeof id === 'string' && isId(id)))];
    const people = await this.db.query<{ id: string; name: string }>(
      `select id, trim(given || ' ' || family) as name from person where id = any ($1::uuid[]) and erased_at is null`,
      [known],
    );
    return new Map(people.map(({ id, name }) => [id, name]));
  }

  /** What these acts were done to, by id, as far as this person may see it. */
  async things(me: Actor, rows: LogRow[]): Promise<Map<string, NamedThing>> {
    const found = new Map<string, NamedThing>();
    for (const one of [Nameable, Searchable].flatMap((kind) => this.contributions.all<Nameable>(kind)))
      for (const kind of one.kinds) {
        const ids = rows.filter(({ subjectType }) => subjectType === kind).map(({ subjectId }) => subjectId!);
        if (ids.length === 0) continue;
        for (const thing of await one.show(me, kind, [...new Set(ids)])) found.set(thing.id, thing);
      }
    return found;
  }
}

function hiddenFrom(me: Actor): readonly string[] {
  return me.may('audit.personal') ? [] : PERSONAL_ACTS;
}

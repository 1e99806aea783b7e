import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { Db } from '../../core/database/index.js';
import type { Edition } from '../editions/edition.store.js';
import { localDate } from '../editions/schedule.rules.js';
import { agoWords, changedParts, type Outcome, type Stamp } from './dry-run.rules.js';
import { Drafts, type Draft } from './drafts.service.js';
import { freezeForShow } from './frozen.js';

/** What an edition would come to, and when that was worked out. */
export interface DryRun extends Outcome {
  madeAt: Date;
  /** How long ago, in words. */
  age: string;
}

interface Kept {
  stamp: Partial<Stamp>;
  outcome: Outcome;
  madeAt: Date;
}

/** Tables of which an audience is made; what is in them and in no other decides who gets a copy and what suits them. */
const AUDIENCE = [
  ...['network', 'person', 'role', 'organisation', 'membership', 'coverage', 'organisation_theme'],
  ...['size_figure', 'district', 'contact_point', 'consent', 'reading_choice'],
];
const RULES = ['choosing_rule', 'term'];

/** Rows have the number of the transaction that wrote them: any change of a table changes count, sum or latest. */
const stampOf = (tables: readonly string[]) =>
  tables
    .map(
      (table) =>
        `(select count(*) || '.' || coalesce(sum(xmin::text::bigint), 0) || '.' || coalesce(max(xmin::text::bigint), 0) from ${table})`,
    )
    .join(` || ' ' || `);

/** Roles that begin at an hour change who is in the audience without a row being written. */
const NOW =
  'select $1::date as today, (select count(*) from role where takes_effect_at > app_now()) as waiting';

const STAMP = `
  select ${stampOf(AUDIENCE)} || ' ' || n.waiting as audience, ${stampOf(RULES)} as rules,
    coalesce((select string_agg(e.letter_id::text || l.state, ' ' order by e.letter_id)
      from edition e join letter l on l.network_id = e.network_id and l.id = e.letter_id
      where e.approved_at > app_now() - interval '60 days'), '') as ledger
  from (${NOW}) n`;

/** Works out what an edition would come to, keeps it, and works it out again only when something has changed. */
@Injectable()
export class DryRuns {
  constructor(
    private readonly db: Db,
    private readonly drafts: Drafts,
    private readonly clock: Clock,
  ) {}

  /** Returns what an edition that is being composed would come to now. */
  async of(edition: Edition): Promise<DryRun> {
    const now = this.clock.now();
    const stamp = await this.#stamp(edition, now);
    const kept = await this.#kept(edition.id);
    if (kept && changedParts(kept.stamp, stamp).length === 0) return aged(kept.outcome, kept.madeAt, now);
    const outcome = outcomeOf(await this.drafts.of(edition, now));
    await this.#keep(edition.id, stamp, outcome);
    return aged(outcome, now, now);
  }

  async #stamp({ version }: Edition, now: Date): Promise<Stamp> {
    const { zone } = await this.drafts.network();
    const today = localDate(now, zone);
    const row = await this.db.one<Omit<Stamp, 'edition' | 'today'>>(STAMP, [today]);
    return { edition: String(version), today, ...row! };
  }

  async #kept(editionId: string): Promise<Kept | undefined> {
    return this.db.one<Kept>(
      'select stamp, outcome, made_at as "madeAt" from dry_run where edition_id = $1',
      [editionId],
    );
  }

  async #keep(editionId: string, stamp: Stamp, outcome: Outcome): Promise<void> {
    await this.db.query(
      `insert into dry_run (edition_id, stamp, outcome) values ($1, $2, $3)
       on conflict (network_id, edition_id) do update set stamp = excluded.stamp, outcome = excluded.outcome, made_at = excluded.made_at`,
      [editionId, JSON.stringify(stamp), JSON.stringify(outcome)],
    );
  }
}

function outcomeOf(draft: Draft): Outcome {
  const { subject, copies, pieceFacts } = freezeForShow(draft);
  const also = new Set(
    pieceFacts.flatMap((facts, at) => (facts && 'group' in facts && facts.group === 'also' ? at : [])),
  );
  const people: Outcome['people'] = {};
  for (const { status } of draft.people) people[status] = (people[status] ?? 0) + 1;
  const sizes = copies.sizes();
  return {
    subject,
    items: draft.items.filter(({ isOwed }) => !isOwed).length,
    counts: copies.counts(),
    empty: draft.mailboxes.length - copies.pending,
    shortened: copies.having(also),
    ...{ least: Math.min(...sizes), most: Math.max(...sizes) },
    people,
  };
}

function aged(outcome: Outcome, madeAt: Date, now: Date): DryRun {
  return { ...outcome, madeAt, age: agoWords((now.getTime() - madeAt.getTime()) / 1000) };
}

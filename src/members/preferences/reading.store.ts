import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import {
  choiceFrom,
  missedIn,
  offerOf,
  type Frequency,
  type KeptChoice,
  type ReadingChoice,
  type ReadingOffer,
} from './reading.rules.js';

/** Why a copy that waits is not mailed. */
export const ON_PAPER = 'Asked for it on paper.';

/** Whoever was on paper only because there was no address ($1 is the person) is written to by e-mail. */
export const MAILED_NOW = `update person set preferred_channel = 'email' where id = $1 and preferred_channel = 'post'
  and not exists (select 1 from reading_choice where person_id = $1)`;

const CHOICES = `select p.id, p.preferred_channel = 'post' as paper,
    coalesce((select c.status from consent c where c.person_id = p.id and c.channel = 'email' and c.purpose = 'digest'
      order by c.at desc, c.id desc limit 1) = 'opted_out', false) as stopped,
    (select jsonb_build_object('frequency', r.frequency, 'minutes', r.minutes, 'lean', r.lean, 'largePrint', r.large_print)
     from reading_choice r where r.person_id = p.id) as kept
  from person p where p.id = any ($1::uuid[]) and p.erased_at is null`;

interface ChoiceRow {
  id: string;
  paper: boolean;
  stopped: boolean;
  kept: KeptChoice | null;
}

/** What is kept of people's choices, and what their network offers; who may choose, others see to. */
@Injectable()
export class ReadingStore {
  constructor(private readonly db: Db) {}

  /** Returns how this network's people can choose to be written to. */
  async offer(): Promise<ReadingOffer> {
    const here = await this.db.one<{ settings: Record<string, unknown> }>('select settings from network');
    return offerOf(here?.settings ?? {});
  }

  /** Returns how people want to be written to, by their ids; who has been forgotten is not there. */
  async of(personIds: readonly string[]): Promise<Map<string, ReadingChoice>> {
    const rows = await this.db.query<ChoiceRow>(CHOICES, [personIds]);
    const offer = await this.offer();
    return new Map(rows.map(({ id, kept, ...facts }) => [id, choiceFrom(kept ?? undefined, facts, offer)]));
  }

  /** Returns how often a person has chosen to get it, where the network does not send it like that any more. */
  async missed(personId: string): Promise<Frequency | undefined> {
    const row = await this.db.one<ChoiceRow>(CHOICES, [[personId]]);
    return missedIn(row?.kept ?? undefined, await this.offer());
  }

  /** Holds on to people, in one order, so that nobody else changes what they have chosen meanwhile. */
  async hold(personIds: readonly string[]): Promise<void> {
    await this.db.query('select 1 from person where id = any ($1::uuid[]) order by id for no key update', [
      personIds,
    ]);
  }

  /** Keeps a choice. Who stops keeps the rest of it, for when they come back; what was not said stays unsaid. */
  async keep(personId: string, after: ReadingChoice, said: Partial<ReadingChoice>): Promise<void> {
    const { lean, largePrint } = after;
    const frequency = said.frequency === 'none' ? undefined : said.frequency;
    const minutes = said.minutes === undefined ? null : (said.minutes ?? 0);
    await this.db.query(
      `insert into reading_choice (person_id, frequency, minutes, lean, large_print)
       values ($1, coalesce($2, 'weekly'), $3, $4, $5)
       on conflict (network_id, person_id) do update set frequency = coalesce($2, reading_choice.frequency),
         minutes = coalesce($3, reading_choice.minutes), lean = excluded.lean, large_print = excluded.large_print,
         updated_at = app_now()`,
      [personId, frequency ?? null, minutes, lean, largePrint],
    );
  }

  /** Notes that a person is written to on paper from now on, or by e-mail again. */
  async move(personId: string, paper: boolean): Promise<void> {
    await this.db.query(
      'update person set preferred_channel = $2, version = version + 1, updated_at = app_now() where id = $1',
      [personId, paper ? 'post' : 'email'],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { Conflict } from '../../core/errors/index.js';
import { EditionStore } from '../editions/edition.store.js';
import { chooser } from './choose.rules.js';
import { Drafts, type Draft } from './drafts.service.js';
import { orderText, readOrder, type Standing } from './precedence.rules.js';
import { Previews, type CopyPreview } from './previews.service.js';
import { RuleStore } from './rule.store.js';

/** One organisation's copy of the latest edition by the rules in use and by others. */
export interface Comparison {
  draft: Draft;
  organisation?: string;
  /** Organisations that fit what was typed as well. */
  others: string[];
  now?: CopyPreview;
  then?: CopyPreview;
}

/** The rules of choosing as a network has them, and what another order would change. */
@Injectable()
export class ChoosingRules {
  constructor(
    private readonly rules: RuleStore,
    private readonly store: EditionStore,
    private readonly drafts: Drafts,
    private readonly previews: Previews,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Returns the order in use. */
  async order(me: Actor): Promise<Standing[]> {
    allow(me.may('digest.read'));
    return this.rules.order();
  }

  /**
   * Uses this order from now on; an edition that has been approved keeps what it was chosen by.
   * @throws Conflict when the order in use is not the one that was looked at
   */
  async use(me: Actor, order: string, was: string): Promise<void> {
    allow(me.may('digest.rules'));
    const [before, after] = [orderText(await this.rules.order()), orderText(readOrder(order))];
    if (before !== was)
      throw new Conflict('Somebody else has changed the rules meanwhile. Look at them again.');
    if (before === after) return;
    await this.rules.keep(readOrder(order));
    await this.audit.record(me, 'digest.rules changed', undefined, { before, after });
  }

  /** Returns what another order changes for the first organisation whose name has these words; undefined without an edition. */
  async compare(me: Actor, typed: string, order: readonly Standing[]): Promise<Comparison | undefined> {
    allow(me.may('digest.read'));
    const edition = await this.store.latest();
    if (!edition) return undefined;
    const draft = await this.drafts.of(edition, edition.sendAfter ?? this.clock.now());
    const [organisation, ...others] = this.previews.organisations(draft, typed);
    if (!organisation) return { draft, others: [] };
    const other = { ...draft, order, choose: chooser(draft.items, draft.words, order) };
    return {
      draft,
      organisation: organisation.name,
      others: others.map(({ name }) => name),
      now: this.previews.copyFor(draft, organisation),
      then: this.previews.copyFor(other, organisation),
    };
  }
}

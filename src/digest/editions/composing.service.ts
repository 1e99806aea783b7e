import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { MustKnow, type DryRun } from '../choosing/index.js';
import { slotOf } from '../digest.settings.js';
import { Deputies } from '../handover/deputies.js';
import { HandoverStore } from '../handover/handover.store.js';
import { KindFacts } from '../kinds/kind-facts.service.js';
import { ThisNetwork } from '../this-network.js';
import { Acronyms } from './acronyms.service.js';
import { viewAcronyms } from './acronyms.view.js';
import { Approvals } from './approvals.service.js';
import type { Edition } from './edition.store.js';
import { Editions } from './editions.service.js';
import { nobodyWords, whyNobody } from './nobody.rules.js';
import { laterWords, usualTimeOf, usualWords, type UsualTime } from './outlook.rules.js';
import { Samples } from './samples.js';
import { localDate } from './schedule.rules.js';
import { weekOfDate, type Week } from './week.rules.js';

/** People offered as examples. */
const SAMPLES = 3;

type Reach = Awaited<ReturnType<KindFacts['reach']>>;

/** What a page says of an edition while it is being composed: what it would come to, and what there is to decide. */
@Injectable()
export class Composing {
  constructor(
    private readonly editions: Editions,
    private readonly acronyms: Acronyms,
    private readonly approvals: Approvals,
    private readonly mustKnow: MustKnow,
    private readonly deputies: Deputies,
    private readonly handovers: HandoverStore,
    private readonly samples: Samples,
    private readonly here: ThisNetwork,
    private readonly clock: Clock,
  ) {}

  /** Returns what the page of an edition shows besides, while there is something to decide. */
  async of(me: Actor, edition: Edition, foreseen: DryRun, reach: Reach) {
    const { fresh, changed, gone } = await this.editions.differences(me, edition);
    const colleagues = (await this.deputies.colleagues()).filter(({ personId }) => personId !== me.personId);
    return {
      ...(await this.outlook(edition, foreseen, reach)),
      news: { fresh: fresh.length, changed: changed.length, gone: gone.length },
      hasNews: fresh.length + changed.length + gone.length > 0,
      ...viewAcronyms(await this.acronyms.undecided(edition), ''),
      tooMuch: await this.mustKnow.problem(edition),
      colleagues: colleagues.map(({ personId, name }) => ({ value: personId, words: name })),
      samples: await this.samples.some(SAMPLES),
      stopMinutes: sayPlural(this.approvals.stopMinutes, 'minute'),
    };
  }

  /** Returns what an edition would come to if it were approved now, and when it would go out. */
  async outlook(edition: Edition, foreseen: DryRun, reach: Reach) {
    const over = reach?.over ?? 0;
    const onPaper = foreseen.people['on-paper'] ?? 0;
    const nobody = whyNobody(reachedBy(edition, foreseen, over));
    return {
      foreseen,
      over,
      onPaper,
      without: foreseen.counts.skipped - over - onPaper,
      nobody: nobody && { words: nobodyWords(nobody), isFinal: nobody.isFinal },
      ...(edition.kind === 'digest' ? await this.goesOut(weekOfDate(edition.weekFrom)) : {}),
    };
  }

  /** Returns when the edition of a week would go out, and what becomes of what is made ready until then. */
  async goesOut(week: Week): Promise<{ usual: UsualTime; goesOut: string; later: string }> {
    const { settings, zone } = await this.here.facts();
    const usual = usualTimeOf(week.from, slotOf(settings), this.clock.now(), zone);
    const handover =
      usual.is === 'ahead' ? await this.handovers.covering(localDate(usual.at, zone)) : undefined;
    return { usual, goesOut: usualWords(usual, zone), later: laterWords(handover?.away) };
  }
}

function reachedBy({ kind }: Edition, { items, people, empty, counts }: DryRun, over: number) {
  const all = Object.values(people).reduce((sum, count) => sum + count, 0);
  return { kind, items, people: all, mailboxes: counts.pending + empty, over, copies: counts.pending };
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { markdownHtml } from '../../core/text/index.js';
import { Districts } from '../../members/index.js';
import { Drafts, type Draft } from '../choosing/drafts.service.js';
import { slotOf } from '../digest.settings.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { localDate, nextInstant } from '../editions/schedule.rules.js';
import { weekdayOf } from '../editions/week.rules.js';
import { isForEverybody, organisationsAmong } from './audience-filter.rules.js';
import { Corrections } from './corrections.service.js';
import { Floods } from './floods.service.js';
import { takes } from './frequency.rules.js';
import { KIND_WORDS, isWritten, SECTION } from './kind.rules.js';
import { viewAudience, viewCorrected, viewFlood, viewLink } from './kind.view.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What the pages of an edition say besides because of its kind. */
@Injectable()
export class KindFacts {
  constructor(
    private readonly store: EditionStore,
    private readonly drafts: Drafts,
    private readonly districts: Districts,
    private readonly corrections: Corrections,
    private readonly floods: Floods,
    private readonly clock: Clock,
  ) {}

  /** Returns what the page of an edition shows of its kind; whom it reaches only while that can change. */
  async of(me: Actor, edition: Edition) {
    const { kind, state } = edition;
    const written = isWritten(kind);
    const mayWrite = written && state === 'composing' && me.may('digest.compose');
    const reach = await this.reach(edition);
    const corrections = await this.store.correctionsOf(edition.id);
    return {
      words: KIND_WORDS[kind],
      ...(await this.#only(edition)),
      isWritten: written,
      isNewsletter: kind === 'newsletter',
      isUrgent: kind === 'urgent',
      isCorrection: kind === 'correction',
      isAddressed: kind === 'newsletter' || kind === 'urgent',
      isForEverybody: isForEverybody(edition.audience),
      audience: viewAudience(edition.audience, await this.districtNames()),
      mayWrite,
      reach,
      about: edition.aboutId ? viewLink(await this.store.byId(edition.aboutId)) : undefined,
      corrections: corrections.map(viewLink),
      mayCorrect: me.may('digest.compose') && (await this.corrections.mayCorrect(edition)),
    };
  }

  /** Returns whom a written edition would reach if it went out now, and what that does to their week, while it can change. */
  async reach(edition: Edition) {
    if (!isWritten(edition.kind) || edition.state !== 'composing') return undefined;
    const draft = await this.drafts.of(edition, this.clock.now());
    return this.reachOf(draft);
  }

  /** The same of a draft at hand. */
  reachOf(draft: Draft) {
    const { mailboxes, flood, apart, edition } = draft;
    const readers = mailboxes.flatMap((one) => one.readers);
    return {
      people: readers.length,
      mailboxes: mailboxes.length,
      organisations: organisationsAmong(readers, edition.audience),
      flood: viewFlood(edition.kind, flood, {
        people: apart.size,
        budget: this.floods.budget(draft.network),
        next: this.#next(draft),
      }),
      over: flood ? apart.size : 0,
      corrected: viewCorrected(flood),
    };
  }

  /** The text of what has only one passage, as it reads. */
  async #only({ id, kind }: Edition) {
    if (kind !== 'urgent' && kind !== 'correction') return {};
    const passage = (await this.store.items(id)).find(({ item }) => item.kind === SECTION);
    return passage ? { passage: passage.key, text: markdownHtml(passage.item.body, 3) } : {};
  }

  /** Returns the names of districts, of ended ones too. */
  async districtNames(): Promise<Map<string, string>> {
    return new Map((await this.districts.all()).map(({ id, name }) => [id, name]));
  }

  /** When whoever is left out gets it: `on Thursday`, or with the next digest where their days differ. */
  #next({ network, people, apart }: Draft): string {
    const slot = slotOf(network.settings);
    const isWeekly = people.every(
      ({ personId, reading }) => !apart.has(personId) || takes('digest', reading),
    );
    if (!slot || !isWeekly) return 'with their next digest';
    const next = nextInstant(slot, this.clock.now(), network.zone);
    return `on ${DAYS[weekdayOf(localDate(next, network.zone)) - 1]}`;
  }
}

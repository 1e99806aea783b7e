import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { Conflict } from '../../core/errors/index.js';
import { AudienceLock } from '../../core/mail/index.js';
import { sayDateTime, sayPlural } from '../../core/web/templates/index.js';
import { freezeForShow, type Draft } from '../choosing/index.js';
import { EditionStore, type Edition } from './edition.store.js';
import { calledOf } from './edition.view.js';
import { Fixing } from './fixing.service.js';
import { Notices } from './notices.js';
import { answerLetter, askingLetter } from './second.rules.js';
import { Seconds, type TwoHanded } from './seconds.service.js';

const MINUTE = 60_000;

/** What whoever approves first has decided. */
interface First {
  by: string;
  /** Articles that were changed since go out as the edition holds them. */
  keep: boolean;
  /** That nobody would get a copy is known. */
  nobody: boolean;
  /** When it goes out; null means after the minutes for stopping. */
  sendAfter: Date | null;
}

const NOBODY =
  'Your network wants two people to approve an edition, and nobody else can. Name a deputy, or make a colleague co-ordinator.';
const CHANGED =
  'This edition was changed since it was approved, so that approval is void. It has to be approved anew.';

/** The second of two approvals: asking for it, giving it, and sending the edition back instead. */
@Injectable()
export class SecondApprovals {
  constructor(
    private readonly store: EditionStore,
    private readonly fixing: Fixing,
    private readonly seconds: Seconds,
    private readonly notices: Notices,
    private readonly audienceLock: AudienceLock,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Returns the earliest moment at which something approved now may go out. */
  soonest(): Date {
    return new Date(this.clock.now().getTime() + this.settings.FOLKMOOT_STOP_MINUTES * MINUTE);
  }

  /**
   * Writes the first approval down. @throws Conflict when the edition is not ready to be approved
   */
  async begin(me: Actor | 'product', edition: Edition, first: First, at: Date): Promise<void> {
    await this.fixing.refuseStale(me, edition, first.keep);
    await this.fixing.refuseUnready(edition, at, first.nobody);
    await this.seconds.begin(me, await this.#taken(me, edition), first);
  }

  /** What somebody stopped or sent back is theirs again once a person approves it. */
  async #taken(me: Actor | 'product', edition: Edition): Promise<Edition> {
    if (me === 'product' || edition.stoppedAt === null) return edition;
    await this.fixing.set(edition, { stoppedAt: null });
    return this.store.find(edition.key, true);
  }

  /** The same, and asks everybody who may give the second. Asking twice changes nothing. @throws Conflict as above */
  async ask(me: Actor | 'product', edition: Edition, first: First, at: Date): Promise<void> {
    const before = await this.seconds.waiting(edition);
    if (before && before.firstBy === first.by && sameTime(before.sendAfter, first.sendAfter)) return;
    await this.begin(me, edition, first, at);
    const held = (await this.seconds.held(edition))!;
    const others = await this.seconds.others({ personId: first.by, accountId: held.firstAccount });
    const letter = await this.#asking(edition, held, await this.fixing.draft(edition, at));
    let told = 0;
    for (const { personId } of others) if (await this.notices.tell(personId, letter)) told += 1;
    if (told === 0) throw new Conflict(NOBODY);
  }

  /** Gives the second approval, which fixes every copy. @throws Conflict when it is not what was approved, Forbidden */
  async approve(me: Actor, key: string, version: number): Promise<Edition> {
    await this.audienceLock.take();
    const edition = await this.store.find(key, true);
    const held = await this.#waiting(edition, version);
    await this.seconds.allowSecond(me, held);
    return this.complete(me, edition, held, me.personId, me.name);
  }

  /** The same for somebody whose right was looked at elsewhere. */
  async complete(
    me: Actor | 'product',
    edition: Edition,
    held: TwoHanded,
    secondBy: string,
    name: string,
  ): Promise<Edition> {
    await this.fixing.refuseStale('product', edition, held.keep);
    const soonest = this.soonest();
    const sendAfter = held.sendAfter !== null && held.sendAfter > soonest ? held.sendAfter : soonest;
    await this.seconds.complete(held, secondBy);
    await this.fixing.approve(me, edition, { by: held.firstBy, sendAfter, nobody: true }, { secondBy });
    await this.notices.tell(
      held.firstBy,
      answerLetter({
        second: name,
        edition: calledOf(edition),
        when: `on ${sayDateTime(sendAfter, await this.#zone())}`,
        link: await this.notices.link(`/digest/${edition.key}`),
      }),
    );
    return this.store.find(edition.key);
  }

  /** Sends an edition back to whoever approved it, with a word why. @throws Conflict, Forbidden */
  async sendBack(me: Actor, key: string, version: number, why: string): Promise<void> {
    const edition = await this.store.find(key, true);
    const held = await this.#waiting(edition, version);
    await this.seconds.allowSecond(me, held);
    const note = `${me.name} sent it back${why ? `: ${why}` : ''}`.replace(/[^.?!]$/, '$&.');
    await this.fixing.set(edition, { note, stoppedAt: this.clock.now() });
    await this.seconds.void(me, edition, 'It was sent back.');
    const link = await this.notices.link(`/digest/${key}`);
    await this.notices.tell(
      held.firstBy,
      answerLetter({ second: me.name, edition: calledOf(edition), why: why || undefined, link }),
    );
  }

  /** Returns when an edition goes out, once a second person has approved it. */
  async whenOf({ sendAfter }: Pick<TwoHanded, 'sendAfter'>): Promise<string> {
    if (sendAfter !== null && sendAfter > this.soonest())
      return `on ${sayDateTime(sendAfter, await this.#zone())}`;
    const minutes = this.settings.FOLKMOOT_STOP_MINUTES;
    return minutes === 0
      ? 'as soon as you approve it'
      : `${sayPlural(minutes, 'minute')} after you approve it`;
  }

  async #asking(edition: Edition, held: TwoHanded, draft: Draft) {
    return askingLetter({
      network: draft.network.name,
      first: held.firstName,
      edition: calledOf(edition),
      when: await this.whenOf(held),
      subject: freezeForShow(draft).subject,
      link: await this.notices.link(`/digest/${edition.key}/second`),
    });
  }

  async #waiting(edition: Edition, version: number): Promise<TwoHanded> {
    if (edition.state !== 'composing') throw new Conflict('This edition has been approved already.');
    const held = await this.seconds.waiting(edition);
    if (!held || held.version !== version) throw new Conflict(CHANGED);
    return held;
  }

  #zone(): Promise<string> {
    return this.notices.zone();
  }
}

function sameTime(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

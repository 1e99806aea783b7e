import { Injectable } from '@nestjs/common';
import { Keys } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { readAddress } from '../../core/mail/index.js';
import { sayDate, sayDateTime, sayPlural } from '../../core/web/templates/index.js';
import { Audience } from '../../members/index.js';
import { Drafts, freezeForShow } from '../choosing/index.js';
import { calledOf } from '../editions/edition.view.js';
import type { Edition } from '../editions/edition.store.js';
import { Notices } from '../editions/notices.js';
import { Seconds } from '../editions/seconds.service.js';
import { deputyToken } from './handover-token.rules.js';
import { askingDeputyLetter, goingLetter, nothingLetter, type Told } from './handover.letters.rules.js';
import { HandoverStore, type Handover } from './handover.store.js';

/** What the deputy, and whoever is away, are told by e-mail. */
@Injectable()
export class DeputyLetters {
  readonly #key: Buffer;

  constructor(
    private readonly db: Db,
    private readonly store: HandoverStore,
    private readonly drafts: Drafts,
    private readonly audience: Audience,
    private readonly notices: Notices,
    private readonly seconds: Seconds,
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  /** True when somebody has an address that can be written to. */
  async reaches(personId: string): Promise<boolean> {
    return readAddress((await this.audience.addressOf(personId)) ?? '').ok;
  }

  /** Tells the deputy what goes out unless they stop it; `isAgain` after it was taken back and approved again. */
  async going(edition: Edition, handover: Handover, isAgain = false): Promise<void> {
    const told = await this.#told(edition, handover, edition.sendAfter!);
    await this.notices.tell(handover.deputyId, goingLetter({ ...told, isAgain }));
  }

  /** The same where the deputy was told already of an edition that is now approved anew, by somebody else. */
  async again(edition: Edition, secondBy?: string): Promise<void> {
    const notice = await this.store.notice(edition.id);
    const handover = notice && (await this.store.one(notice.handoverId));
    if (!handover || handover.endedAt !== null || handover.deputyId === secondBy) return;
    await this.going(edition, handover, true);
  }

  /** Asks the deputy for the second approval. */
  async asking(edition: Edition, handover: Handover, due: Date): Promise<void> {
    await this.notices.tell(handover.deputyId, askingDeputyLetter(await this.#told(edition, handover, due)));
  }

  /** Tells both, or whom else it has to be told, that nothing goes out, and why. */
  async nothing(
    edition: Edition,
    { deputyId, awayId }: Handover,
    due: Date,
    why: string,
    people: readonly string[] = [deputyId, awayId],
  ): Promise<void> {
    const when = sayDateTime(due, await this.notices.zone());
    const unapproved = await this.#unapproved();
    const letter = nothingLetter({ edition: calledOf(edition), when, unapproved, why });
    for (const personId of people) await this.notices.tell(personId, letter);
  }

  async #told(edition: Edition, handover: Handover, due: Date): Promise<Told> {
    const draft = await this.drafts.of(edition, due);
    const approvedAt = edition.approvedAt ?? (await this.seconds.held(edition))!.firstAt;
    const link = { editionId: edition.id, deputyId: handover.deputyId, approvedAt };
    const token = deputyToken(this.#key, this.db.networkId!, link);
    const shown = freezeForShow(draft);
    return {
      network: draft.network.name,
      away: handover.away,
      until: sayDate(handover.toOn),
      edition: calledOf(edition),
      when: sayDateTime(due, draft.network.zone),
      subject: shown.subject,
      titles: draft.items.map(({ title }) => title),
      copies: sayPlural(shown.copies.pending, 'mailbox', 'mailboxes'),
      unapproved: await this.#unapproved(),
      isAgain: false,
      look: await this.notices.link(`/handover/edition/${token}`),
      stop: await this.notices.link(`/handover/edition/${token}/stop`),
    };
  }

  async #unapproved(): Promise<string | undefined> {
    const count = await this.store.unapproved();
    return count === 0 ? undefined : sayPlural(count, 'article');
  }
}

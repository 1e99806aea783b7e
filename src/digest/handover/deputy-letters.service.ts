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
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  /** True when somebody has an address that can be written to. */
  async reaches(personId: string): Promise<boolean> {
    return readAddress((await this.audience.addressOf(personId)) ?? '').ok;
  }

  /** Tells the deputy what goes out unless they stop it. */
  async going(edition: Edition, handover: Handover): Promise<void> {
    await this.notices.tell(
      handover.deputyId,
      goingLetter(await this.#told(edition, handover, edition.sendAfter!)),
    );
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
    const link = { editionId: edition.id, deputyId: handover.deputyId };
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
      look: await this.notices.link(`/handover/edition/${token}`),
      stop: await this.notices.link(`/handover/edition/${token}/stop`),
    };
  }

  async #unapproved(): Promise<string | undefined> {
    const count = await this.store.unapproved();
    return count === 0 ? undefined : sayPlural(count, 'article');
  }
}

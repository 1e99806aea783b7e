import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { sayDate, sayDateTime } from '../../core/web/templates/index.js';
import { wantsSecond } from '../digest.settings.js';
import { Notices } from '../editions/notices.js';
import type { Slot } from '../editions/schedule.rules.js';
import { ThisNetwork } from '../this-network.js';
import { isEarly } from './handover.rules.js';
import type { Handover } from './handover.store.js';
import { deputyLetter, endedLetter, handedOverLetter, noDeputyLetter } from './naming.letters.rules.js';

/** What a deputy is told by e-mail when they are named, and when they are not the deputy any more. */
@Injectable()
export class DeputyTidings {
  constructor(
    private readonly notices: Notices,
    private readonly here: ThisNetwork,
  ) {}

  /** Tells somebody that they are the deputy from now on, and whoever was before that they are not. */
  async named(me: Actor, deputyId: string, before: string | undefined): Promise<void> {
    const { name: network, settings } = await this.here.facts();
    const link = await this.notices.link('/handover');
    await this.notices.tell(
      deputyId,
      deputyLetter({ by: me.name, network, isTwo: wantsSecond(settings), link }),
    );
    if (before !== undefined) await this.notices.tell(before, noDeputyLetter({ by: me.name, network }));
  }

  /** Tells the deputy of the days that were handed over, and when the digest goes out on them. */
  async handedOver({ deputyId, away, fromOn, toOn }: Handover, slot: Slot, dues: Date[]): Promise<void> {
    const { zone, settings } = await this.here.facts();
    const letter = handedOverLetter({
      ...{ away, from: sayDate(fromOn), to: sayDate(toOn), isEarly: isEarly(slot.time) },
      dues: dues.map((due) => sayDateTime(due, zone)),
      isTwo: wantsSecond(settings),
      link: await this.notices.link('/handover'),
    });
    await this.notices.tell(deputyId, letter);
  }

  /** Tells the deputy that their days were ended early. */
  async ended(me: Actor, { deputyId, fromOn, toOn }: Handover): Promise<void> {
    await this.notices.tell(deputyId, endedLetter({ by: me.name, from: sayDate(fromOn), to: sayDate(toOn) }));
  }
}

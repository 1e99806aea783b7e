import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { isId } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import { Audience } from '../../members/index.js';
import { slotOf } from '../digest.settings.js';
import { localDate } from '../editions/schedule.rules.js';
import { weekOfDate } from '../editions/week.rules.js';
import { ThisNetwork } from '../this-network.js';
import { Deputies, type Colleague } from './deputies.js';
import { DeputyTidings } from './deputy-tidings.service.js';
import { duesWithin, refuseDays } from './handover.rules.js';
import { HandoverStore, type Gone, type Handover, type Notice } from './handover.store.js';

/** Days away, and who looks after the digest meanwhile. */
export interface Away {
  deputyId: string;
  fromOn: string;
  toOn: string;
}

/** When a digest goes out by the network's own day; one that somebody has sent before then does not go again. */
export interface Due {
  at: Date;
  gone?: Gone;
}

/** What the page about handovers shows to somebody. */
export interface Shown {
  mayManage: boolean;
  deputyId: string | undefined;
  candidates: Colleague[];
  handovers: (Handover & { dues: Due[]; notices: (Notice & { key: string; weekFrom: string })[] })[];
}

const NO_DAY = 'The digest has no fixed day and time yet. Choose them in Settings, Digest, first.';
const MANAGE = 'digest.approve';

/** The deputy, and the weeks in which they look after the digest. */
@Injectable()
export class Handovers {
  constructor(
    private readonly store: HandoverStore,
    private readonly deputies: Deputies,
    private readonly audience: Audience,
    private readonly tidings: DeputyTidings,
    private readonly clock: Clock,
    private readonly here: ThisNetwork,
    private readonly audit: Audit,
  ) {}

  /** Returns what somebody may see: all of it, or, for a deputy, their own weeks. @throws NotFound for others */
  async shown(me: Actor): Promise<Shown> {
    const mayManage = me.may(MANAGE);
    const deputyId = await this.deputies.standing();
    const seesAll = mayManage || me.may('digest.read');
    const all = await this.store.all(seesAll ? null : me.personId);
    if (!seesAll && all.length === 0 && deputyId !== me.personId) throw new NotFound();
    const history = await this.store.history(all.map(({ id }) => id));
    const { settings, zone } = await this.here.facts();
    const slot = slotOf(settings);
    const now = this.clock.now();
    const dues = (one: Handover) => (slot && one.endedAt === null ? duesWithin(one, slot, now, zone) : []);
    const gone = await this.#gone(all.flatMap(dues), zone);
    const handovers = all.map((one) => ({
      ...one,
      dues: dues(one).map((at) => ({ at, gone: gone(at) })),
      notices: history.filter(({ handoverId }) => handoverId === one.id),
    }));
    const candidates = mayManage ? await this.#candidates(me) : [];
    return { mayManage, deputyId, candidates, handovers };
  }

  /** Names the deputy, who may give a second approval. @throws Invalid for nobody who can be */
  async name(me: Actor, deputyId: string): Promise<void> {
    allow(me.may(MANAGE));
    await this.#deputy(me, deputyId);
    const before = await this.deputies.standing();
    if (before === deputyId) return;
    await this.#name(me, deputyId);
    await this.tidings.named(me, deputyId, before);
  }

  /** Hands the digest over for some days, on which the person who does so is away. @throws Invalid */
  async make(me: Actor, away: Away): Promise<void> {
    allow(me.may(MANAGE));
    await this.#deputy(me, away.deputyId);
    const { settings, zone } = await this.here.facts();
    const slot = slotOf(settings);
    if (!slot) throw new Conflict(NO_DAY);
    await this.store.oneAtATime();
    const open = (await this.store.all()).filter(({ endedAt }) => endedAt === null);
    const refusal = refuseDays(away, open, await this.here.today());
    if (refusal) throw new Invalid({ [refusal.field]: refusal.why });
    const id = await this.store.make({ ...away, awayId: me.personId });
    if ((await this.deputies.standing()) === undefined) await this.#name(me, away.deputyId);
    await this.audit.record(me, 'handover.made', { type: 'handover', id }, { ...away });
    const made = (await this.store.one(id))!;
    const dues = duesWithin(made, slot, this.clock.now(), zone);
    const gone = await this.#gone(dues, zone);
    await this.tidings.handedOver(
      made,
      slot,
      dues.filter((due) => !gone(due)),
    );
  }

  /** Ends a handover: from now on nothing goes out by itself. @throws NotFound, Conflict */
  async end(me: Actor, id: string): Promise<void> {
    allow(me.may(MANAGE));
    const ended = isId(id) ? await this.store.one(id) : undefined;
    if (!ended) throw new NotFound();
    if (!(await this.store.end(id))) throw new Conflict('This handover has ended already.');
    await this.audit.record(me, 'handover.ended', { type: 'handover', id });
    if (ended.toOn >= (await this.here.today())) await this.tidings.ended(me, ended);
  }

  /** Returns what finds, for each of these times, the edition that has gone out before it. */
  async #gone(dues: readonly Date[], zone: string): Promise<(due: Date) => Gone | undefined> {
    const keyOf = (due: Date) => weekOfDate(localDate(due, zone)).key;
    const gone = await this.store.gone(dues.map(keyOf));
    return (due) => gone.find(({ key }) => key === keyOf(due));
  }

  async #name(me: Actor, deputyId: string): Promise<void> {
    await this.store.name(deputyId, me.personId);
    await this.audit.record(me, 'deputy.named', { type: 'person', id: deputyId });
  }

  async #candidates(me: Actor): Promise<Colleague[]> {
    return (await this.deputies.colleagues()).filter(({ personId }) => personId !== me.personId);
  }

  async #deputy(me: Actor, deputyId: string): Promise<void> {
    const found = (await this.#candidates(me)).find(({ personId }) => personId === deputyId);
    if (!found) throw new Invalid({ deputy: 'Choose a colleague with a role in the network.' });
    if (found.accountId !== null && found.accountId === me.accountId)
      throw new Invalid({
        deputy: `${found.name} signs in with the same address as you, so they could not look at it for you.`,
      });
    if (!(await this.audience.addressOf(deputyId)))
      throw new Invalid({
        deputy: `${found.name} has no e-mail address, so we could not tell them anything.`,
      });
  }
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { AudienceLock } from '../../core/mail/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { offerOf, type Frequency } from '../../members/index.js';
import { Drafts } from '../choosing/drafts.service.js';
import { freezeForShow } from '../choosing/frozen.js';
import { MustKnow } from '../choosing/must-know.js';
import { dailyTimeOf, slotOf, wantsSecond } from '../digest.settings.js';
import { Acronyms } from '../editions/acronyms.service.js';
import type { ItemFacts } from '../editions/edition.rules.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { Fixing } from '../editions/fixing.service.js';
import { instantOf, localDate } from '../editions/schedule.rules.js';
import { daysLater, weekOfDate } from '../editions/week.rules.js';
import { itemKey } from '../articles/article.rules.js';
import { Deputies } from '../handover/deputies.js';
import { ThisNetwork } from '../this-network.js';
import { dailyDue, monthlyDue } from './frequency.rules.js';
import { Offers } from './offers.service.js';

type Kind = 'daily' | 'immediate' | 'monthly';

const MONDAY = 1;
/** Answers go to whoever may approve; where there is nobody, to the network's own address. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Editions that go out by themselves, of items that somebody approved. What runs is claimed by its key, in the
 * transaction that fixes its copies: it runs once, however many workers try, and again when one of them dies.
 */
@Injectable()
export class Automatic {
  constructor(
    private readonly db: Db,
    private readonly store: EditionStore,
    private readonly offers: Offers,
    private readonly acronyms: Acronyms,
    private readonly mustKnow: MustKnow,
    private readonly drafts: Drafts,
    private readonly fixing: Fixing,
    private readonly deputies: Deputies,
    private readonly audienceLock: AudienceLock,
    private readonly here: ThisNetwork,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Sends the daily edition of today when its time has come. */
  async daily(): Promise<void> {
    const network = await this.#where('daily', 'immediate');
    const due = network && dailyDue(this.clock.now(), dailyTimeOf(network.settings), network.zone);
    if (due && (await this.#claim('daily', [due.key]))) await this.#send(due.key, due.key, due.key);
  }

  /** Sends the monthly edition when its time has come. */
  async monthly(): Promise<void> {
    const network = await this.#where('monthly');
    if (!network) return;
    const { settings, zone } = network;
    const slot = slotOf(settings) ?? { weekday: MONDAY, time: dailyTimeOf(settings) };
    const due = monthlyDue(this.clock.now(), slot, zone);
    if (due && (await this.#claim('monthly', [due.key])))
      await this.#send(due.key, `${due.key}-01`, lastOfMonth(due.key));
  }

  /** Sends articles whose minutes for stopping are over; those that were approved together go together. */
  async immediate(): Promise<void> {
    const network = await this.#where('immediate');
    if (!network) return;
    const waiting = await this.db.query<{ id: string }>(
      `select a.id from article a where a.state = 'ready' and a.updated_at <= app_now() - make_interval(mins => $1)
         and not exists (select 1 from edition_run r where r.kind = 'immediate' and r.key = 'now-' || a.id)
       order by a.updated_at, a.id`,
      [this.settings.FOLKMOOT_STOP_MINUTES],
    );
    if (waiting.length === 0) return;
    const today = localDate(this.clock.now(), network.zone);
    const held = await this.acronyms.unexplained(await this.offers.within(today, today));
    const ready = waiting.filter(({ id }) => !held.has(itemKey(id)));
    const claimed = await this.#claim(
      'immediate',
      ready.map(({ id }) => `now-${id}`),
    );
    if (!claimed) return;
    const keys = new Set(claimed.map((key) => key.replace('now-', 'article:')));
    await this.#send(claimed[0], today, today, keys);
  }

  /**
   * The network, where the digest is switched on and offered in one of these ways. Where two people approve, nothing
   * goes out by itself: the weekly edition is for everybody there.
   */
  async #where(...frequencies: Frequency[]): Promise<NetworkFacts | undefined> {
    const network = await this.here.facts();
    const offered = offerOf(network.settings).frequencies;
    const isOffered = frequencies.some((one) => offered.includes(one));
    if (wantsSecond(network.settings)) return undefined;
    return isOffered && network.modules.includes('digest') ? network : undefined;
  }

  /** Returns the keys that nobody else has run or is running, or undefined when there is none. */
  async #claim(kind: Kind, keys: string[]): Promise<string[] | undefined> {
    if (keys.length === 0) return undefined;
    const rows = await this.db.query<{ key: string }>(
      `insert into edition_run (kind, key) select $1, key from unnest($2::text[]) with ordinality as k (key, place) order by place
       on conflict do nothing returning key`,
      [kind, keys],
    );
    const mine = new Set(rows.map(({ key }) => key));
    return mine.size === 0 ? undefined : keys.filter((key) => mine.has(key));
  }

  /** Where nobody would get anything there is no edition: nothing to say is no mail. */
  async #send(key: string, from: string, to: string, only?: ReadonlySet<string>): Promise<void> {
    await this.audienceLock.take();
    if (!(await this.store.make({ key, from, to }))) return;
    const edition = await this.store.find(key, true);
    const offered = (await this.offers.of(edition)).filter((item) => only?.has(item.key) ?? true);
    const now = this.clock.now();
    await this.store.addItems(edition.id, await this.#fit(offered, now), 0);
    if (await this.#isEmpty(edition, now)) return this.store.drop(edition.id);
    const approver = (await this.deputies.approving())[0]?.personId ?? NOBODY;
    const { fixed, audience } = await this.fixing.fix(edition, approver, now);
    await this.fixing.set(edition, { ...fixed, state: 'approved', approvedAt: now });
    await this.fixing.note('product', 'edition.sent by itself', edition, { audience });
  }

  /** What nobody has explained waits until somebody has; what the week has no room for is not must-know. */
  async #fit(items: ItemFacts[], now: Date): Promise<ItemFacts[]> {
    const held = await this.acronyms.unexplained(items);
    const explained = items.filter(({ key }) => !held.has(key));
    const { zone } = await this.here.facts();
    const week = weekOfDate(localDate(now, zone));
    const [from, until] = [week.from, daysLater(week.to, 1)].map((date) => instantOf(date, '00:00', zone));
    return this.mustKnow.demoted(explained, from, until);
  }

  async #isEmpty(edition: Edition, now: Date): Promise<boolean> {
    const draft = await this.drafts.of(edition, now);
    if (draft.items.length === 0 || draft.mailboxes.length === 0) return true;
    return freezeForShow(draft).copies.pending === 0;
  }
}

function lastOfMonth(month: string): string {
  const next = daysLater(`${month}-01`, 31).slice(0, 7);
  return daysLater(`${next}-01`, -1);
}

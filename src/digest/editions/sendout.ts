import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Settings } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Sender } from '../../core/mail/index.js';
import { Approvals, UnderWay } from './approvals.service.js';
import { Sendings, type Status } from './sendings.service.js';

/** Seconds for which nothing may move while the relay is out of reach. */
const RELAY_PATIENCE = 60;
/** Seconds beyond a lease: what a worker that died had in hand is free again by then. */
const LEASE_PATIENCE = 30;
const BETWEEN = 1000;

/** Sends an approved edition from this very process and stays until it has gone; a running service may help. */
@Injectable()
export class Sendout {
  constructor(
    private readonly db: Db,
    private readonly approvals: Approvals,
    private readonly sendings: Sendings,
    private readonly sender: Sender,
    private readonly settings: Settings,
  ) {}

  /**
   * Sends now what was to go out later, and returns how it ended. `patience` is in seconds.
   * @throws Conflict when it has not been approved, or when nothing has moved for as long as patience lasts
   */
  async run(me: Actor, key: string, say: (line: string) => void, patience?: number): Promise<Status> {
    await this.#bringForward(me, key);
    let status = await this.#in(me, () => this.sendings.status(me, key));
    let [moved, before] = [performance.now(), ''];
    while (status.counts.pending > 0) {
      await this.#sendOnce(me, key, say);
      status = await this.#in(me, () => this.sendings.status(me, key));
      const now = JSON.stringify(status.counts);
      if (now !== before) [moved, before] = [performance.now(), now];
      else this.#refuseWaiting(status, (performance.now() - moved) / 1000, patience);
      if (status.counts.pending > 0) await pause(BETWEEN);
    }
    say(line(status));
    return status;
  }

  /** When the first copies leave at this very moment, it is sent as it is. */
  async #bringForward(me: Actor, key: string): Promise<void> {
    try {
      await this.#in(me, () => this.approvals.bringForward(me, key));
    } catch (error) {
      if (!(error instanceof UnderWay)) throw error;
    }
  }

  async #sendOnce(me: Actor, key: string, say: (line: string) => void): Promise<void> {
    const timer = setInterval(() => {
      this.#in(me, () => this.sendings.status(me, key)).then(
        (status) => say(line(status)),
        () => undefined,
      );
    }, 2 * BETWEEN);
    try {
      await this.sender.run();
    } finally {
      clearInterval(timer);
    }
  }

  #refuseWaiting(status: Status, seconds: number, patience?: number): void {
    const isRelay = status.waits?.includes('relay') ?? false;
    const usual = isRelay ? RELAY_PATIENCE : this.settings.FOLKMOOT_MAIL_LEASE_SECONDS + LEASE_PATIENCE;
    if (!status.isPaused && seconds < (patience ?? usual)) return;
    const why = status.waits ? ` ${status.waits}` : '';
    throw new Conflict(
      `${status.counts.pending} copies of ${status.edition} still wait, and nothing moves.${why} They are kept, and go out when it does; run this again, or let the service do it.`,
    );
  }

  #in<T>(me: Actor, work: () => Promise<T>): Promise<T> {
    return this.db.inNetwork(me.networkId, work);
  }
}

function line({ edition, audience, counts, waits }: Status): string {
  const { sent, pending, uncertain, refused } = counts;
  const more = [
    uncertain > 0 ? `${uncertain} uncertain` : '',
    refused > 0 ? `${refused} refused` : '',
    waits && pending > 0 ? waits : '',
  ].filter((part) => part !== '');
  return `${edition}: ${sent} of ${audience} sent, ${pending} to go${more.map((part) => `; ${part}`).join('')}`;
}

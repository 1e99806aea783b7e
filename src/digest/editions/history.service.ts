import { Injectable } from '@nestjs/common';
import { sayDateTime, sayPlural } from '../../core/web/templates/index.js';
import { HandoverStore } from '../handover/handover.store.js';
import { ThisNetwork } from '../this-network.js';
import type { Edition } from './edition.store.js';
import { Ledgers } from './ledgers.service.js';
import { Notices } from './notices.js';
import { Seconds } from './seconds.service.js';
import type { Status } from './sendings.service.js';

const MINUTE = 60_000;

/** Who approved an edition, and whatever else has to be known about how it went out. */
@Injectable()
export class History {
  constructor(
    private readonly seconds: Seconds,
    private readonly notices: Notices,
    private readonly handovers: HandoverStore,
    private readonly ledgers: Ledgers,
    private readonly here: ThisNetwork,
  ) {}

  /** Returns the story of an edition in sentences, the first things first. */
  async of(edition: Edition, status: Status): Promise<string[]> {
    const { zone } = await this.here.facts();
    return [
      ...(await this.#approvals(edition, zone)),
      ...lateness(status, zone),
      ...(await this.#readers(edition)),
    ];
  }

  /** Whom it went to, said of this edition and of nobody else. */
  async #readers(edition: Edition): Promise<string[]> {
    return edition.letterId ? [this.ledgers.went(edition, await this.ledgers.people(edition))] : [];
  }

  /** True for an edition that nobody approved by hand, in a week that was handed over. */
  async #wentByItself({ id, approvedAt }: Edition): Promise<boolean> {
    const notice = await this.handovers.notice(id);
    if (notice?.outcome !== 'approved' || notice.stoppedAt !== null) return false;
    return Math.abs(notice.toldAt.getTime() - approvedAt!.getTime()) < MINUTE;
  }

  async #approvals(edition: Edition, zone: string): Promise<string[]> {
    const held = await this.seconds.held(edition);
    if (edition.state === 'composing') {
      if (!(await this.seconds.waiting(edition))) return [];
      return [
        `Approved by ${held!.firstName} on ${sayDateTime(held!.firstAt, zone)}; a second person has not yet.`,
      ];
    }
    if (held?.secondBy)
      return [
        `Approved by ${held.firstName} on ${sayDateTime(held.firstAt, zone)}, and by ${held.secondName} on ${sayDateTime(held.secondAt, zone)}.`,
      ];
    if (edition.approvedBy === null) return [];
    const name = await this.notices.nameOf(edition.approvedBy);
    if (await this.#wentByItself(edition))
      return [
        `Approved by itself on ${sayDateTime(edition.approvedAt, zone)}, of approved items only, as ${name} had handed it over.`,
      ];
    return [`Approved by ${name} on ${sayDateTime(edition.approvedAt, zone)}.`];
  }
}

function lateness({ late, sendAfter }: Status, zone: string): string[] {
  if (late === 0) return [];
  const [hours, minutes] = [Math.floor(late / 60), late % 60];
  const by = [
    ...(hours > 0 ? [sayPlural(hours, 'hour')] : []),
    ...(minutes > 0 ? [sayPlural(minutes, 'minute')] : []),
  ].join(' and ');
  return [
    `It was to go out on ${sayDateTime(sendAfter, zone)} and went out ${by} late, because nothing ran then.`,
  ];
}

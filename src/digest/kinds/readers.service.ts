import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { Audience, oneMailbox, type AudiencePerson, type Mailbox } from '../../members/index.js';
import { wantsSecond } from '../digest.settings.js';
import type { Edition } from '../editions/edition.columns.js';
import { fits } from './audience-filter.rules.js';
import { HAD_OR_GETS, OF_FIRST } from './corrections.queries.js';
import type { Flood } from './flood.rules.js';
import { Floods } from './floods.service.js';
import { takes, type HowOften } from './frequency.rules.js';
import { isAutomatic, listOfKey, type EditionKind } from './kind.rules.js';

/** Who an edition is for, and who of them gets a copy. */
export interface Readers {
  people: AudiencePerson[];
  mailboxes: Mailbox[];
  /** Why somebody whom this list may be sent to gets no copy of this edition, by person. */
  apart: ReadonlyMap<string, string>;
  /** The Message-ID of the copy that somebody's copy is about, by person (E33 of the mail page). */
  answers: ReadonlyMap<string, string>;
  flood?: Flood;
}

const INSTEAD: Partial<Record<HowOften, string>> = {
  daily: 'Gets the digest every working day instead.',
  immediate: 'Gets each item at once instead.',
  monthly: 'Gets the digest once a month instead.',
};

const OVER = {
  urgent: 'Their weekly limit is reached. Their next digest carries it, before everything else.',
  urgentMonthly:
    'Their weekly limit is reached. Their next digest, which comes once a month, carries it before everything else.',
  newsletter: 'Their weekly limit is reached. What its articles say comes with their next digest.',
  newsletterMonthly:
    'Their weekly limit is reached. What its articles say comes with their next digest, which comes once a month.',
};

/** A newsletter can wait for another week, and no digest brings it to whoever wants none. */
const OVER_STOPPED = 'Their weekly limit is reached, and they have stopped the digest.';

const ELSE = 'Gets it otherwise.';

/** Every reason why somebody gets no copy of an edition who gets the same otherwise or later. */
export const APART_REASONS = [...Object.values(INSTEAD), ...Object.values(OVER), OVER_STOPPED, ELSE];

const NOBODY: ReadonlyMap<string, string> = new Map();

/** Works out who an edition is for, kind by kind; writes nothing. */
@Injectable()
export class EditionReaders {
  constructor(
    private readonly db: Db,
    private readonly audience: Audience,
    private readonly floods: Floods,
  ) {}

  /** Returns the readers of an edition that goes out at a moment. */
  async of(edition: Edition, at: Date, network: NetworkFacts): Promise<Readers> {
    const everybody = await this.audience.forList(listOfKey(edition.key));
    if (edition.kind === 'correction') return this.#ofFirst(edition, everybody);
    if (edition.kind === 'newsletter' || edition.kind === 'urgent')
      return this.#withinBudget(edition, everybody, at, network);
    return ofDigest(edition.kind, everybody, wantsSecond(network.settings));
  }

  async #withinBudget(edition: Edition, everybody: AudiencePerson[], at: Date, network: NetworkFacts) {
    const people = everybody.filter((person) => fits(person, edition.audience));
    const all = oneMailbox(people);
    const flood = withoutNext(edition.kind, all, await this.floods.of(edition, all, at, network));
    const over = new Set(flood.over);
    const full = all.filter(({ address }) => over.has(address)).flatMap(({ readers }) => readers);
    return {
      people,
      mailboxes: all.filter(({ address }) => !over.has(address)),
      apart: new Map(full.map(({ personId, reading }) => [personId, overWords(edition.kind, reading)])),
      answers: NOBODY,
      flood,
    };
  }

  /** Whoever had the first, may have had it, or still gets it; a copy that was called off needs no correction. */
  async #ofFirst(edition: Edition, everybody: AudiencePerson[]): Promise<Readers> {
    const firsts = await this.db.query<{ personId: string; messageId: string }>(OF_FIRST, [
      edition.aboutId,
      HAD_OR_GETS,
    ]);
    const answers = new Map(firsts.map(({ personId, messageId }) => [personId, messageId]));
    const people = everybody.filter(({ personId }) => answers.has(personId));
    return { people, mailboxes: oneMailbox(people), apart: NOBODY, answers };
  }
}

/** Whoever has stopped the digest has no next one to bring a briefing: their mailbox gets it whatever its week was. */
function withoutNext(kind: EditionKind, mailboxes: readonly Mailbox[], flood: Flood): Flood {
  if (kind !== 'urgent') return flood;
  const stopped = mailboxes.filter(({ readers }) =>
    readers.some(({ reading }) => reading.frequency === 'none'),
  );
  const spared = new Set(stopped.map(({ address }) => address));
  const moved = flood.over.filter((address) => spared.has(address));
  return {
    ...flood,
    within: [...flood.within, ...moved],
    over: flood.over.filter((address) => !spared.has(address)),
  };
}

/** Why somebody is left out for their budget, and when they hear of it all the same. */
function overWords(kind: EditionKind, { frequency }: AudiencePerson['reading']): string {
  if (frequency === 'none') return OVER_STOPPED;
  const isMonthly = frequency === 'monthly';
  if (kind === 'urgent') return isMonthly ? OVER.urgentMonthly : OVER.urgent;
  return isMonthly ? OVER.newsletterMonthly : OVER.newsletter;
}

/**
 * A kind that is sent by itself has nobody in its ledger who did not choose it; the weekly one names them all. Where
 * two people approve (`isHeld`), nothing is sent by itself, and the weekly one is for everybody.
 */
function ofDigest(kind: EditionKind, everybody: AudiencePerson[], isHeld: boolean): Readers {
  if (kind === 'digest' && isHeld)
    return { people: everybody, mailboxes: oneMailbox(everybody), apart: NOBODY, answers: NOBODY };
  const taking = everybody.filter(({ reading }) => takes(kind, reading));
  if (isAutomatic(kind)) {
    const people = taking.filter(({ status }) => status === 'may');
    return { people, mailboxes: oneMailbox(people), apart: NOBODY, answers: NOBODY };
  }
  const others = everybody.filter(({ reading, status }) => status === 'may' && !takes(kind, reading));
  const apart = new Map(
    others.map(({ personId, reading }) => [personId, INSTEAD[reading.frequency] ?? ELSE]),
  );
  return { people: everybody, mailboxes: oneMailbox(taking), apart, answers: NOBODY };
}

import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, newId } from '../../core/database/index.js';
import { Invalid, NotFound } from '../../core/errors/index.js';
import { Events } from '../../core/events/index.js';
import { AudienceLock, Stopped } from '../../core/mail/index.js';
import { History } from '../history/index.js';
import { BASES, type Basis } from '../member-record.rules.js';
import { Consent } from './consent.entity.js';
import { firstStatus, getsIt, isSaid, SAID_BY, type ConsentStatus, type Standing } from './consent.rules.js';
import { choiceWords, settled, type ReadingChoice, type ReadingOffer } from './reading.rules.js';
import { ON_PAPER, ReadingStore } from './reading.store.js';
import { TakingUp } from './taking-up.js';

/** Somebody who reads a mailbox, and what they last said about a list. */
export interface Reader {
  personId: string;
  given: string;
  family: string;
  /** Null for whom nothing can be sent to at the moment: their word counts all the same. */
  address: string | null;
  standing?: Standing;
}

/** What people have said about being written to. Service letters, such as a link to sign in, are not asked about. */
@Injectable()
export class Preferences {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly audienceLock: AudienceLock,
    private readonly stopped: Stopped,
    private readonly history: History,
    private readonly readings: ReadingStore,
    private readonly takingUp: TakingUp,
  ) {}

  /** Returns everything somebody has said, the latest first. */
  async historyOf(personId: string): Promise<Consent[]> {
    return this.db.of(Consent).find({ where: { personId }, order: { at: 'DESC', id: 'DESC' } });
  }

  /** Returns a person, and after them whoever reads the same mailbox; nobody when the person was forgotten. */
  async readersOf(personId: string, list: string): Promise<Reader[]> {
    const rows = await this.db.query<Omit<Reader, 'standing'> & { standing: Standing | null }>(
      `select p.id as "personId", p.given, p.family, (select value from contact_point where person_id = p.id and kind = 'email' limit 1) as address,
         (select jsonb_build_object('status', c.status, 'basis', c.basis, 'source', c.source, 'at', c.at) from consent c
          where c.person_id = p.id and c.channel = 'email' and c.purpose = $2 order by c.at desc, c.id desc limit 1) as standing
       from person p where p.erased_at is null and exists (select 1 from person where id = $1 and erased_at is null)
         and (p.id = $1 or p.id in (
           select theirs.person_id from contact_point mine
           join contact_point theirs on theirs.network_id = mine.network_id and theirs.kind = 'email' and theirs.value_key = mine.value_key
           where mine.person_id = $1 and mine.kind = 'email'))
       order by p.id <> $1, p.created_at, p.id`,
      [personId, list],
    );
    return rows.map(({ standing, ...reader }) => ({ ...reader, standing: standing ?? undefined }));
  }

  /** Returns the grounds this network can write on: the soft opt-in is for charities (PECR reg. 22(3A)). */
  async bases(): Promise<Basis[]> {
    const here = await this.db.one<{ charity: boolean }>('select is_charity as charity from network');
    return BASES.filter((basis) => basis !== 'soft-opt-in' || here!.charity);
  }

  /** Notes on what ground a new person may be written to; whoever may add a person may say it. @throws Invalid */
  async begin(me: Actor, personId: string, basis: Basis, list = 'digest'): Promise<void> {
    if (!(await this.bases()).includes(basis))
      throw new Invalid({ basis: 'Only a charity may write on this ground.' });
    await this.#say(personId, list, firstStatus(basis), basis, me.via);
  }

  /**
   * Stops a list for these people, at once. Whoever has stopped it before is left alone. Asks for no permission:
   * the token of a stop-link is what allows it, or `choose`.
   */
  async stop(by: Actor | 'product', personIds: string[], list: string, source: string): Promise<void> {
    await this.#hold(personIds);
    for (const personId of personIds) {
      const standing = await this.standing(personId, list);
      if (!getsIt(standing)) continue;
      await this.#say(personId, list, 'opted_out', standing?.basis ?? 'membership', source);
      await this.audit.record(by, 'list.stopped', { type: 'person', id: personId }, { list, source });
      await this.events.tell('person.stopped', { personId, list });
    }
  }

  /**
   * Somebody asks again for a list that they had stopped: from now on it rests on their consent. Asks for no permission
   * either: the token of the preferences page is what allows it, or `choose`.
   */
  async startAgain(by: Actor | 'product', personId: string, list: string, source: string): Promise<void> {
    await this.#hold([personId]);
    if (getsIt(await this.standing(personId, list))) return;
    await this.#say(personId, list, 'opted_in', 'consent', source);
    await this.takingUp.of(personId);
    await this.audit.record(by, 'list.started', { type: 'person', id: personId }, { list, source });
  }

  /** Returns how this network's people can choose to be written to. */
  offer(): Promise<ReadingOffer> {
    return this.readings.offer();
  }

  /** Returns how a person wants to be written to; what nobody has chosen is as the network does it. @throws NotFound */
  async choiceOf(personId: string): Promise<ReadingChoice> {
    const choice = (await this.readings.of([personId])).get(personId);
    if (!choice) throw new NotFound();
    return choice;
  }

  /** The same of many people, by their ids. */
  choicesOf(personIds: readonly string[]): Promise<Map<string, ReadingChoice>> {
    return this.readings.of(personIds);
  }

  /**
   * Makes a person's choice be as said, and returns the whole of it; what is not said stays. A choice that is another
   * than before holds from this moment: paper also for what waits to be sent. Asks for no permission of the product
   * (the token of a link, or a reply, is what allows it); of colleagues `members.edit`. @throws Invalid for what is not offered
   */
  async choose(
    by: Actor | 'product',
    personId: string,
    change: Partial<ReadingChoice>,
    source: string,
  ): Promise<ReadingChoice> {
    allow(by === 'product' || by.personId === personId || by.may('members.edit'));
    await this.#hold([personId]);
    const before = await this.choiceOf(personId);
    const after = settled({ ...before, ...change });
    await this.#refuseUnoffered(before, after);
    if (after.frequency === 'none') await this.stop(by, [personId], 'digest', source);
    else await this.startAgain(by, personId, 'digest', source);
    await this.readings.keep(personId, after, change);
    if (after.paper !== before.paper) await this.readings.move(personId, after.paper);
    await this.#onPaper(personId, after.paper);
    const [was, is] = [choiceWords(before), choiceWords(after)];
    if (was === is) return after;
    const subject = { type: 'person' as const, id: personId };
    const who = by === 'product' ? source : by;
    const why = by !== 'product' && isSaid(source) ? SAID_BY[source] : null;
    await this.history.write(who, subject, [{ field: 'reading', before: was, after: is }], why);
    await this.audit.record(by, 'reading.chosen', subject, { after: is, source });
    return after;
  }

  /** Returns the latest word of somebody about each list of which they said one. */
  async standings(personId: string): Promise<Map<string, Standing>> {
    const words = await this.historyOf(personId);
    return new Map(words.reverse().map((word) => [word.purpose, word]));
  }

  /** Returns the latest word of somebody about a list. */
  async standing(personId: string, list: string): Promise<Standing | undefined> {
    const [latest] = await this.db.of(Consent).find({
      where: { personId, channel: 'email', purpose: list },
      order: { at: 'DESC', id: 'DESC' },
      take: 1,
    });
    return latest;
  }

  /** The record itself says from now on that somebody is written to on paper, or no longer: that is a choice, too. */
  async noteChannel(personId: string, paper: boolean): Promise<void> {
    await this.#hold([personId]);
    await this.readings.keep(personId, { ...(await this.choiceOf(personId)), paper }, {});
    await this.#onPaper(personId, paper);
  }

  async #onPaper(personId: string, paper: boolean): Promise<void> {
    if (paper) await this.stopped.setAside(personId, undefined, ON_PAPER);
    else await this.takingUp.of(personId);
  }

  /** Whoever presses twice is heard once: the second word waits for the first. */
  async #hold(personIds: readonly string[]): Promise<void> {
    await this.audienceLock.share();
    await this.readings.hold(personIds);
  }

  async #refuseUnoffered(before: ReadingChoice, after: ReadingChoice): Promise<void> {
    const { frequencies } = await this.offer();
    if (after.frequency !== before.frequency && !frequencies.includes(after.frequency))
      throw new Invalid({ frequency: 'Choose one of the ways we send it.' });
  }

  async #say(
    personId: string,
    purpose: string,
    status: ConsentStatus,
    basis: Basis,
    source: string,
  ): Promise<void> {
    const said = { personId, channel: 'email' as const, purpose, status, basis, source };
    await this.db.of(Consent).insert({ id: newId(), ...said, evidence: null });
  }
}

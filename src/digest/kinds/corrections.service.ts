import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Deliveries } from '../../core/mail/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { ThisNetwork } from '../this-network.js';
import { correctionKey } from './kind.rules.js';
import { passageItem } from './writings.service.js';

/** A key has room for so many. */
const MOST = 9;

const LONGEST_SUBJECT = 150;

/** A second, short message to those who had the first, and to nobody else. */
@Injectable()
export class Corrections {
  constructor(
    private readonly store: EditionStore,
    private readonly deliveries: Deliveries,
    private readonly here: ThisNetwork,
    private readonly audit: Audit,
  ) {}

  /** Begins a correction to an edition of which something has gone; returns its key. @throws Conflict when nothing has */
  async begin(me: Actor, key: string, words: { subject: string; body: string }): Promise<string> {
    allow(me.may('digest.compose'));
    const about = await this.store.find(key, true);
    if (!(await this.mayCorrect(about)))
      throw new Conflict('Nobody has been sent this edition, so change it.');
    const made = await this.#make(about, words.subject);
    const item = passageItem(
      `correction:${made.id}`,
      { heading: words.subject, body: words.body },
      made.weekFrom,
    );
    await this.store.addItems(made.id, [item], 0);
    await this.audit.record(me, 'edition.corrected', { type: 'edition', id: about.id }, { key: made.key });
    return made.key;
  }

  /** True when somebody has been sent an edition, or may have been; a correction is itself not corrected. */
  async mayCorrect({ kind, letterId }: Edition): Promise<boolean> {
    if (!letterId || kind === 'correction') return false;
    const { sent, uncertain } = await this.deliveries.counts(letterId);
    return sent + uncertain > 0;
  }

  /** Returns the subject that a correction begins with: that of the first, so that mail programmes thread the two. */
  async subjectFor({ letterId }: Edition): Promise<string> {
    const { subject } = await this.deliveries.letter(letterId!);
    return `Correction: ${subject}`.slice(0, LONGEST_SUBJECT);
  }

  /** The edition corrected is held, so that two people at once make two. */
  async #make(about: Edition, subject: string): Promise<Edition> {
    const today = await this.here.today();
    const number = (await this.store.correctionsOf(about.id)).length + 1;
    if (number > MOST) throw new Conflict(`This edition has ${MOST} corrections already.`);
    const key = correctionKey(about.key, number);
    await this.store.make({ key, from: today, to: today, subject, aboutId: about.id });
    return this.store.find(key, true);
  }
}

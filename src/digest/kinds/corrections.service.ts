import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Deliveries } from '../../core/mail/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { ThisNetwork } from '../this-network.js';
import { HAD, OF_FIRST } from './corrections.queries.js';
import { correctionKey } from './kind.rules.js';
import { passageItem } from './writings.service.js';

/** A key has room for so many. */
const MOST = 9;

const LONGEST_SUBJECT = 150;

/** A second, short message to those who had the first, and to nobody else. */
@Injectable()
export class Corrections {
  constructor(
    private readonly db: Db,
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

  /** True when an edition has reached somebody in any way, or may have; a correction is itself not corrected. */
  async mayCorrect({ id, kind, letterId }: Edition): Promise<boolean> {
    if (!letterId || kind === 'correction') return false;
    const { sent, uncertain } = await this.deliveries.counts(letterId);
    if (sent + uncertain > 0) return true;
    const otherwise = await this.db.one(
      `select 1 from reach_mark where edition_id = $1 union all select 1 from (${OF_FIRST}) f limit 1`,
      [id, HAD],
    );
    return otherwise !== undefined;
  }

  /** Returns the subject that a correction begins with: that of the first, so that mail programmes thread the two. */
  async subjectFor({ letterId }: Edition): Promise<string> {
    const { subject } = await this.deliveries.letter(letterId!);
    const whole = `Correction: ${subject}`;
    if (whole.length <= LONGEST_SUBJECT) return whole;
    return `${whole.slice(0, LONGEST_SUBJECT - 1).replace(/\s+\S*$/, '')}…`;
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

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, newId } from '../../core/database/index.js';
import { Forbidden, NotFound } from '../../core/errors/index.js';
import { wantsSecond } from '../digest.settings.js';
import { Deputies, type Colleague } from '../handover/deputies.js';
import { ThisNetwork } from '../this-network.js';
import type { Edition } from './edition.store.js';
import { refuseSecond, type Hand } from './second.rules.js';

/** An approval where two people are wanted. It is of one version of its edition, and of no other. */
export interface TwoHanded {
  id: string;
  version: number;
  keep: boolean;
  /** When it is to go out; null means after the minutes for stopping. */
  sendAfter: Date | null;
  firstBy: string;
  firstName: string;
  firstAccount: string | null;
  firstAt: Date;
  secondBy: string | null;
  secondName: string | null;
  secondAt: Date | null;
}

const HELD = `select a.id, a.version, a.keep, a.send_after as "sendAfter", a.first_by as "firstBy",
    trim(f.given || ' ' || f.family) as "firstName", f.account_id as "firstAccount", a.first_at as "firstAt",
    a.second_by as "secondBy", trim(s.given || ' ' || s.family) as "secondName", a.second_at as "secondAt"
  from edition_approval a
  join person f on f.network_id = a.network_id and f.id = a.first_by
  left join person s on s.network_id = a.network_id and s.id = a.second_by
  where a.edition_id = $1 and a.voided_at is null`;

/** The first of two approvals, until the second is given or the edition is changed. */
@Injectable()
export class Seconds {
  constructor(
    private readonly db: Db,
    private readonly deputies: Deputies,
    private readonly here: ThisNetwork,
    private readonly audit: Audit,
  ) {}

  /** True where the network wants two people to approve an edition. */
  async wanted(): Promise<boolean> {
    return wantsSecond((await this.here.facts()).settings);
  }

  /** The approval that holds for an edition, given once or twice. */
  async held({ id }: Pick<Edition, 'id'>): Promise<TwoHanded | undefined> {
    return this.db.one<TwoHanded>(HELD, [id]);
  }

  /** The approval that waits for its second, as long as the edition is what was approved. */
  async waiting(edition: Pick<Edition, 'id' | 'state' | 'version'>): Promise<TwoHanded | undefined> {
    if (edition.state !== 'composing') return undefined;
    const held = await this.held(edition);
    return held?.version === edition.version && held.secondBy === null ? held : undefined;
  }

  /** Writes the first approval down. */
  async begin(
    me: Actor | 'product',
    edition: Edition,
    first: { by: string; keep: boolean; sendAfter: Date | null },
  ): Promise<void> {
    await this.void(me, edition, 'It was approved anew.');
    await this.db.query(
      `insert into edition_approval (id, edition_id, version, keep, send_after, first_by) values ($1, $2, $3, $4, $5, $6)`,
      [newId(), edition.id, edition.version, first.keep, first.sendAfter, first.by],
    );
    await this.#note(me, 'edition.approved once', edition, {
      version: edition.version,
      firstBy: first.by,
      sendAfter: first.sendAfter,
    });
  }

  /** Writes the second one down. */
  async complete({ id }: TwoHanded, secondBy: string): Promise<void> {
    await this.db.query('update edition_approval set second_by = $2, second_at = app_now() where id = $1', [
      id,
      secondBy,
    ]);
  }

  /** Ends an approval; returns whether there was one. */
  async void(me: Actor | 'product', edition: Pick<Edition, 'id' | 'key'>, because: string): Promise<boolean> {
    const rows = await this.db.query(
      `update edition_approval set voided_at = app_now(), voided_because = $2
       where edition_id = $1 and voided_at is null returning id`,
      [edition.id, because],
    );
    if (rows.length > 0) await this.#note(me, 'edition.approval void', edition, { because });
    return rows.length > 0;
  }

  /** Whoever may give the second approval to what this person approved. */
  async others(first: Hand): Promise<Colleague[]> {
    return (await this.deputies.seconds()).filter((one) => refuseSecond(first, one) === undefined);
  }

  /** @throws NotFound for who may not approve at all, Forbidden for who may not be the second */
  async allowSecond(me: Actor, { firstBy, firstAccount }: TwoHanded): Promise<void> {
    const may = (await this.deputies.seconds()).some(({ personId }) => personId === me.personId);
    if (!may && !me.may('digest.approve')) throw new NotFound();
    const refusal = refuseSecond(
      { personId: firstBy, accountId: firstAccount },
      { personId: me.personId, accountId: me.accountId ?? null },
    );
    if (refusal) throw new Forbidden(refusal);
  }

  async #note(
    me: Actor | 'product',
    action: string,
    { id, key }: Pick<Edition, 'id' | 'key'>,
    details: object,
  ): Promise<void> {
    await this.audit.record(me, action, { type: 'edition', id }, { key, ...details });
  }
}

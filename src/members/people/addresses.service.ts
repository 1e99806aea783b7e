import { Injectable } from '@nestjs/common';
import { allow, Limits, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { Keys } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { Invalid, NotFound } from '../../core/errors/index.js';
import { Events } from '../../core/events/index.js';
import { AudienceLock, Mailable } from '../../core/mail/index.js';
import { ContactPoints } from '../contact-points/index.js';
import { History } from '../history/index.js';
import { MAILED_NOW } from '../preferences/index.js';
import { addressToken, isAddressToken, readAddressToken } from './address-token.rules.js';
import { AddressLetters } from './address.letters.js';
import { mayMove, personName, type PersonFacts } from './person.rules.js';
import { peopleFacts } from './people.queries.js';

/** How long a move can be confirmed, in seconds. */
const TO_CONFIRM = 24 * 3600;

/** People's e-mail addresses. Whoever reads one signs in as the person, so a move ends what the old one could do. */
@Injectable()
export class Addresses {
  readonly #key: Buffer;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly limits: Limits,
    private readonly contactPoints: ContactPoints,
    private readonly letters: AddressLetters,
    private readonly events: Events,
    private readonly history: History,
    private readonly audit: Audit,
    private readonly audienceLock: AudienceLock,
    private readonly mailable: Mailable,
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  /** Lets a person sign in with an address. @throws Invalid for one that cannot be mailed from here */
  async letSignIn(personId: string, address: string): Promise<void> {
    await this.mailable.demand(address);
    await this.db.query('update person set account_id = account_ensure($2) where id = $1', [
      personId,
      address,
    ]);
  }

  /** Puts another address, or none, in a person's record. @throws Forbidden for somebody who holds power */
  async move(me: Actor, personId: string, address: string | null): Promise<void> {
    const person = await this.#find(personId);
    allow(
      mayMove(me, person),
      `${personName(person)} holds a role with power in the network. Only they can change their own address; if they cannot read it any more, end that role first.`,
    );
    if (address) await this.mailable.demand(address);
    await this.#move(me, person, address);
  }

  /** Sends a link to the new address of whoever asks; nothing is changed before it is pressed. @throws Invalid, TooMany */
  async ask(me: Actor, address: string): Promise<void> {
    const person = await this.#find(me.personId);
    if (person.email === address) throw new Invalid({ email: 'This is your address already.' });
    await this.mailable.demand(address);
    await this.limits.spend('sign-in-address', `move ${me.personId}`);
    const until = Math.floor(this.clock.now().getTime() / 1000) + TO_CONFIRM;
    const token = addressToken(
      this.#key,
      me.networkId,
      { personId: person.id, to: address, until },
      person.email ?? '',
    );
    await this.letters.confirm(person, address, token);
    await this.audit.record(me, 'person.address asked', { type: 'person', id: person.id });
  }

  /** Returns who would move where by this link, or undefined when it is not, or no longer, good. */
  async moveBy(token: string): Promise<{ person: PersonFacts; to: string } | undefined> {
    const said = readAddressToken(token);
    if (!said || said.until * 1000 <= this.clock.now().getTime()) return undefined;
    const [person] = await peopleFacts(this.db, [said.personId]);
    const isOurs = person && isAddressToken(this.#key, this.db.networkId!, token, person.email ?? '');
    return isOurs ? { person, to: said.to } : undefined;
  }

  /** Makes the move of a link: whoever presses it reads the new address. @throws NotFound when it is not good */
  async confirm(token: string): Promise<void> {
    const move = await this.moveBy(token);
    if (!move) throw new NotFound();
    await this.#move('confirmed by e-mail', move.person, move.to);
  }

  async #move(by: Actor | string, person: PersonFacts, address: string | null): Promise<void> {
    const { id, email } = person;
    if (email === address) return;
    await this.audienceLock.share();
    await this.contactPoints.keep({ personId: id }, { email: address });
    // The account goes, sessions and all, when nobody else is behind it; a move keeps its second factor.
    if (address) await this.db.query('select account_move($1, $2)', [id, address]);
    else if (person.accountId) await this.db.query('select account_leave($1)', [id]);
    await this.db.query('update person set version = version + 1, updated_at = app_now() where id = $1', [
      id,
    ]);
    if (address && !email) await this.db.query(MAILED_NOW, [id]);
    await this.history.write(by, { type: 'person', id }, [{ field: 'email', before: email, after: address }]);
    const actor = typeof by === 'string' ? 'product' : by;
    await this.audit.record(actor, 'person.moved', { type: 'person', id }, { fields: ['email'] });
    if (email) await this.letters.moved(person, email, address);
    if (address) await this.events.tell('person.moved', { personId: id, address });
  }

  async #find(id: string): Promise<PersonFacts> {
    const [person] = await peopleFacts(this.db, [id]);
    if (!person) throw new NotFound();
    return person;
  }
}

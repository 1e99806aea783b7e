import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, isId, newId } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import { ContactPoints } from '../contact-points/index.js';
import { Districts } from '../districts/index.js';
import { differences, History } from '../history/index.js';
import { MembersIndex } from '../members.search.js';
import { Preferences } from '../preferences/index.js';
import { Reaches } from '../reach/index.js';
import { mayEditPeopleAt, Roles } from '../roles/index.js';
import { Addresses } from './addresses.service.js';
import { Person } from './person.entity.js';
import type { NewPerson, PersonPatch } from './person.input.js';
import { inWords, mayEdit, maySee, type PersonFacts } from './person.rules.js';
import { listPeople, peopleFacts, samePerson, type PeopleWish } from './people.queries.js';

/** The people of the network, and what may be done with their records. */
@Injectable()
export class People {
  constructor(
    private readonly db: Db,
    private readonly reaches: Reaches,
    private readonly districts: Districts,
    private readonly roles: Roles,
    private readonly contactPoints: ContactPoints,
    private readonly addresses: Addresses,
    private readonly preferences: Preferences,
    private readonly index: MembersIndex,
    private readonly history: History,
    private readonly audit: Audit,
  ) {}

  /** Returns one record. @throws NotFound also for whom somebody may not know of */
  async find(me: Actor, id: string): Promise<PersonFacts> {
    const [person] = isId(id) ? await peopleFacts(this.db, [id]) : [];
    if (!person || !maySee(me, await this.reaches.of(me), person)) throw new NotFound();
    return person;
  }

  /** Returns the records of these people, as far as they are there; who may see them, the caller asks. */
  records(ids: string[]): Promise<PersonFacts[]> {
    return peopleFacts(this.db, ids);
  }

  /** Returns a stretch of the people somebody may see, by family name; a district goes by id, code or name. @throws Invalid */
  async read(
    me: Actor,
    { q, district }: { q?: string; district?: string },
    place: Pick<PeopleWish, 'limit' | 'after'>,
  ): Promise<{ rows: { id: string; sortName: string }[]; items: PersonFacts[] }> {
    const reach = await this.reaches.of(me);
    const rows = await listPeople(this.db, {
      ...place,
      q,
      reach,
      districtIds: await this.#districts(district),
    });
    const facts = await peopleFacts(
      this.db,
      rows.map(({ id }) => id),
    );
    const byId = new Map(facts.map((one) => [one.id, one]));
    return { rows, items: rows.map(({ id }) => byId.get(id)!) };
  }

  /**
   * Adds a person to an organisation, with a role and the ground on which they may be written to. Somebody of
   * the same name and address is taken for the same person. Returns the id, and whether they were known.
   */
  async add(me: Actor, organisationId: string, input: NewPerson): Promise<{ id: string; wasKnown: boolean }> {
    allow(mayEditPeopleAt(me, await this.reaches.placeOf(organisationId)));
    const { email = null, role, title, mainContact, basis, ...record } = input;
    const known = email && (await samePerson(this.db, { ...record, family: record.family ?? '', email }));
    const id = known || (await this.#insert(me, record, email));
    if (!known && email) await this.preferences.begin(me, id, basis ?? 'membership');
    await this.roles.give(me, id, organisationId, { role, title, mainContact });
    await this.index.renew({ people: [id] });
    return { id, wasKnown: Boolean(known) };
  }

  /** Corrects somebody's record, or one's own; `version` is the one the form was made from. @throws Conflict */
  async correct(me: Actor, id: string, input: PersonPatch, version?: number): Promise<void> {
    const before = await this.find(me, id);
    allow(
      id === me.personId || mayEdit(me, before),
      'Only they and the co-ordinator may correct this record.',
    );
    if (version !== undefined && version !== before.version) throw overtaken();
    const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const after: PersonFacts = {
      ...before,
      ...said,
      family: input.family === undefined ? before.family : (input.family ?? ''),
    };
    after.share = input.share ?? before.share;
    const changes = differences(inWords(before), inWords(after));
    if (changes.length === 0) return;
    await this.#update(before, after);
    if ((before.channel === 'post') !== (after.channel === 'post'))
      await this.preferences.noteChannel(id, after.channel === 'post');
    await this.history.write(me, { type: 'person', id }, changes);
    await this.#note(
      me,
      'person.edited',
      id,
      changes.map(({ field }) => field),
    );
  }

  /** The person says that their own record is right as it stands. @throws NotFound for whom there is none any more */
  async confirm(me: Actor): Promise<void> {
    const { id } = await this.find(me, me.personId);
    await this.db.of(Person).update({ id }, { confirmedAt: () => 'app_now()' });
    await this.audit.record(me, 'person.confirmed', { type: 'person', id });
  }

  /** Lets a person be found by what has changed about their roles. */
  async renewIndex(id: string): Promise<void> {
    await this.index.renew({ people: [id] });
  }

  async #insert(
    me: Actor,
    record: Omit<PersonPatch, 'share'> & PersonPatch,
    email: string | null,
  ): Promise<string> {
    const id = newId();
    const { given = '', family, telephone = null, mobile = null, channel = 'email' } = record;
    const { language = null, accessNeeds = null, share } = record;
    await this.db.of(Person).insert({
      ...{ id, given, family: family ?? '', language, accessNeeds, version: 1 },
      channel: email || channel !== 'email' ? channel : 'post',
      share: share ?? false,
    });
    await this.contactPoints.keep({ personId: id }, { email, telephone, mobile });
    if (email) await this.addresses.letSignIn(id, email);
    if (email && channel === 'post') await this.preferences.noteChannel(id, true);
    await this.history.write(me, { type: 'person', id }, [{ field: 'record', before: null, after: 'added' }]);
    await this.audit.record(me, 'person.added', { type: 'person', id });
    return id;
  }

  async #update(before: PersonFacts, after: PersonFacts): Promise<void> {
    const { id, version } = before;
    const { given, family, channel, language, accessNeeds, share } = after;
    const facts = { given, family, channel, language, accessNeeds, share, version: version + 1 };
    const { affected } = await this.db
      .of(Person)
      .update({ id, version }, { ...facts, updatedAt: () => 'app_now()' });
    if (!affected) throw overtaken();
    const changed = (['telephone', 'mobile'] as const).filter((field) => before[field] !== after[field]);
    const contact = Object.fromEntries(changed.map((field) => [field, after[field]]));
    await this.contactPoints.keep({ personId: id }, contact);
  }

  async #note(me: Actor, action: string, id: string, fields: string[]): Promise<void> {
    await this.audit.record(me, action, { type: 'person', id }, { fields });
    await this.index.renew({ people: [id] });
  }

  async #districts(typed: string | undefined): Promise<string[] | undefined> {
    if (!typed) return undefined;
    const reading = (await this.districts.reader())(typed);
    if (!reading.ok) throw new Invalid({ district: reading.problem });
    return this.districts.recordedUnder(reading.value.id);
  }
}

function overtaken(): Conflict {
  return new Conflict(
    'Somebody else changed this record while you were writing. Your answers are still below: compare them with the record, and send them again if they are right.',
  );
}

import { hasPower, type RoleName } from '../../core/access/roles.rules.js';
import type { Contact } from '../contact-points/contact-point.rules.js';
import { inReach, reachThrough, type Place, type Reach, type Who } from '../reach/reach.rules.js';

export const CHANNELS = { email: 'E-mail', phone: 'Telephone', post: 'Post' } as const;

export type Channel = keyof typeof CHANNELS;

/** Months after which somebody is asked whether their record is still right. */
export const CHECK_MONTHS = 12;

/** Everything a person's record says, apart from consent. */
export interface PersonFacts extends Omit<Contact, 'address' | 'postcode'> {
  id: string;
  version: number;
  given: string;
  family: string;
  accountId: string | null;
  channel: Channel;
  language: string | null;
  accessNeeds: string | null;
  share: boolean;
  confirmedAt: Date | null;
  createdAt: Date;
  /** Roles held in the network itself today. */
  networkRoles: RoleName[];
  /** The organisations at which the person has a role today. */
  places: Place[];
}

type Subject = Pick<PersonFacts, 'id' | 'networkRoles' | 'places'>;

/** The words by which the history names what was changed. */
export const FIELD_WORDS: Record<string, string> = {
  given: 'first name',
  family: 'last name',
  channel: 'preferred way to be reached',
  reading: 'what they are sent',
  stopped: 'lists they have stopped',
  language: 'language',
  accessNeeds: 'access needs',
  share: 'shares contact details',
  email: 'e-mail',
  telephone: 'telephone',
  mobile: 'mobile',
};

/** Returns the name as it is read out. Behind some mailboxes no name is known. */
export function personName({ given, family }: { given: string; family: string }): string {
  return `${given} ${family}`.trim() || 'No name known';
}

/** True when somebody may know of a person: themselves, those within reach, and whoever has a role in the network. */
export function maySee(me: Who, reach: Reach, person: Subject): boolean {
  if (person.id === me.personId) return true;
  if (!me.may('members.list')) return false;
  if (reach.everywhere || person.networkRoles.length > 0) return true;
  return person.places.some((place) => inReach(reach, place));
}

/** True when somebody sees how to reach a person: by role in their district, or because the person shares it. */
export function seesContactOf(me: Who, person: Subject & { share: boolean }): boolean {
  if (person.id === me.personId || person.share) return true;
  if (!me.may('members.contacts')) return false;
  const through = reachThrough(me, ['development_officer', 'representative']);
  return through.everywhere || person.places.some((place) => inReach(through, place));
}

/** True when somebody may correct a person's record and sees consent and access needs: oneself apart, by role only. */
export function mayEdit(me: Who, person: Subject): boolean {
  if (!me.may('members.edit')) return false;
  if (me.holds('coordinator') || me.holds('administrator')) return true;
  if (person.networkRoles.length > 0) return false;
  const through = reachThrough(me, ['development_officer']);
  return through.everywhere || person.places.some((place) => inReach(through, place));
}

/**
 * True when somebody may put another address in a person's place. Whoever reads the address signs in as the
 * person, so nobody moves a colleague who holds power: that would hand on a role without its safeguards.
 */
export function mayMove(me: Who, person: Subject): boolean {
  return mayEdit(me, person) && !hasPower(person.networkRoles);
}

/** True when a person should be asked to check their record: nobody has confirmed it for twelve months. */
export function needsCheck(person: { confirmedAt: Date | null; createdAt: Date }, now: Date): boolean {
  const due = new Date(person.confirmedAt ?? person.createdAt);
  due.setUTCMonth(due.getUTCMonth() + CHECK_MONTHS);
  return due <= now;
}

/** Returns a person's record field by field in words, for the history. */
export function inWords(person: PersonFacts): Record<string, string | null> {
  const { given, family, language, accessNeeds, telephone, mobile } = person;
  return {
    given: given || null,
    family: family || null,
    ...{ telephone, mobile },
    channel: CHANNELS[person.channel],
    ...{ language, accessNeeds },
    share: person.share ? 'yes' : 'no',
  };
}

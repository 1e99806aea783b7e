import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Deliveries, fillHoles, Post } from '../../core/mail/index.js';
import type { AudienceOrganisation, AudiencePerson } from '../../members/index.js';
import { Drafts, type Draft } from './drafts.service.js';
import { isNamed } from './edition.rules.js';
import { EditionStore, type PieceFacts } from './edition.store.js';
import { Freezer } from './freezer.js';
import { nothingFor } from './frozen.js';
import { readershipOf } from './readership.rules.js';

type Readers = readonly Pick<AudiencePerson, 'organisations' | 'network'>[];

/** What one copy holds, in order, and what it does not, each with its reason. */
export interface CopyPreview {
  pieces: PieceFacts[];
  left: { key: string; reason: string }[];
  text: string;
}

/** What one person would get, or was sent. */
export interface PersonPreview extends CopyPreview {
  person: AudiencePerson;
  /** Everybody who reads the same copy, when they are several. */
  together: string;
  /** Why they get nothing, when that is so. */
  nothing: string | null;
}

const MOST_FOUND = 20;

/** Shows what an edition is for one real person or organisation, and why. */
@Injectable()
export class Previews {
  constructor(
    private readonly store: EditionStore,
    private readonly drafts: Drafts,
    private readonly deliveries: Deliveries,
    private readonly post: Post,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** The draft as it would go out now, or as it went. @throws NotFound */
  async draft(me: Actor, key: string): Promise<Draft> {
    allow(me.may('digest.read'));
    const edition = await this.store.find(key);
    return this.drafts.of(edition, edition.sendAfter ?? this.clock.now());
  }

  /** Returns people whose name or organisation has the words typed, by name. */
  people(draft: Draft, typed: string): AudiencePerson[] {
    return draft.people
      .filter((person) => isNamed(typed, person.name, namesOf(person)))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, MOST_FOUND);
  }

  /** Returns member organisations whose name has the words typed, by name. */
  organisations(draft: Draft, typed: string): AudienceOrganisation[] {
    const all = draft.people.filter(({ status }) => status !== 'left').flatMap((one) => one.organisations);
    const found = all.filter(({ name }) => isNamed(typed, name, []));
    return [...new Map(found.map((one) => [one.id, one])).values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, MOST_FOUND);
  }

  /** Returns what one person gets, with the reason of every item, and what they do not. @throws NotFound */
  async of(draft: Draft, personId: string): Promise<PersonPreview> {
    const person = draft.people.find((one) => one.personId === personId);
    if (!person) throw new NotFound();
    const mailbox = draft.mailboxes.find(({ readers }) => readers.some((one) => one.personId === personId));
    const readers = mailbox?.readers ?? [person];
    const together = mailbox && readers.length > 1 ? mailbox.name : '';
    const { letterId } = draft.edition;
    if (letterId) return { person, together, ...(await this.#asFrozen(draft, letterId, personId, readers)) };
    const copy = this.copy(draft, readers, mailbox?.greeting ?? person.name);
    const empty = copy.pieces.length > 0 ? null : 'Nothing in this edition is for them.';
    return { person, together, ...copy, nothing: nothingFor(person)?.reason ?? empty };
  }

  /** Returns what a copy for these readers would hold. */
  copy(draft: Draft, readers: Readers, greeting: string): CopyPreview {
    const mark = this.post.newMark();
    const freezer = new Freezer(draft, mark, this.settings.baseUrl, true);
    const { pieces } = freezer.listFor(readers);
    const shown = pieces.map((number) => freezer.pieceFacts[number]);
    const text = pieces.map((number) => freezer.pieces[number].text).join('');
    return {
      pieces: shown.filter((facts) => facts !== null),
      left: leftOf(draft, readers, shown),
      text: fillHoles(text, mark, { greeting }),
    };
  }

  async #asFrozen(draft: Draft, letterId: string, personId: string, readers: Readers) {
    const copy = await this.deliveries.copyOf(letterId, personId);
    const pieces = (copy?.pieces ?? []).map((number) => draft.edition.pieces[number]);
    const isSent = copy !== undefined && !['held', 'skipped', 'refused'].includes(copy.state);
    const reason = copy?.reason ?? 'They came after the edition was approved.';
    return {
      pieces: pieces.filter((facts) => facts !== null),
      left: leftOf(draft, readers, pieces),
      text: copy?.texts.join('') ?? '',
      nothing: isSent ? null : reason,
    };
  }
}

/** Whatever is in the edition and not in the copy; what the rules would have taken had no room. */
function leftOf(draft: Draft, readers: Readers, shown: PieceFacts[]): CopyPreview['left'] {
  const there = new Set(shown.flatMap((facts) => (facts && 'key' in facts ? facts.key : [])));
  const reasons = new Map(draft.choose(readershipOf(readers)).left.map(({ key, reason }) => [key, reason]));
  return draft.items
    .filter(({ key }) => !there.has(key))
    .map(({ key }) => ({ key, reason: reasons.get(key) ?? 'There was no room for it.' }));
}

function namesOf({ organisations }: AudiencePerson): string[] {
  return organisations.map(({ name }) => name);
}

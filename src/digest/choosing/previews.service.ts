import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Deliveries, fillHoles, Post } from '../../core/mail/index.js';
import type { AudienceOrganisation, AudiencePerson } from '../../members/index.js';
import { isNamed } from '../editions/edition.rules.js';
import { EditionStore, type PieceFacts } from '../editions/edition.store.js';
import { Drafts, type Draft } from './drafts.service.js';
import { leftLines, type InCopy, type LeftLine } from './left.rules.js';
import { makerOf } from './maker.js';
import { nothingFor } from './nothing.js';
import type { Profile, ProfileReader } from './profile.rules.js';
import { minutesOf } from './reading-time.rules.js';

/** What one copy holds, in order, and what it does not, each with its reason. */
export interface CopyPreview {
  pieces: PieceFacts[];
  /** What is not in it at all. */
  left: LeftLine[];
  /** What is in it in one line only. */
  inBrief: LeftLine[];
  text: string;
  /** Minutes of reading that hold for it; null is any time. */
  minutes: number | null;
  /** Words to read; undefined where nobody has counted them. */
  words?: number;
  /** Text only. */
  isLean: boolean;
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
    return { person, together, ...copy, nothing: nothingFor(person, draft.apart)?.reason ?? empty };
  }

  /** Returns what a copy for these readers would hold. */
  copy(draft: Draft, readers: readonly ProfileReader[], greeting: string): CopyPreview {
    const mark = this.post.newMark();
    const letter = makerOf(draft, mark, this.settings.baseUrl, true);
    const profile = draft.profileOf(readers);
    const { pieces, words } = letter.listOf(profile);
    const text = pieces.map((number) => letter.pieces[number].text).join('');
    const shown = pieces.map((number) => letter.pieceFacts[number]);
    return {
      ...previewOf(draft, profile, shown),
      text: fillHoles(text, mark, { greeting }, letter.terms),
      words: words || undefined,
    };
  }

  /** Returns what a copy for an organisation as such would hold: nobody's roles, the longest time of its people. */
  copyFor(draft: Draft, organisation: AudienceOrganisation): CopyPreview {
    const people = draft.people.filter(({ organisations }) =>
      organisations.some(({ id }) => id === organisation.id),
    );
    const reading = { ...people[0].reading, minutes: minutesOf(people) as 2 | 5 | 10 | null, lean: false };
    const reader = { organisations: [organisation], network: null, roles: [], reading };
    return this.copy(draft, [reader], organisation.name);
  }

  async #asFrozen(draft: Draft, letterId: string, personId: string, readers: readonly AudiencePerson[]) {
    const copy = await this.deliveries.copyOf(letterId, personId);
    const pieces = (copy?.pieces ?? []).map((number) => draft.edition.pieces[number]);
    const isSent = copy !== undefined && !['held', 'skipped', 'refused'].includes(copy.state);
    const reason = copy?.reason ?? 'They came after the edition was approved.';
    return {
      ...previewOf(draft, draft.profileOf(readers), pieces),
      text: copy?.texts.join('') ?? '',
      nothing: isSent ? null : reason,
    };
  }
}

function previewOf(draft: Draft, profile: Profile, shown: PieceFacts[]): Omit<CopyPreview, 'text'> {
  const { readership, history, minutes, isLean } = profile;
  const pieces = shown.filter((facts) => facts !== null);
  const items = pieces.filter((facts): facts is Extract<typeof facts, InCopy> => 'key' in facts);
  const takenOut = draft.held.flatMap(({ key, leftOut }) => (leftOut ? key : []));
  const lines = leftLines(draft.items, takenOut, draft.choose(readership, history), items, minutes);
  const there = new Set(items.map(({ key }) => key));
  return {
    ...{ pieces, minutes, isLean },
    left: lines.filter(({ key }) => !there.has(key)),
    inBrief: lines.filter(({ key }) => there.has(key)),
  };
}

function namesOf({ organisations }: AudiencePerson): string[] {
  return organisations.map(({ name }) => name);
}

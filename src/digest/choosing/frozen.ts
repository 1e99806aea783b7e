import type { CopyFacts, LetterPiece, LetterTerm } from '../../core/mail/index.js';
import type { Mailbox } from '../../members/index.js';
import type { PieceFacts } from '../editions/edition.store.js';
import { subjectFor } from '../editions/subject.rules.js';
import type { Readership } from './choose.rules.js';
import type { Draft } from './drafts.service.js';
import type { CopyList } from './freezer.js';
import { SUBJECT_BEGINS } from '../kinds/kind.rules.js';
import { makerOf } from './maker.js';
import { nothingFor } from './nothing.js';
import type { Profile } from './profile.rules.js';

/** Everything that is fixed when an edition is approved: passages, and one copy for each mailbox. */
export interface Frozen {
  subject: string;
  pieces: LetterPiece[];
  pieceFacts: PieceFacts[];
  /** What the holes for short forms stand for. */
  terms: readonly LetterTerm[];
  copies: Copies;
}

/** Nobody in particular: gets what everybody gets. */
const NOBODY: Readership = {
  ...{ districtIds: ['-'], countyWide: false, themes: [], ages: [], sizes: [], stages: [], roles: [] },
};
const NOTHING_FOR_THEM = 'Nothing in this edition is for them.';
/** Why nothing was sent to somebody who has had all of it. */
export const HAD_IT = 'They have been sent everything in it that is for them already.';

interface Listed extends CopyList {
  mailbox: Mailbox;
  /** Why there is nothing in it, when that is so. */
  nothing?: string;
}

/** The copies of an edition, made one after another, so that a hundred thousand are never in memory together. */
export class Copies implements Iterable<CopyFacts> {
  readonly #nothing: CopyFacts[];

  constructor(
    private readonly draft: Draft,
    private readonly lists: readonly Listed[],
  ) {
    this.#nothing = draft.people.flatMap((person) => nothingFor(person, draft.apart) ?? []);
  }

  /** Everybody on the list, whether or not they get a copy. */
  get length(): number {
    return this.lists.length + this.#nothing.length;
  }

  /** Mailboxes that get a copy. */
  get pending(): number {
    return this.lists.filter(({ nothing }) => nothing === undefined).length;
  }

  /** How many copies there are by their state. */
  counts(): { pending: number; held: number; skipped: number } {
    const { pending } = this;
    const held = this.#nothing.filter(({ state }) => state === 'held').length;
    return { pending, held, skipped: this.length - pending - held };
  }

  /** How many items the copies have, each number once; none means nought. */
  sizes(): number[] {
    const sizes = new Set(this.lists.map(({ count }) => count).filter((count) => count > 0));
    return sizes.size > 0 ? [...sizes] : [0];
  }

  /** How many copies have one of these passages. */
  having(numbers: ReadonlySet<number>): number {
    const seen = new Map<number[], boolean>();
    return this.lists.filter(({ pieces }) => {
      let has = seen.get(pieces);
      if (has === undefined) seen.set(pieces, (has = pieces.some((number) => numbers.has(number))));
      return has;
    }).length;
  }

  *[Symbol.iterator](): Iterator<CopyFacts> {
    for (const list of this.lists) yield copyOf(this.draft, list);
    yield* this.#nothing;
  }
}

/** Returns everything that approving a draft fixes. `repliesTo` is where answers go, when somebody reads them. */
export function freeze(
  draft: Draft,
  { mark, baseUrl, repliesTo }: { mark: string; baseUrl: string; repliesTo?: string },
): Frozen {
  const letter = makerOf(draft, mark, baseUrl, repliesTo !== undefined);
  const had = new Set<string>();
  const lists = draft.mailboxes.map((mailbox): Listed => {
    const profile = draft.profileOf(mailbox.readers);
    profile.history.sent.forEach((key) => had.add(key));
    const list = letter.listOf(profile);
    return { ...list, mailbox, nothing: list.count === 0 ? nothingIn(draft, profile) : undefined };
  });
  const { pieces, pieceFacts, terms } = letter;
  const copies = new Copies(draft, lists);
  const subject = draft.edition.subject ?? subjectOf(draft, copies.sizes(), had);
  return { subject, pieces, pieceFacts, terms, copies };
}

/** Returns what approving would fix, for looking at only. */
export function freezeForShow(draft: Draft): Frozen {
  return freeze(draft, { mark: 'm'.repeat(16), baseUrl: '' });
}

/**
 * Returns the subject that an edition gets when nobody has written one; it is true of every copy. `counts` are how
 * many items copies have, `had` what some have been sent already.
 */
export function subjectOf(draft: Draft, counts: number[], had: ReadonlySet<string> = new Set()): string {
  const top = draft.choose(NOBODY).chosen.find(({ key }) => !had.has(key));
  const item = draft.items.find(({ key }) => key === top?.key);
  return subjectFor({
    network: draft.network.name,
    top: item,
    counts: { least: Math.min(...counts), most: Math.max(...counts) },
    today: draft.words.today,
    begins: SUBJECT_BEGINS[draft.edition.kind],
  });
}

function nothingIn(draft: Draft, { readership, history }: Profile): string {
  const { left } = draft.choose(readership, history);
  return left.some(({ rule }) => rule === 'sent-before') ? HAD_IT : NOTHING_FOR_THEM;
}

function copyOf({ answers }: Draft, { mailbox, pieces, form, nothing }: Listed): CopyFacts {
  return {
    personId: mailbox.readers[0].personId,
    readers: mailbox.readers.map(({ personId }) => personId),
    name: mailbox.name,
    address: mailbox.address,
    ...{ pieces, form },
    holes: { greeting: mailbox.greeting, ...answering(mailbox, answers) },
    ...(nothing === undefined
      ? { state: 'pending' as const }
      : { state: 'skipped' as const, reason: nothing }),
  };
}

/** The Message-IDs that a copy answers to, in the hole of that name; most answer to none (E33 of the mail page). */
function answering({ readers }: Mailbox, answers: Draft['answers']): { inReplyTo?: string } {
  if (answers.size === 0) return {};
  const ids = readers.flatMap(({ personId }) => answers.get(personId) ?? []);
  return ids.length === 0 ? {} : { inReplyTo: [...new Set(ids)].join(' ') };
}

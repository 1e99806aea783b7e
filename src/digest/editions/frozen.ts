import type { CopyFacts, LetterPiece } from '../../core/mail/index.js';
import type { AudiencePerson, Mailbox } from '../../members/index.js';
import type { Draft } from './drafts.service.js';
import type { PieceFacts } from './edition.store.js';
import { Freezer } from './freezer.js';
import { subjectFor } from './subject.rules.js';

/** Everything that is fixed when an edition is approved: passages, and one copy for each mailbox. */
export interface Frozen {
  subject: string;
  pieces: LetterPiece[];
  pieceFacts: PieceFacts[];
  copies: CopyFacts[];
}

/** Nobody in particular: gets what everybody gets. */
const NOBODY = { districtIds: ['-'], countyWide: false, themes: [] };

/** Returns everything that approving a draft fixes. `repliesTo` is where answers go, when somebody reads them. */
export function freeze(
  draft: Draft,
  { mark, baseUrl, repliesTo }: { mark: string; baseUrl: string; repliesTo?: string },
): Frozen {
  const freezer = new Freezer(draft, mark, baseUrl, repliesTo !== undefined);
  const lists = draft.mailboxes.map((mailbox) => ({ mailbox, ...freezer.listFor(mailbox.readers) }));
  const copies = lists.map(({ mailbox, pieces, count }) => copyOf(mailbox, pieces, count));
  const others = draft.people.flatMap((person) => nothingFor(person) ?? []);
  const counts = lists.map(({ count }) => count).filter((count) => count > 0);
  return {
    subject: draft.edition.subject ?? subjectOf(draft, counts),
    pieces: freezer.pieces,
    pieceFacts: freezer.pieceFacts,
    copies: [...copies, ...others],
  };
}

/** Returns what approving would fix, for looking at only. */
export function freezeForShow(draft: Draft): Frozen {
  return freeze(draft, { mark: 'm'.repeat(16), baseUrl: '' });
}

/** Returns the subject that an edition gets when nobody has written one. */
export function subjectOf(draft: Draft, counts: number[]): string {
  const top = draft.choose(NOBODY).chosen[0];
  const item = draft.items.find(({ key }) => key === top?.key);
  return subjectFor({
    network: draft.network.name,
    top: item,
    counts: { least: Math.min(...counts), most: Math.max(...counts) },
    today: draft.words.today,
  });
}

function copyOf(mailbox: Mailbox, pieces: number[], count: number): CopyFacts {
  const copy = {
    personId: mailbox.readers[0].personId,
    readers: mailbox.readers.map(({ personId }) => personId),
    name: mailbox.name,
    address: mailbox.address,
    pieces,
    holes: { greeting: mailbox.greeting },
  };
  if (count > 0) return { ...copy, state: 'pending' };
  return { ...copy, state: 'skipped', reason: 'Nothing in this edition is for them.' };
}

/** The line of the ledger of somebody who gets no copy, and why. */
export function nothingFor(person: AudiencePerson): CopyFacts | undefined {
  if (person.status === 'may') return undefined;
  const { state, reason } = REASONS[person.status](person);
  const { personId, name } = person;
  return { personId, readers: [personId], name, address: null, pieces: [], holes: {}, state, reason };
}

type Nothing = { state: 'held' | 'skipped'; reason: string };

const REASONS: Record<Exclude<AudiencePerson['status'], 'may'>, (person: AudiencePerson) => Nothing> = {
  left: () => ({ state: 'skipped', reason: 'Their organisation has left.' }),
  'opted-out': () => ({ state: 'skipped', reason: 'Asked not to get these e-mails.' }),
  'no-address': () => ({ state: 'held', reason: 'No e-mail address is on record.' }),
  'held-address': ({ why }) => ({
    state: 'held',
    reason: why ? `The e-mail address cannot be used: ${why}` : 'The e-mail address is on hold.',
  }),
  'no-basis': () => ({ state: 'held', reason: 'There is no basis on record for writing to them.' }),
};

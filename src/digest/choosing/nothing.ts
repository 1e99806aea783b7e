import type { CopyFacts } from '../../core/mail/index.js';
import type { AudiencePerson } from '../../members/index.js';
import type { Draft } from './drafts.service.js';

/** The line of the ledger of somebody who gets no copy, and why; `apart` is what the edition itself has against it. */
export function nothingFor(person: AudiencePerson, apart?: Draft['apart']): CopyFacts | undefined {
  const own = apart?.get(person.personId);
  if (person.status === 'may' && own === undefined) return undefined;
  const { state, reason } =
    person.status === 'may' ? { state: 'skipped' as const, reason: own } : REASONS[person.status](person);
  const { personId, name } = person;
  return { personId, readers: [personId], name, address: null, pieces: [], holes: {}, state, reason };
}

type Nothing = { state: 'held' | 'skipped'; reason: string };

const REASONS: Record<Exclude<AudiencePerson['status'], 'may'>, (person: AudiencePerson) => Nothing> = {
  left: () => ({ state: 'skipped', reason: 'Their organisation has left.' }),
  'opted-out': () => ({ state: 'skipped', reason: 'Asked not to get these e-mails.' }),
  'on-paper': () => ({ state: 'skipped', reason: 'Asked for it on paper.' }),
  'no-address': () => ({ state: 'held', reason: 'No e-mail address is on record.' }),
  'held-address': ({ why }) => ({
    state: 'held',
    reason: why ? `The e-mail address cannot be used: ${why}` : 'The e-mail address is on hold.',
  }),
  'no-basis': () => ({ state: 'held', reason: 'There is no basis on record for writing to them.' }),
};

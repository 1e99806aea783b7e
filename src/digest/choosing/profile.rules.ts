import type { AudiencePerson } from '../../members/audience/audience.rules.js';
import { readershipKey, type Readership } from './choose.rules.js';
import type { History } from './history.rules.js';

/** Everything that decides what one mailbox's copy holds. Whoever has equal profiles has equal copies. */
export interface Profile {
  readership: Readership;
  /** Minutes of reading; null is everything. */
  minutes: number | null;
  /** Text only: all its readers want it so. */
  isLean: boolean;
  history: History;
}

/** What of a reader goes into a profile; without an id they have no history. */
export type ProfileReader = Pick<AudiencePerson, 'organisations' | 'network' | 'roles' | 'reading'> & {
  personId?: string;
};

/** Returns the function that gives the same text for profiles that get the same copy; equal sets are one object. */
export function profileKeys(): (profile: Profile) => string {
  const numbers = new Map<ReadonlySet<string>, number>();
  const numberOf = (set: ReadonlySet<string>) => {
    if (!numbers.has(set)) numbers.set(set, numbers.size);
    return numbers.get(set);
  };
  return ({ readership, minutes, isLean, history }) =>
    [minutes ?? '', isLean, numberOf(history.sent), numberOf(history.owed), readershipKey(readership)].join(
      '|',
    );
}

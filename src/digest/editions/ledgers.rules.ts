/** A group of readers of one edition whose copies met the same fate for the same reason. */
export interface Readers {
  /** As in the ledger: `sent`, `pending`, `uncertain`, `refused`, `held` or `skipped`; or `returned`. */
  fate: string;
  reason: string | null;
  people: number;
  /** Copies these people share: one for each mailbox. */
  copies: number;
}

/** Where somebody stands with an edition; everybody it is for stands in exactly one place. */
export const PLACES = [
  ...['sent', 'pending', 'uncertain', 'returned', 'refused', 'limit', 'otherwise'],
  ...['nothing', 'held', 'paper', 'declined', 'left', 'rest'],
] as const;
export type Place = (typeof PLACES)[number];

/** Why somebody got no copy, as the ledger says it, and the place where that puts them. */
const SKIPPED: readonly (readonly [Place, RegExp])[] = [
  ['limit', /^Their weekly limit is reached/],
  ['otherwise', /^Gets (?:the digest|each item|it) /],
  ['nothing', /^(?:Nothing in this edition is for them|They have been sent everything)/],
  ['paper', /^Asked for it on paper/],
  ['declined', /^Asked not to get/],
  ['left', /^Their organisation has left/],
];

/** People and the mailboxes they share, place by place, and all of them. */
export interface PeopleSum {
  lines: { place: Place; people: number; mailboxes: number }[];
  people: number;
}

/** Returns where the readers of a copy stand. */
export function placeOf({ fate, reason }: Pick<Readers, 'fate' | 'reason'>): Place {
  if (fate !== 'skipped') return PLACES.find((place) => place === fate) ?? 'rest';
  return SKIPPED.find(([, words]) => words.test(reason ?? ''))?.[0] ?? 'rest';
}

/** Returns the people of an edition by where they stand: the lines add up to all of them, and none is empty. */
export function sumOfPeople(all: readonly Readers[]): PeopleSum {
  const sums = new Map<Place, { people: number; mailboxes: number }>();
  for (const one of all) {
    const place = placeOf(one);
    const { people, mailboxes } = sums.get(place) ?? { people: 0, mailboxes: 0 };
    sums.set(place, { people: people + one.people, mailboxes: mailboxes + one.copies });
  }
  const lines = PLACES.flatMap((place) => {
    const sum = sums.get(place);
    return sum && sum.people > 0 ? [{ place, ...sum }] : [];
  });
  return { lines, people: all.reduce((sum, { people }) => sum + people, 0) };
}

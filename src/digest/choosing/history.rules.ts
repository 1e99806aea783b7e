/** What the ledger says of somebody: what they have been sent already, and what they are owed. Keys of items. */
export interface History {
  sent: ReadonlySet<string>;
  /** Items only for whom they are owed to; see the flood budget. */
  owed: ReadonlySet<string>;
}

export const NOTHING: ReadonlySet<string> = new Set();

/** Nobody has been sent anything, and nothing is owed. */
export const NO_HISTORY: History = { sent: NOTHING, owed: NOTHING };

/** Makes equal sets one object, so that a hundred thousand people hold a handful of them. */
export class Sets {
  readonly #sets = new Map<string, ReadonlySet<string>>();
  readonly #joined = new Map<ReadonlySet<string>, Map<ReadonlySet<string>, ReadonlySet<string>>>();

  /** Returns the one set of these keys. */
  of(keys: Iterable<string>): ReadonlySet<string> {
    const sorted = [...new Set(keys)].sort();
    if (sorted.length === 0) return NOTHING;
    const name = sorted.join('\n');
    let set = this.#sets.get(name);
    if (!set) this.#sets.set(name, (set = new Set(sorted)));
    return set;
  }

  /** Returns the one set of what is in either. */
  union(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
    if (one === other || other.size === 0) return one;
    let row = this.#joined.get(one);
    if (!row) this.#joined.set(one, (row = new Map()));
    let joined = row.get(other);
    if (!joined) row.set(other, (joined = this.of([...one, ...other])));
    return joined;
  }
}

/** Returns the history of a mailbox: what every reader of it has been sent, and what any of them is owed. */
export function togetherOf(histories: readonly History[], sets: Sets): History {
  if (histories.length === 1) return histories[0];
  const [first = NO_HISTORY, ...others] = histories;
  const sent = [...first.sent].filter((key) => others.every((one) => one.sent.has(key)));
  return { sent: sets.of(sent), owed: sets.of(histories.flatMap(({ owed }) => [...owed])) };
}

import { diagnosticOf } from './outcome.rules.js';

/** Refusals in a row, all with one diagnostic, that look like our own trouble rather than the people's. */
const SAME_IN_A_ROW = 10;

/** Letters watched at once; a letter to one person never comes near the brake. */
const MOST_WATCHED = 200;

interface Watched {
  diagnostic: string;
  ids: string[];
}

/**
 * The own-outage brake, letter by letter: when a relay refuses one copy after another in the same words, nobody's
 * address is to blame. Says when to stop, which refusals to take back, and what must not be tried any more.
 */
export class Brake {
  readonly #watched = new Map<string, Watched>();
  readonly #pulled = new Map<string, number>();

  /** Notes an outcome; returns the ids to take back when the brake comes on. `now` is in milliseconds. */
  note(
    letterId: string,
    id: string,
    outcome: { kind: string; reply?: string },
    now: number,
  ): string[] | undefined {
    if (outcome.kind === 'sent') this.#watched.delete(letterId);
    if (outcome.kind !== 'refused') return undefined;
    const diagnostic = diagnosticOf(outcome.reply ?? '');
    const before = this.#watched.get(letterId);
    const ids = before?.diagnostic === diagnostic ? [...before.ids, id] : [id];
    this.#watched.delete(letterId);
    if (ids.length >= SAME_IN_A_ROW) {
      this.#pulled.set(letterId, now);
      return ids;
    }
    this.#watched.set(letterId, { diagnostic, ids });
    if (this.#watched.size > MOST_WATCHED) this.#watched.delete(this.#watched.keys().next().value!);
    return undefined;
  }

  /** True for a copy claimed before its letter's brake came on; one claimed later was let go by a person. */
  holds(letterId: string, claimedAt: number): boolean {
    const pulled = this.#pulled.get(letterId);
    if (pulled !== undefined && claimedAt > pulled) this.#pulled.delete(letterId);
    return pulled !== undefined && claimedAt <= pulled;
  }
}

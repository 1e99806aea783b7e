import { diagnosticOf } from './outcome.rules.js';

/** Refusals in a row, all with one diagnostic, that look like our own trouble rather than the people's. */
const SAME_IN_A_ROW = 10;

/**
 * The own-outage brake: when a relay refuses one message after another in the same words, nobody's address is
 * to blame. Says when to stop and which refusals to take back.
 */
export class Brake {
  #diagnostic = '';
  #ids: string[] = [];

  /** Notes an outcome; returns the ids to take back when the brake comes on. */
  note(id: string, outcome: { kind: string; reply?: string }): string[] | undefined {
    if (outcome.kind === 'sent') this.#ids = [];
    if (outcome.kind !== 'refused') return undefined;
    const diagnostic = diagnosticOf(outcome.reply ?? '');
    this.#ids = diagnostic === this.#diagnostic ? [...this.#ids, id] : [id];
    this.#diagnostic = diagnostic;
    if (this.#ids.length < SAME_IN_A_ROW) return undefined;
    const taken = this.#ids;
    this.#ids = [];
    return taken;
  }
}

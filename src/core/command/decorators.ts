import type { Actor } from '../access/index.js';

export const COMMAND = 'folkmoot:command';

/** How a command is typed and where it acts. */
export interface CommandFacts {
  /** Words after `folkmoot`, such as `members import`. */
  name: string;
  about: string;
  /** Names of the words that follow, in capitals. */
  words?: string[];
  options?: Record<string, { value?: string; required?: boolean; about: string }>;
  /** Acts inside one network (`--network`), as somebody (`--as`). */
  inNetwork?: boolean;
  /** Opens its own transactions, because it waits or commits in steps. */
  ownTransactions?: boolean;
}

/** What a command is given. Only its answer goes to standard output; `say` writes progress beside it. */
export interface CommandInput {
  me: Actor;
  words: string[];
  options: Record<string, string>;
  say(line: string): void;
}

/** Makes a provider's method a command; it returns its answer, which `--json` prints as it is. */
export const Command =
  (facts: CommandFacts): MethodDecorator =>
  (_target, _name, descriptor) => {
    Reflect.defineMetadata(COMMAND, facts, descriptor.value as object);
  };

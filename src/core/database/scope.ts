import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';

/** What the code below knows without being told: which request, which network, which transaction. */
export interface Scope {
  requestId?: string;
  networkId?: string;
  accountId?: string;
  manager?: EntityManager;
  afterCommit: (() => unknown)[];
}

const scopes = new AsyncLocalStorage<Scope>();

/** Returns the scope of whoever asks; an empty one outside any. */
export function currentScope(): Scope {
  return scopes.getStore() ?? { afterCommit: [] };
}

/** Runs `fn` in a scope of its own. */
export function inScope<T>(scope: Scope, fn: () => T): T {
  return scopes.run(scope, fn);
}

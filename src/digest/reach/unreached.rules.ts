import type { Standing } from './reach.rules.js';

/**
 * Returns the organisations, as the latest ledger has them, that stand as not reached in every one of these ledgers;
 * none before there are as many ledgers as it takes. Who was no member yet in one of them is not among them.
 */
export function unreachedIn<R extends { standing: Standing; organisation: { id: string } }>(
  ledgers: readonly (readonly R[])[],
  count: number,
): R[] {
  if (ledgers.length < count) return [];
  const [latest, ...before] = ledgers.slice(0, count).map(missing);
  const sets = before.map((rows) => new Set(rows.map(({ organisation }) => organisation.id)));
  return latest.filter(({ organisation }) => sets.every((set) => set.has(organisation.id)));
}

function missing<R extends { standing: Standing }>(rows: readonly R[]): R[] {
  return rows.filter(({ standing }) => standing === 'none');
}

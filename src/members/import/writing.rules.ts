import type { Difference } from './work.rules.js';

/** Says whether a record is new in a plan, and so has nothing that could be replaced. */
export function isNew({ before }: Difference<object>): boolean {
  return before === null;
}

/** Returns a test for differences in one value: true where it is another than before, or where the record is new. */
export function isOther<T extends object>(field: keyof T): (difference: Difference<T>) => boolean {
  return ({ before, after }) => before === null || before[field] !== after[field];
}

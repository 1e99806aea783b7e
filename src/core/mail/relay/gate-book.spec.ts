import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GateBook } from './gate-book.js';

type Gate = { key: string };
type Batch = { gates: string[]; results: string[] };

/** A commit that notes what it was given, takes a moment, and grants what `grants` says. */
function noted(batches: Batch[], grants: (key: string) => boolean) {
  return async (gates: Gate[], results: string[]): Promise<Set<string>> => {
    batches.push({ gates: gates.map(({ key }) => key), results });
    await new Promise((resolve) => setImmediate(resolve));
    return new Set(gates.map(({ key }) => key).filter(grants));
  };
}

describe('the book of gates', () => {
  it('puts all that arrives while a commit runs into the next one', async () => {
    const batches: Batch[] = [];
    const book = new GateBook<Gate, string>(noted(batches, (key) => key !== 'b'));
    const first = [book.ask({ key: 'a' }), book.ask({ key: 'b' }), book.record('r1')];
    while (batches.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = [book.record('r2'), book.ask({ key: 'c' })];
    expect(await Promise.all([...first, ...second])).toEqual([true, false, undefined, undefined, true]);
    expect(batches).toEqual([
      { gates: ['a', 'b'], results: ['r1'] },
      { gates: ['c'], results: ['r2'] },
    ]);
  });

  it('writes a result that no gate takes along by itself, a moment later', async () => {
    const batches: Batch[] = [];
    const book = new GateBook<Gate, string>(noted(batches, () => true));
    await Promise.all([book.record('r1'), book.record('r2')]);
    expect(batches).toEqual([{ gates: [], results: ['r1', 'r2'] }]);
  });

  it('opens no gate and keeps no promise when a commit fails, and goes on with the next', async () => {
    let fail = true;
    const book = new GateBook<Gate, string>(async (gates) => {
      if (fail) throw new Error('no database');
      return new Set(gates.map(({ key }) => key));
    });
    const record = expect(book.record('r')).rejects.toThrow('no database');
    expect(await book.ask({ key: 'a' })).toBe(false);
    await record;
    fail = false;
    expect(await book.ask({ key: 'a' })).toBe(true);
  });

  it('does not open one gate twice in one commit', async () => {
    const book = new GateBook<Gate, string>(noted([], () => true));
    expect(await Promise.all([book.ask({ key: 'a' }), book.ask({ key: 'a' })])).toEqual([true, false]);
  });

  it('takes no more than its share into one commit, and leaves nothing behind', async () => {
    const batches: Batch[] = [];
    const book = new GateBook<Gate, string>(
      noted(batches, () => true),
      10,
    );
    const asks = Array.from({ length: 35 }, (_, i) => book.ask({ key: String(i) }));
    expect((await Promise.all(asks)).every(Boolean)).toBe(true);
    expect(batches.map(({ gates }) => gates.length)).toEqual([10, 10, 10, 5]);
  });

  it('answers each exactly as its commit decided, in any order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.uniqueArray(fc.nat(40), { maxLength: 20 }),
        async (scheduler, keys) => {
          const batches: Batch[] = [];
          const commit = noted(batches, (key) => Number(key) % 3 !== 0);
          const book = new GateBook<Gate, string>((gates, results) =>
            scheduler.schedule(commit(gates, results)),
          );
          const asks = keys.map((key) =>
            scheduler.schedule(Promise.resolve()).then(() => book.ask({ key: String(key) })),
          );
          const records = keys.map((key) => book.record(String(key)));
          const answers = scheduler.waitFor(Promise.all(asks));
          expect(await answers).toEqual(keys.map((key) => key % 3 !== 0));
          await scheduler.waitFor(Promise.all(records));
          expect(batches.flatMap(({ gates }) => gates).sort()).toEqual(keys.map(String).sort());
          expect(batches.flatMap(({ results }) => results)).toEqual(keys.map(String));
        },
      ),
      { numRuns: 30 },
    );
  });
});

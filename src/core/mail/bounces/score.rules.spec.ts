import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { standing, treatmentOf, type Learned } from './score.rules.js';

const DAY = 86_400_000;
const soft = (day: number): Learned => ({ at: day * DAY, what: 'soft' });
const delivered = (day: number): Learned => ({ at: day * DAY, what: 'delivered' });

const learned = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 60 }).map((day) => day * DAY),
    what: fc.constantFrom('soft' as const, 'delivered' as const),
  }),
  { maxLength: 30 },
);

describe('The score of an address', () => {
  it('three soft failures over ten days make somebody telephone', () => {
    expect(treatmentOf([soft(1), soft(8), soft(15)], 15 * DAY)).toBe('telephone');
    expect(treatmentOf([soft(1), soft(5), soft(11)], 11 * DAY)).toBe('telephone');
  });

  it('fewer do not, nor many in a few days', () => {
    expect(treatmentOf([soft(1), soft(15)], 15 * DAY)).toBe('nothing');
    expect(treatmentOf([soft(1), soft(2), soft(3), soft(4), soft(5)], 5 * DAY)).toBe('nothing');
  });

  it('a message that arrived and thirty days each take a failure away', () => {
    expect(treatmentOf([soft(1), soft(8), delivered(10), soft(15)], 15 * DAY)).toBe('nothing');
    expect(treatmentOf([soft(1), soft(8), soft(15)], 31 * DAY)).toBe('nothing');
  });

  it('one hard failure holds, and is forgotten after thirty days', () => {
    expect(treatmentOf([{ at: DAY, what: 'hard' }], DAY)).toBe('hold');
    expect(treatmentOf([{ at: DAY, what: 'hard' }, delivered(2)], 3 * DAY)).toBe('hold');
    expect(treatmentOf([{ at: DAY, what: 'hard' }], 31 * DAY)).toBe('nothing');
  });

  it('never rises by waiting or by a message that arrives, and never depends on the order told', () => {
    fc.assert(
      fc.property(
        learned,
        fc.integer({ min: 60, max: 70 }),
        fc.integer({ min: 0, max: 60 }),
        (all, now, later) => {
          const before = standing(all, now * DAY).length;
          expect(standing(all, (now + later) * DAY).length).toBeLessThanOrEqual(before);
          expect(standing([...all, delivered(now)], now * DAY).length).toBeLessThanOrEqual(before);
          expect(standing([...all].reverse(), now * DAY)).toEqual(standing(all, now * DAY));
        },
      ),
    );
  });
});

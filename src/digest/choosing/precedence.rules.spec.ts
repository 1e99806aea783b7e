import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AS_IT_WAS,
  movedRule,
  orderText,
  readOrder,
  RULES,
  sameOrder,
  standingOf,
  switchedRule,
} from './precedence.rules.js';

const names = RULES.map(({ name }) => name);
const namesOf = (order: readonly { name: string }[]) => order.map(({ name }) => name);

describe('The order of the rules', () => {
  it('is as it was where nothing is kept', () => {
    expect(standingOf([])).toEqual(AS_IT_WAS);
    expect(namesOf(AS_IT_WAS)).toEqual(
      'must-know role district theme ages size stage area closing'.split(' '),
    );
  });

  it('changes by one place at a time, and never above what must be known', () => {
    const moved = movedRule(AS_IT_WAS, 'closing', -1);
    expect(namesOf(moved).slice(-2)).toEqual(['closing', 'area']);
    expect(movedRule(AS_IT_WAS, 'role', -1)).toEqual(AS_IT_WAS);
    expect(movedRule(AS_IT_WAS, 'closing', 1)).toEqual(AS_IT_WAS);
    expect(movedRule(AS_IT_WAS, 'must-know', 1)).toEqual(AS_IT_WAS);
    expect(movedRule(AS_IT_WAS, 'nonsense', 1)).toEqual(AS_IT_WAS);
  });

  it('does without a rule that is off, but never without what must be known', () => {
    expect(switchedRule(AS_IT_WAS, 'theme', false).find(({ name }) => name === 'theme')?.on).toBe(false);
    expect(switchedRule(AS_IT_WAS, 'must-know', false)).toEqual(AS_IT_WAS);
  });

  it('puts a rule that came later behind the one it usually follows', () => {
    const kept = [
      { name: 'theme', on: true },
      { name: 'district', on: false },
    ];
    expect(orderText(standingOf(kept))).toBe('must-know.role.theme.ages.size.stage.area.closing.-district');
  });

  it('is written in one word, and read again', () => {
    const text = 'must-know.closing.-district.role.theme.ages.size.stage.area';
    expect(orderText(readOrder(text))).toBe(text);
    expect(sameOrder(readOrder(''), AS_IT_WAS)).toBe(true);
  });

  it('has every rule once, whatever was kept or typed', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string(), on: fc.boolean() })), fc.string(), (kept, text) => {
        for (const order of [standingOf(kept), readOrder(text)]) {
          expect([...namesOf(order)].sort()).toEqual([...names].sort());
          expect(order[0]).toEqual({ name: 'must-know', on: true });
        }
      }),
    );
    const order = fc.array(fc.tuple(fc.constantFrom(...names), fc.boolean()));
    fc.assert(
      fc.property(order, fc.constantFrom(...names), (kept, name) => {
        const standing = standingOf(kept.map(([one, on]) => ({ name: one, on })));
        expect(readOrder(orderText(standing))).toEqual(standing);
        expect([...namesOf(movedRule(standing, name, 1))].sort()).toEqual([...names].sort());
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { agesOf, agesWords, readAge, readAges, readStage, refuseAges } from './serving.rules.js';

describe('The ages an organisation serves', () => {
  it('are whole years from 0 to 25', () => {
    expect(readAge('0')).toEqual({ ok: true, value: 0 });
    expect(readAge('25')).toEqual({ ok: true, value: 25 });
    for (const wrong of ['26', '-1', '5.5', 'five', '1e1']) expect(readAge(wrong).ok).toBe(false);
  });

  it('are two or none, the lower first', () => {
    expect(refuseAges(null, null)).toBeUndefined();
    expect(refuseAges(0, 5)).toBeUndefined();
    expect(refuseAges(7, 7)).toBeUndefined();
    expect(refuseAges(0, null)).toBe('Give both ages, or neither.');
    expect(refuseAges(11, 5)).toMatch(/Swap/);
  });

  it('are read as lists write them', () => {
    for (const [typed, from, to] of [
      ['5 to 11', 5, 11],
      ['0-5 years', 0, 5],
      ['11–16yrs', 11, 16],
      ['16', 16, 16],
    ])
      expect(readAges(String(typed))).toEqual({ ok: true, value: { from, to } });
    for (const wrong of ['11 to 5', '5 to 30', 'all ages', '05-Nov', ''])
      expect(readAges(wrong).ok).toBe(false);
  });

  it('are read out in few words', () => {
    expect(agesWords({ from: 0, to: 5 })).toBe('0 to 5');
    expect(agesWords({ from: 16, to: 16 })).toBe('16');
    expect([agesOf(null, null), agesOf(0, 5)]).toEqual([null, { from: 0, to: 5 }]);
  });
});

describe('The stage of development', () => {
  it('is one of three, or not known', () => {
    expect(readStage('2')).toEqual({ ok: true, value: 2 });
    for (const wrong of ['0', '4', 'two', '1.5']) expect(readStage(wrong).ok).toBe(false);
  });
});

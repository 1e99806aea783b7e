import { describe, expect, it } from '@jest/globals';
import { agesFrom, askedWords, chosenMeanings, putTogether, withoutAsked } from './article-form.rules.js';

describe('An article’s form', () => {
  it('puts the boxes of a date together', () => {
    const date = { 'closesOn-day': ' 1 ', 'closesOn-month': '2', 'closesOn-year': '2027' };
    expect(putTogether(date).closesOn).toBe('1/2/2027');
    expect(putTogether({}).closesOn).toBe('');
    expect(putTogether(undefined).closesOn).toBe('');
  });

  it('reads ages from two boxes, one of them or none', () => {
    const ages = (from: string, to: string) => agesFrom({ 'ages-from': from, 'ages-to': to });
    expect(ages('', '')).toEqual({ ok: true, value: null });
    expect(ages('5', '11')).toEqual({ ok: true, value: { from: 5, to: 11 } });
    expect(ages('', '4')).toEqual({ ok: true, value: { from: 0, to: 4 } });
    expect(ages('16', '')).toEqual({ ok: true, value: { from: 16, to: 25 } });
    for (const [from, to] of [
      ['9', '4'],
      ['x', ''],
      ['1', '99'],
    ])
      expect(ages(from, to).ok).toBe(false);
  });

  it('takes what is said of short forms, and forgets it once it is learnt', () => {
    const typed = {
      title: 'x',
      _token: 't',
      'long-A&B': ' all ',
      'excuse-C1': 'yes',
      'long-D': ' ',
      'meaning-E': 'id',
    };
    expect(askedWords(typed)).toEqual([
      { short: 'A&B', long: 'all', excuse: false },
      { short: 'C1', long: '', excuse: true },
    ]);
    expect(chosenMeanings(typed)).toEqual({ E: 'id' });
    expect(withoutAsked(typed)).toEqual({ title: 'x', 'meaning-E': 'id' });
    expect(askedWords({ 'long-X': ['a', 'b'] })).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readTelephone } from '../core/text/index.js';
import { box, day, needed, text, ticks, withDates, yesNo } from './boxes.js';

const problemsOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

describe('A box of a form', () => {
  it('is cleaned, and blank is nothing', () => {
    expect(box(text(20)).parse('  two   words ')).toBe('two words');
    expect(box(text(20), { lines: true }).parse('one\r\ntwo')).toBe('one\ntwo');
    expect(box(text(20)).parse(' ')).toBeNull();
    expect(box(text(20)).parse(null)).toBeNull();
  });

  it('says in our own words what is wrong', () => {
    expect(problemsOf(box(readTelephone), 'ring me')?.[0]).toContain('is not a telephone number');
    expect(problemsOf(box(text(3)), 'four')?.[0]).toContain('there is room for 3');
    expect(problemsOf(needed('Give a name.', text(20)), '')).toEqual(['Give a name.']);
    expect(problemsOf(box(text(3)), ['a', 'b'])).toEqual(['Give one answer here.']);
  });

  it('that is ticked or not is yes or no, in forms and in JSON', () => {
    expect([yesNo.parse('yes'), yesNo.parse('no'), yesNo.parse(true), yesNo.parse('')]).toEqual([
      true,
      false,
      true,
      null,
    ]);
    expect(ticks.parse(['', 'a', 'b', 'a'])).toEqual(['a', 'b']);
    expect(ticks.parse('')).toEqual([]);
  });
});

describe('A date in three boxes', () => {
  const form = withDates(['ends'], z.object({ ends: day }));

  it('is put together before it is read', () => {
    expect(form.parse({ 'ends-day': '1', 'ends-month': '2', 'ends-year': '2026' })).toEqual({
      ends: '2026-02-01',
    });
    expect(form.parse({ 'ends-day': '', 'ends-month': '', 'ends-year': '' })).toEqual({ ends: null });
    expect(form.parse({})).toEqual({ ends: null });
  });

  it('is refused under its own name when it is none', () => {
    const { error } = form.safeParse({ 'ends-day': '31', 'ends-month': '2', 'ends-year': '2026' });
    expect(error?.issues[0]).toMatchObject({ path: ['ends'], message: expect.stringContaining('not a day') });
  });
});

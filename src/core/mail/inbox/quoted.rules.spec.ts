import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { partQuoted, quote } from './quoted.rules.js';

describe('What somebody wrote, and what their programme quotes', () => {
  it('are told apart when the quotation stands below', () => {
    const { own, quoted } = partQuoted('Yes.\n\nOn Friday Ada wrote:\n> Will you come?\n>\n> Ada\n');
    expect(own).toBe('Yes.');
    expect(quoted).toContain('> Will you come?');
    expect(partQuoted('Yes.\n\n-----Original Message-----\nFrom: Ada\nWill you come?').own).toBe('Yes.');
  });

  it('are one when they wrote between the lines, or below', () => {
    const between = '> Will you come?\nYes.\n> And Bea?\nNo.';
    expect(partQuoted(between)).toEqual({ own: between, quoted: '' });
    const below = 'On Friday Ada wrote:\n> Will you come?\n\nYes.';
    expect(partQuoted(below)).toEqual({ own: below, quoted: '' });
  });

  it('lose nothing', () => {
    const words = (text: string) => text.replace(/\s+/g, '');
    const lines = fc.array(
      fc.constantFrom('', 'Yes.', '> No?', 'On Friday Ada wrote:', '____________', '-- ', 'x > y'),
    );
    fc.assert(
      fc.property(lines, (some) => {
        const text = some.join('\n');
        const { own, quoted } = partQuoted(text);
        expect(words(own + quoted)).toBe(words(text));
      }),
    );
  });

  it('an answer quotes a few lines', () => {
    expect(quote('One\nTwo\nThree', 2)).toBe('> One\n> Two\n> …');
  });
});

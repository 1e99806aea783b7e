import { describe, expect, it } from '@jest/globals';
import { firstStatus, getsIt, maskedAddress, shortName } from './consent.rules.js';

describe('What somebody is sent', () => {
  it('comes unless their latest word is no', () => {
    expect(getsIt(undefined)).toBe(true);
    for (const status of ['opted_in', 'soft_opt_in', 'not_asked']) expect(getsIt({ status })).toBe(true);
    expect(getsIt({ status: 'opted_out' })).toBe(false);
  });

  it('is noted as asked for only by whoever has asked for it', () => {
    expect(firstStatus('membership')).toBe('not_asked');
    expect(firstStatus('soft-opt-in')).toBe('soft_opt_in');
    expect(firstStatus('consent')).toBe('opted_in');
  });
});

describe('On a page that anybody with the link can open', () => {
  it('an address is known by its reader only', () => {
    expect(maskedAddress('maureen@example.org')).toBe('m…@e…');
    expect(maskedAddress('')).toBe('…@…');
  });

  it('colleagues know each other by a short name', () => {
    expect(shortName({ given: 'Maureen', family: 'Tideswell' })).toBe('Maureen T.');
    expect(shortName({ given: '', family: '' })).toBe('Whoever reads this mailbox');
  });
});

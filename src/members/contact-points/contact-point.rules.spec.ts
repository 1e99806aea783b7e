import { describe, expect, it } from '@jest/globals';
import { contactKey } from './contact-point.rules.js';

describe('The key of a contact point', () => {
  it('is the same for every way of writing it', () => {
    expect(contactKey('telephone', '01632 960111')).toBe(contactKey('telephone', '+44 1632 960 111'));
    expect(contactKey('email', 'Office@Example.org')).toBe('office@example.org');
    expect(contactKey('address', 'The Old Chapel,\n3 Wharf Row')).toBe(
      contactKey('address', 'Old Chapel, 3 Wharf Row'),
    );
  });

  it('is another for another', () => {
    expect(contactKey('mobile', '07700 900123')).not.toBe(contactKey('mobile', '07700 900124'));
  });
});

import { describe, expect, it } from '@jest/globals';
import { differences, wayWords } from './history.rules.js';

describe('The history', () => {
  it('names what is another, and what it was before', () => {
    const before = { name: 'Kite Club', website: null, telephone: '1' };
    const after = { name: 'Kite Club', website: 'https://kites.example.org', telephone: null };
    expect(differences(before, after)).toEqual([
      { field: 'website', before: null, after: 'https://kites.example.org' },
      { field: 'telephone', before: '1', after: null },
    ]);
    expect(differences(after, after)).toEqual([]);
  });

  it('tells an import from the rest without its number', () => {
    expect(wayWords('import run 01920000-0000-7000-8000-000000000001')).toBe('import');
    expect(wayWords('api')).toBe('api');
  });
});

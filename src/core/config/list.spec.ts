import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { listSettings } from './list.js';

describe('Every setting', () => {
  const manual = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8');

  it('is explained to whoever runs the product', () => {
    const named = new Set(manual.match(/\b[A-Z][A-Z_]+[A-Z]\b/g));
    const missing = listSettings().filter(({ setting }) => !named.has(setting));
    expect(missing.map(({ setting }) => setting)).toEqual([]);
  });

  it('says in a few words what it is for', () => {
    expect(listSettings().filter(({ about }) => about === '')).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import type { Settings } from '../config/index.js';
import { readCookie } from './cookies.js';

const read = (cookie: string | undefined, baseUrl: string): string | undefined =>
  readCookie({ headers: { cookie } } as Request, { baseUrl } as Settings, 'folkmoot');

describe('A cookie of ours', () => {
  it('is read by its plain name where the address is not https', () => {
    expect(read('a=b; folkmoot=x%20y=z; c', 'http://localhost:3000')).toBe('x y=z');
    expect(read('__Host-folkmoot=x', 'http://localhost:3000')).toBeUndefined();
    expect(read(undefined, 'http://localhost:3000')).toBeUndefined();
  });

  it('is read only with the prefix where the address is https, because a neighbouring host can plant any other', () => {
    expect(read('folkmoot=planted; __Host-folkmoot=ours', 'https://folkmoot.example')).toBe('ours');
    expect(read('folkmoot=planted', 'https://folkmoot.example')).toBeUndefined();
  });

  it('that cannot be read is not there', () => {
    for (const value of ['%', '%E0%A4%A', '%ff', 'a%zz'])
      expect(read(`folkmoot=${value}`, 'http://localhost:3000')).toBeUndefined();
  });
});

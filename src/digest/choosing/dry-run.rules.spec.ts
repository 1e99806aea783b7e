import { describe, expect, it } from '@jest/globals';
import { agoWords, changedParts, type Stamp } from './dry-run.rules.js';

const stamp: Stamp = { edition: '4', audience: 'a', rules: 'r', ledger: 'l', today: '2026-11-20' };

describe('A dry run that was kept', () => {
  it('holds while nothing has changed that it depends on', () => {
    expect(changedParts(stamp, { ...stamp })).toEqual([]);
    expect(changedParts(stamp, { ...stamp, edition: '5', today: '2026-11-21' })).toEqual([
      'edition',
      'today',
    ]);
    expect(changedParts({}, stamp)).toHaveLength(5);
  });

  it('says its age', () => {
    expect([0, 59, 60, 240, 3600, 7300].map(agoWords)).toEqual([
      ...['a moment ago', 'a moment ago', '1 minute ago', '4 minutes ago'],
      ...['1 hour ago', '2 hours ago'],
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { changesOf, modulesAfter, settingOf } from './settings.rules.js';

const held = {
  name: 'Derbyshire Voices',
  colour: '#0b5c6b',
  zone: 'Europe/London',
  isCharity: false,
  words: { representative: 'representative' },
  modules: ['members', 'digest'],
  settings: { contactEmail: 'anne@example.org', digest: { day: 'friday' } },
};

describe('The settings of a network', () => {
  it('fall back on what a module says', () => {
    expect(settingOf(held.settings, 'digest', { name: 'day', fallback: 'monday' })).toBe('friday');
    expect(settingOf(held.settings, 'digest', { name: 'hour', fallback: '9' })).toBe('9');
    expect(settingOf({}, 'digest', { name: 'hour', fallback: '9' })).toBe('9');
  });

  it('leave a module alone that was not on the page', () => {
    expect(modulesAfter(['members', 'forum'], ['members', 'digest'], ['digest'])).toEqual([
      'forum',
      'digest',
    ]);
  });

  it('say what changed, and of people only that it changed', () => {
    const after = {
      ...held,
      colour: '#6b4fa0',
      words: { representative: 'appointee' },
      settings: { contactEmail: 'other@example.org', digest: { day: 'monday' } },
    };
    expect(changesOf(held, after)).toEqual({
      before: { colour: '#0b5c6b', 'word representative': 'representative', 'digest.day': 'friday' },
      after: { colour: '#6b4fa0', 'word representative': 'appointee', 'digest.day': 'monday' },
      personal: ['contactEmail'],
    });
    expect(JSON.stringify(changesOf(held, after))).not.toContain('example.org');
  });
});

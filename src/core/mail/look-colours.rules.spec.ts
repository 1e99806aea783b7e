import { describe, expect, it } from '@jest/globals';
import { contrast, LEAST_CONTRAST } from '../web/templates/contrast.rules.js';
import { BUTTON, HEAD_STYLE, inverted, INKS, PAPER } from './look-colours.rules.js';

const WAYS = ['channels', 'lightness'] as const;

describe('the colours of letters', () => {
  it('can be read on light, on our own dark, and when a programme turns light and dark round', () => {
    for (const { light, dark } of INKS) {
      expect(contrast(light, PAPER.light)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      expect(contrast(dark, PAPER.dark)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      for (const way of WAYS)
        expect(contrast(inverted(light, way), inverted(PAPER.light, way))).toBeGreaterThanOrEqual(
          LEAST_CONTRAST,
        );
    }
  });

  it('can be read when a programme changes the paper alone, or the ink alone where both were set', () => {
    expect(contrast(BUTTON.ink, BUTTON.paper)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    for (const way of WAYS)
      expect(contrast(inverted(BUTTON.ink, way), inverted(BUTTON.paper, way))).toBeGreaterThanOrEqual(
        LEAST_CONTRAST,
      );
    for (const { dark } of INKS) expect(contrast(dark, '#000000')).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });

  it('turn round and back to what they were', () => {
    for (const { light } of INKS)
      for (const way of WAYS) expect(inverted(inverted(light, way), way)).toBe(light);
    expect([inverted('#ffffff', 'channels'), inverted('#ffffff', 'lightness')]).toEqual([
      '#000000',
      '#000000',
    ]);
  });

  it('are declared for programmes that ask, old and new', () => {
    for (const words of [
      'color-scheme',
      'supported-color-schemes',
      'prefers-color-scheme:dark',
      'forced-colors',
    ])
      expect(HEAD_STYLE).toContain(words);
    expect(HEAD_STYLE.length).toBeLessThan(1200);
  });
});

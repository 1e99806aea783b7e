import { describe, expect, it } from '@jest/globals';
import { figureWords, latestFigures } from './figure.rules.js';

const income = (amount: number, yearEnd: string | null, notedOn = '2026-01-01') => ({
  ...{ kind: 'income' as const, amount, yearEnd, notedOn },
});

describe('Figures of size', () => {
  it('count by their year, and by the day they were noted where they have none', () => {
    const figures = [
      income(1000, '2024-03-31'),
      income(3000, '2026-03-31'),
      income(2000, null, '2025-06-01'),
    ];
    expect(latestFigures(figures)).toEqual([figures[1]]);
    expect(latestFigures([figures[0], figures[2]])).toEqual([figures[2]]);
  });

  it('are one of each kind, and nothing where nothing is known', () => {
    const volunteers = { ...income(12, null), kind: 'volunteers' as const };
    expect(latestFigures([volunteers, income(0, null)]).map(({ kind }) => kind)).toEqual([
      'income',
      'volunteers',
    ]);
    expect(latestFigures([])).toEqual([]);
  });

  it('are read as money or as people', () => {
    expect(figureWords({ kind: 'income', amount: '1250000' })).toBe('£1,250,000');
    expect(figureWords({ kind: 'income', amount: '924.50' })).toBe('£924.50');
    expect(figureWords({ kind: 'staff_paid', amount: '6.5' })).toBe('6.5');
    expect(figureWords({ kind: 'volunteers', amount: 0 })).toBe('0');
  });
});

/** Size bands by yearly income, the smallest first; each begins where the one before it ends. */
export const SIZE_BANDS = {
  micro: 'Micro: under £10,000 a year',
  small: 'Small: £10,000 to £100,000',
  medium: 'Medium: £100,000 to £1 million',
  large: 'Large: £1 million or more',
} as const;

export type SizeBand = keyof typeof SIZE_BANDS;

const UPPER: [SizeBand, number][] = [
  ['micro', 10_000],
  ['small', 100_000],
  ['medium', 1_000_000],
];

/**
 * Returns the band of a yearly income in pounds; null where none is known, which is not nought. The names and limits
 * are those of the UK Civil Society Almanac (NCVO), whose major and super-major bodies are large here.
 */
export function sizeBand(income: number | null): SizeBand | null {
  if (income === null) return null;
  return UPPER.find(([, upper]) => income < upper)?.[0] ?? 'large';
}

/** Sizes of letters in points, and how many sides of paper a page takes; what must be known may take more. */
export interface PrintSize {
  name: 'standard' | 'large';
  words: string;
  body: number;
  /** The titles of items. */
  title: number;
  heading: number;
  /** Dates, kinds and reasons. */
  small: number;
  /** The name of the network at the top. */
  banner: number;
  sides: number;
}

/**
 * Nothing on a page is smaller than 11 points, and on a large-print page than 16 (UK Association for Accessible
 * Formats, 2012), but an address that would not fit its window.
 */
export const PRINT_SIZES = {
  standard: {
    ...{ name: 'standard', words: 'Standard print', body: 11, title: 12, heading: 13.5, small: 11 },
    ...{ banner: 17, sides: 1 },
  },
  large: {
    ...{ name: 'large', words: 'Large print', body: 16, title: 17, heading: 20, small: 16 },
    ...{ banner: 20, sides: 2 },
  },
} as const satisfies Record<string, PrintSize>;

export type PrintSizeName = keyof typeof PRINT_SIZES;

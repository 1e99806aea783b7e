/** Sizes of letters in points, and how many sides of paper a page may take. */
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

/** Nothing on a large-print page is smaller than 16 points (UK Association for Accessible Formats, 2012). */
export const PRINT_SIZES = {
  standard: {
    ...{ name: 'standard', words: 'Standard print', body: 10.5, title: 11.5, heading: 13, small: 9.5 },
    ...{ banner: 17, sides: 1 },
  },
  large: {
    ...{ name: 'large', words: 'Large print', body: 16, title: 17, heading: 20, small: 16 },
    ...{ banner: 20, sides: 2 },
  },
} as const satisfies Record<string, PrintSize>;

export type PrintSizeName = keyof typeof PRINT_SIZES;

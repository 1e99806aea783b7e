/** Our own colour, for networks that chose none. */
export const BRAND = '#0b5c6b';

/** WCAG 2.2, 1.4.3: what ordinary text needs. */
export const LEAST_CONTRAST = 4.5;

const HEX = /^#[0-9a-f]{6}$/i;

/**
 * Returns the WCAG 2.2 contrast ratio of two '#rrggbb' colours, from 1 (the same) to 21 (black and white).
 * Throws RangeError for anything else than '#rrggbb'.
 */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Returns undefined when a network may take this colour, or the sentence that says why not. */
export function refuseColour(hex: string): string | undefined {
  if (!HEX.test(hex)) return `Give the colour as # and six letters or digits, like ${BRAND}`;
  const ratio = contrast(hex, '#ffffff');
  if (ratio >= LEAST_CONTRAST) return undefined;
  const shown = (Math.floor(ratio * 10) / 10).toFixed(1);
  return `This colour is too pale to read on white (${shown} to 1, and it needs ${LEAST_CONTRAST} to 1): choose a darker one`;
}

/** Returns the stylesheet that gives the pages a network's colour; our own for one that is refused. */
export function colourSheet(hex: string): string {
  return `:root{--brand:${refuseColour(hex) ? BRAND : hex.toLowerCase()}}\n`;
}

// WCAG 2.2 definition of relative luminance, with the sRGB threshold 0.04045.
function luminance(hex: string): number {
  if (!HEX.test(hex)) throw new RangeError(`not a colour: ${hex}`);
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

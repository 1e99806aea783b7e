/** The colours that letters are written in, and what each becomes where a mail programme is dark and asks us. */
export const INKS = [
  { light: '#1d2433', dark: '#e8ecf1' },
  { light: '#515b6b', dark: '#b3bdca' },
  { light: '#0b5c6b', dark: '#7fd1e0' },
] as const;

/** What they stand on. */
export const PAPER = { light: '#ffffff', dark: '#12181f' } as const;

/** The link that looks like a button is the same in both. */
export const BUTTON = { ink: '#ffffff', paper: '#0b5c6b' } as const;

const RULE = { light: '#c4ccd6', dark: '#4a5665' } as const;

/**
 * Styles stand in every element, because many programmes read nothing else; the dark ones find those elements by them.
 * With forced colours a link is told from words by its line.
 */
const DARK = [
  `body{background:${PAPER.dark}!important;color:${INKS[0].dark}!important}`,
  ...INKS.map(
    ({ light, dark }) => `[style^="color:${light}"],[style*=";color:${light}"]{color:${dark}!important}`,
  ),
  `[style*="solid ${RULE.light}"]{border-color:${RULE.dark}!important}`,
].join('');

/** What a letter says in its head about colours; `supported-color-schemes` is what older programmes read. */
export const HEAD_STYLE =
  '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">' +
  '<style>:root{color-scheme:light dark;supported-color-schemes:light dark}' +
  `@media (prefers-color-scheme:dark){${DARK}}` +
  '@media (forced-colors:active){a{text-decoration:underline!important}}</style>';

/** One programme knows no greatest width, and has another way of saying it. */
export const MSO_OPEN =
  '<!--[if mso]><table role="presentation" width="620" align="center" cellpadding="0" cellspacing="0"><tr><td><![endif]-->';
export const MSO_CLOSE = '<!--[if mso]></td></tr></table><![endif]-->';

/** Returns a colour as a programme shows it that turns light and dark round: each channel, or the lightness alone. */
export function inverted(colour: string, way: 'channels' | 'lightness'): string {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const shift = way === 'channels' ? 0 : Math.max(red, green, blue) + Math.min(red, green, blue) - 255;
  const turned = [red, green, blue].map((one) => (way === 'channels' ? 255 - one : one - shift));
  return `#${turned.map((one) => one.toString(16).padStart(2, '0')).join('')}`;
}

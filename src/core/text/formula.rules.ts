/**
 * A text that a spreadsheet might take for a formula: = + - @ first, also full-width, small, raised or a minus sign,
 * and behind any number of spaces or invisible characters; or a tab or line break first. Apostrophes before it count
 * too, so that taking one prefix off always gives back exactly what was stored.
 */
const DANGEROUS =
  /^'*(?:[\t\r\n]|[\s\p{Cf}\u0000-\u001f]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212\u207a-\u207c\u208a-\u208c])/u;

/** Returns the text as a spreadsheet cell that is never calculated: an apostrophe goes before what might be. */
export function inertCell(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text;
}

/** Returns the text of a cell without the apostrophe that `inertCell` puts before it; other text is left alone. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && DANGEROUS.test(cell.slice(1)) ? cell.slice(1) : cell;
}

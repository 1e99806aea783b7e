const ADDRESS_PATH = /[\p{L}\p{N}]\.\p{L}[^\s/]*\//u;

/**
 * Returns one byte for each place of a text: 1 where no short form is looked for, because the place belongs to an
 * address or to the target of a link. The words of a link are passed over, too, unless `linkWords` asks for them.
 * Takes time in proportion to the text, whatever stands in it.
 */
export function skippedPlaces(text: string, { linkWords = false } = {}): Uint8Array {
  const skipped = new Uint8Array(text.length);
  markAddresses(text, skipped);
  markLinks(text, skipped, linkWords);
  return skipped;
}

/** Every run without white space is an address from the place where one begins in it. */
function markAddresses(text: string, skipped: Uint8Array): void {
  for (const { 0: run, index } of text.matchAll(/\S+/g)) {
    const from = addressIn(run);
    if (from >= 0) skipped.fill(1, index + from, index + run.length);
  }
}

function addressIn(run: string): number {
  if (/[\p{L}\p{N}]@[\p{L}\p{N}]/u.test(run) || ADDRESS_PATH.test(run.slice(0, 200))) return 0;
  const www = run.search(/(?<![\p{L}\p{N}])www\./iu);
  if (www >= 0) return www;
  let scheme = run.indexOf('://');
  while (scheme > 0 && /[a-z]/i.test(run[scheme - 1])) scheme -= 1;
  return scheme;
}

/** Targets are what Markdown has behind `](`, up to a bracket that closes or the end of the line. */
function markLinks(text: string, skipped: Uint8Array, linkWords: boolean): void {
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '[') open.push(at);
    if (text[at] !== ']') continue;
    const from = open.pop();
    const isLink = text[at + 1] === '(' || text[at + 1] === '[' || text[at + 1] === ':';
    if (!isLink || from === undefined) continue;
    if (!linkWords) skipped.fill(1, from, at);
    if (text[at + 1] !== '(') continue;
    const end = endOfTarget(text, at + 2);
    skipped.fill(1, at, end);
    at = end - 1;
  }
}

function endOfTarget(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ')' && text[at] !== '\n') at += 1;
  return at;
}

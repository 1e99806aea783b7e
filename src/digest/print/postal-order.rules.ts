import { nameKey } from '../../core/text/name-key.rules.js';

/** What decides the place of an envelope in the pile. */
export interface Posted {
  /** A line for each line, without the postcode. */
  address: string;
  postcode: string | null;
  organisation: string;
  id: string;
}

type Token = string | number;

const HOUSE = /^(\d+)\s*([a-z]?)(?:\s*[-–/]\s*\d+[a-z]?)?[,\s]+(?=\p{L})(.*)$/iu;

/**
 * Returns envelopes in posting order: postcode (its district as a number, so DE4 before DE45), then street, then
 * house number as a number (2, 10, 10a, 12), then everything else that is written, then the organisation. Whatever has
 * no postcode comes last. The same envelopes are always in the same order.
 */
export function inPostingOrder<P extends Posted>(all: readonly P[]): P[] {
  return all
    .map((one) => ({ one, key: postingKey(one) }))
    .sort((a, b) => compareTokens(a.key, b.key))
    .map(({ one }) => one);
}

/** Returns text as words and numbers, so that 10 comes after 9. */
export function naturalTokens(text: string): Token[] {
  return (text.match(/\d+|\D+/g) ?? []).map((part) => (/^\d/.test(part) ? Number(part) : part));
}

/** Compares token by token: a number comes before a word, and a beginning before the whole. */
export function compareTokens(a: readonly Token[], b: readonly Token[]): number {
  for (const [at, one] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
    if (one !== other) return one < other ? -1 : 1;
  }
  return a.length - b.length;
}

function postingKey({ address, postcode, organisation, id }: Posted): Token[] {
  const lines = address
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const house = lines.map((line) => HOUSE.exec(line)).find((found) => found !== null);
  const street = house ? nameKey(house[3]) : nameKey(lines.join(' '));
  const number = house ? [Number(house[1]), house[2].toLowerCase()] : [0, ''];
  const rest = naturalTokens(nameKey(lines.join(' ')));
  return [...postcodeTokens(postcode), street, ...number, ...padded(rest, 24), nameKey(organisation), id];
}

/** Four places: whether there is one, its area, its district, and the rest. */
function postcodeTokens(postcode: string | null): Token[] {
  const whole = (postcode ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  const [, area = '', district = '', letter = '', inward = ''] =
    /^([A-Z]{1,2})(\d{1,2})([A-Z]?)(\d[A-Z]{2})$/.exec(whole) ?? [];
  if (area === '') return whole === '' ? [2, '', 0, ''] : [1, whole, 0, ''];
  return [0, area, Number(district), `${letter} ${inward}`];
}

/** Keys of one length, so that what follows is compared with its like. */
function padded(tokens: Token[], length: number): Token[] {
  const cut = tokens.slice(0, length);
  return [...cut, ...Array.from({ length: length - cut.length }, () => -1)];
}

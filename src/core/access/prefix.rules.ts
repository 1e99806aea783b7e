/** Hexadecimal digits of a /56, which is what one household is given (RFC 6177, section 2; RIPE-690). */
const HOUSEHOLD = 14;

/**
 * Returns the part of an address that one household or office shares: the /24 of an IPv4 address, also of one
 * written as IPv6, and the /56 of an IPv6 address, written out (RFC 4291, section 2.2). Anything else comes back
 * as it is.
 */
export function addressPrefix(address: string): string {
  const [plain] = address.trim().toLowerCase().split('%');
  const dotted = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(plain);
  if (dotted) return dotted[1];
  const digits = expanded(plain);
  if (digits === undefined) return plain;
  return /^0{20}ffff/.test(digits) ? bytes(digits.slice(24, 30)) : `${digits.slice(0, HOUSEHOLD)}/56`;
}

/** The 32 digits of an IPv6 address, or undefined for what is none. */
function expanded(address: string): string | undefined {
  const halves = inHex(address).split('::');
  const [head, tail = []] = halves.map((half) => half.split(':').filter((group) => group !== ''));
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  return groups.map((group) => group.padStart(4, '0')).join('');
}

/** The last four bytes may be written as in IPv4. */
function inHex(address: string): string {
  return address.replace(/(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/, (_, ...parts: string[]) => {
    const [a, b, c, d] = parts.slice(0, 4).map((part) => Number(part).toString(16).padStart(2, '0'));
    return `${a}${b}:${c}${d}`;
  });
}

function bytes(digits: string): string {
  return (digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16)).join('.');
}

/** Returns the name under which the names of an IP address are found (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const digits = groupsOf(address)
    .map((group) => group.padStart(4, '0'))
    .join('');
  return `${[...digits].reverse().join('.')}.ip6.arpa`;
}

/** Whether two spellings are of one IP address. */
export function isSameAddress(one: string, other: string): boolean {
  return reverseName(one) === reverseName(other);
}

function groupsOf(address: string): string[] {
  // The short form of a URL has no dotted tail and no zone.
  const short = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const [before, after] = short.split('::').map((half) => (half === '' ? [] : half.split(':')));
  if (after === undefined) return before;
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

const MECHANISM = /^([+\-~?]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?::(\S*))?(\/\S*)?$/i;
const NEEDS_VALUE = ['include', 'ip4', 'ip6', 'exists'];

/** What follows from a term that fits the sender (RFC 7208 section 4.6.2). */
export type Qualifier = '+' | '-' | '~' | '?';

/** One mechanism of an SPF record; prefixes are lengths in bits. */
export interface SpfTerm {
  qualifier: Qualifier;
  name: 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';
  value?: string;
  prefix4?: number;
  prefix6?: number;
}

/** A record read, or the part of it that nobody can read. */
export type SpfReading = { ok: true; terms: SpfTerm[]; redirect?: string } | { ok: false; problem: string };

/** Whether a TXT record is an SPF record (RFC 7208 section 4.5). */
export function isSpf(record: string): boolean {
  return /^v=spf1(?: |$)/i.test(record);
}

/** Reads an SPF record (RFC 7208 sections 5 and 6); one term that cannot be read spoils all of it, as it does for receivers. */
export function readSpf(record: string): SpfReading {
  if (!isSpf(record)) return { ok: false, problem: 'It does not begin with v=spf1.' };
  const terms: SpfTerm[] = [];
  let redirect: string | undefined;
  for (const word of record.split(/ +/).slice(1).filter(Boolean)) {
    const modifier = /^([a-z][a-z0-9._-]*)=(.*)$/i.exec(word);
    if (modifier) {
      if (modifier[1].toLowerCase() !== 'redirect') continue;
      if (redirect !== undefined || modifier[2] === '') return spoilt(word);
      redirect = modifier[2];
      continue;
    }
    const term = readTerm(word);
    if (!term) return spoilt(word);
    terms.push(term);
  }
  return { ok: true, terms, redirect };
}

/** Returns the record with more senders in it: before all others, so that none of them decides earlier. */
export function withSenders(record: string | undefined, addresses: readonly string[]): string {
  const more = addresses.map((address) => (address.includes(':') ? `ip6:${address}` : `ip4:${address}`));
  const rest = record ? record.split(/ +/).slice(1).filter(Boolean) : ['~all'];
  return ['v=spf1', ...more.filter((term) => !rest.includes(term)), ...rest].join(' ');
}

function spoilt(word: string): SpfReading {
  return { ok: false, problem: `Its part “${word}” cannot be read.` };
}

function readTerm(word: string): SpfTerm | undefined {
  const found = MECHANISM.exec(word);
  if (!found) return undefined;
  const name = found[2].toLowerCase() as SpfTerm['name'];
  const qualifier = (found[1] || '+') as Qualifier;
  const whole = `${found[3] ?? ''}${found[4] ?? ''}`;
  const [, value = '', four, six] = /^([^/]*)(?:\/(\d{1,3}))?(?:\/\/(\d{1,3}))?$/.exec(whole) ?? [];
  if (whole !== '' && value === '' && four === undefined && six === undefined) return undefined;
  const term: SpfTerm = { qualifier, name };
  if (value !== '') term.value = value;
  if (four !== undefined) term[name === 'ip6' ? 'prefix6' : 'prefix4'] = Number(four);
  if (six !== undefined) term.prefix6 = Number(six);
  return found[3] !== '' && isSound(term, whole) ? term : undefined;
}

function isSound({ name, value, prefix4 = 0, prefix6 = 0 }: SpfTerm, whole: string): boolean {
  if (prefix4 > 32 || prefix6 > 128) return false;
  if (name === 'all') return whole === '';
  if (NEEDS_VALUE.includes(name) && !value) return false;
  if (['include', 'ptr', 'exists'].includes(name) && (prefix4 || prefix6 || /\/\d/.test(whole))) return false;
  if (name === 'ip4')
    return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(value!) && value!.split('.').every((part) => Number(part) < 256);
  if (name === 'ip6') return /^[0-9a-f:.]+$/i.test(value!) && value!.includes(':');
  return true;
}

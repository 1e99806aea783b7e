import { readTags } from './tags.rules.js';

/** What a domain asks receivers to do with mail in its name. */
export interface Dmarc {
  policy: 'none' | 'quarantine' | 'reject';
  /** Whether the names must be the same, rather than of one organisation. */
  strictDkim: boolean;
  strictSpf: boolean;
}

const POLICIES = ['none', 'quarantine', 'reject'];
/** Second labels under which organisations register, in most countries that have them. */
const SHARED = /^(?:ac|co|com|edu|gov|ltd|me|net|nhs|org|plc|police|sch)\.[a-z]{2}$/;

/** Whether a TXT record is a DMARC record: its version comes first (RFC 7489 section 6.3). */
export function isDmarc(record: string): boolean {
  return /^\s*v\s*=\s*DMARC1\s*(?:;|$)/.test(record);
}

/** Returns what a DMARC record asks for; `isBelow` for a domain below the one that has it. Undefined for none that counts. */
export function readDmarc(record: string, isBelow = false): Dmarc | undefined {
  const tags = isDmarc(record) ? readTags(record) : undefined;
  const asked = (isBelow ? tags?.get('sp') : undefined) ?? tags?.get('p');
  const policy = asked?.toLowerCase();
  if (!tags || !policy || !POLICIES.includes(policy)) return undefined;
  const isStrict = (tag: string) => tags.get(tag)?.toLowerCase() === 's';
  return { policy: policy as Dmarc['policy'], strictDkim: isStrict('adkim'), strictSpf: isStrict('aspf') };
}

/** Returns the domain an organisation has registered, as far as that shows in a name. */
export function organisationOf(domain: string): string {
  const labels = domain.toLowerCase().split('.');
  const isShared = SHARED.test(labels.slice(-2).join('.'));
  return labels.slice(isShared ? -3 : -2).join('.');
}

/** Whether a signature or an envelope of one domain speaks for a From of another (RFC 7489 section 3.1). */
export function isAligned(domain: string, from: string, isStrict: boolean): boolean {
  if (isStrict) return domain.toLowerCase() === from.toLowerCase();
  return organisationOf(domain) === organisationOf(from);
}

/** Returns the domains whose DMARC record counts for one, the nearest first. */
export function dmarcDomains(domain: string): string[] {
  return [...new Set([domain, organisationOf(domain)])];
}

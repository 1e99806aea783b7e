/** A record that somebody with access to the domain is to add. */
export interface DnsRecord {
  name: string;
  type: 'TXT' | 'PTR';
  value: string;
}

/** One thing that receivers look at: whether it is as it must be, cannot be known, or is to be mended. */
export interface Check {
  what: 'SPF' | 'DKIM' | 'DMARC' | 'Alignment' | 'Reverse DNS';
  state: 'good' | 'missing' | 'unknown';
  /** What was found, in a sentence or two. */
  words: string;
  add?: DnsRecord;
}

/** What a check of the sender domain found out. */
export interface Verdict {
  domain: string;
  ready: boolean;
  checks: Check[];
}

/** Returns the verdict: ready only when every check is good (E1, E2 of the mail page); what is unknown never is. */
export function verdictOf(domain: string, checks: Check[]): Verdict {
  return { domain, ready: checks.length > 0 && checks.every(({ state }) => state === 'good'), checks };
}

/** Returns a verdict in one sentence. */
export function verdictWords({ domain, ready, checks }: Verdict): string {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  if (ready) return `Ready: what receivers ask of ${domain} is there.`;
  const [missing, unknown] = [count('missing'), count('unknown')];
  const parts = [
    missing > 0 && `${missing} of ${checks.length} things ${missing === 1 ? 'is' : 'are'} to be mended`,
    unknown > 0 && `${unknown} could not be checked`,
  ];
  return `Not ready: ${parts.filter(Boolean).join(', and ')}.`;
}

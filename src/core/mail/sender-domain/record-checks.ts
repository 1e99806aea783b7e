import { dkimProblem, dkimRecord, type PublicHalf } from './dkim-record.rules.js';
import { dmarcDomains, isDmarc, readDmarc, type Dmarc } from './dmarc.rules.js';
import type { Dns } from './dns.js';
import type { Check, DnsRecord } from './verdict.rules.js';

const NO_KEY =
  'Letters are not signed. Whoever runs the service makes a key (openssl genrsa -out dkim.pem 2048) and sets FOLKMOOT_DKIM_KEY_FILE; this page then shows the record to add.';

/** Whether the key we sign with is where receivers look for it. */
export async function dkimCheck(dns: Dns, ours: (PublicHalf & { name: string }) | undefined): Promise<Check> {
  const what = 'DKIM';
  if (!ours) return { what, state: 'missing', words: NO_KEY };
  const add: DnsRecord = { name: ours.name, type: 'TXT', value: dkimRecord(ours) };
  const answer = await dns.txt(ours.name);
  if (answer.state === 'unknown') return { what, state: 'unknown', words: answer.why };
  if (answer.state === 'none')
    return {
      what,
      state: 'missing',
      words: 'The key that receivers need to check our signature is not there.',
      add,
    };
  const problems = answer.values.map((record) => dkimProblem(record, ours));
  // Of several records a receiver may take any (RFC 6376 section 3.6.2.2).
  const problem = problems.length > 1 ? 'There are several records; there may be one.' : problems[0];
  if (problem) return { what, state: 'missing', words: `${problem} Put this one in its place.`, add };
  return { what, state: 'good', words: `The record at ${ours.name} holds the key we sign with.` };
}

/** Whether the domain, or the one above it, says what receivers are to do; and what it asks for. */
export async function dmarcCheck(dns: Dns, domain: string): Promise<{ check: Check; asked?: Dmarc }> {
  const what = 'DMARC';
  const value = `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
  const add: DnsRecord = { name: `_dmarc.${domain}`, type: 'TXT', value };
  for (const one of dmarcDomains(domain)) {
    const answer = await dns.txt(`_dmarc.${one}`);
    if (answer.state === 'unknown') return { check: { what, state: 'unknown', words: answer.why } };
    const records = answer.state === 'found' ? answer.values.filter(isDmarc) : [];
    if (records.length === 0) continue;
    if (records.length > 1)
      return { check: missing(`There are ${records.length} records at _dmarc.${one}; there may be one.`) };
    const asked = readDmarc(records[0], one !== domain);
    if (!asked)
      return {
        check: { ...missing(`The record at _dmarc.${one} cannot be read, or has no policy (p=).`), add },
      };
    return {
      asked,
      check: { what, state: 'good', words: `The record at _dmarc.${one} asks for p=${asked.policy}.` },
    };
  }
  return {
    check: {
      ...missing(
        'Nothing says what receivers are to do with mail in our name. p=none is enough to begin with.',
      ),
      add,
    },
  };
}

function missing(words: string): Check {
  return { what: 'DMARC', state: 'missing', words };
}

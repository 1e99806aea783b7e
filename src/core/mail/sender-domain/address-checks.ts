import type { Dns } from './dns.js';
import { isSameAddress } from './reverse-name.rules.js';
import type { Sending } from './sending-addresses.js';
import { SpfCheck } from './spf.check.js';
import { isSpf, readSpf, withSenders } from './spf.rules.js';
import type { Check } from './verdict.rules.js';

/** Whether the domain of our return paths lets the addresses send from which we do (RFC 7208). */
export async function spfCheck(dns: Dns, domain: string, sending: Sending): Promise<Check> {
  const what = 'SPF';
  const answer = await dns.txt(domain);
  if (answer.state === 'unknown') return { what, state: 'unknown', words: answer.why };
  const records = answer.state === 'found' ? answer.values.filter(isSpf) : [];
  if (records.length > 1)
    return {
      what,
      state: 'missing',
      words: `${domain} has ${records.length} SPF records. Receivers then heed none: make one of them.`,
    };
  if (records.some(letsAnybody)) return { what, state: 'missing', words: OPEN };
  if (!sending.known) return unknowable(what, records.length > 0, sending.why);
  const failing: string[] = [];
  for (const address of sending.addresses) {
    const { result, problem } = await new SpfCheck(dns, address).of(domain);
    if (result === 'temperror')
      return { what, state: 'unknown', words: problem ?? 'The name servers did not answer.' };
    if (result === 'permerror')
      return { what, state: 'missing', words: problem ?? 'The record cannot be followed.' };
    if (result !== 'pass') failing.push(address);
  }
  const where = sending.addresses.join(', ');
  if (failing.length === 0) return { what, state: 'good', words: `${domain} lets ${where} send.` };
  const words =
    records.length === 0
      ? `${domain} does not say who may send for it.`
      : `${domain} does not let ${failing.join(', ')} send. Put this record in the place of the one that is there.`;
  return {
    what,
    state: 'missing',
    words,
    add: { name: domain, type: 'TXT', value: withSenders(records[0], failing) },
  };
}

/** Whether each address has a name that leads back to it. */
export async function reverseCheck(dns: Dns, sending: Sending): Promise<Check> {
  const what = 'Reverse DNS';
  if (!sending.known) return { what, state: 'unknown', words: sending.why };
  for (const address of sending.addresses) {
    const names = await dns.names(address);
    if (names.state === 'unknown') return { what, state: 'unknown', words: names.why };
    const led = await Promise.all(
      (names.state === 'found' ? names.values : []).map((name) => dns.addresses(name)),
    );
    if (led.some((one) => one.state === 'found' && one.values.some((back) => isSameAddress(back, address))))
      continue;
    const lost = led.find((one) => one.state === 'unknown');
    if (lost?.state === 'unknown') return { what, state: 'unknown', words: lost.why };
    const words =
      names.state === 'none'
        ? `${address} has no name. Whoever provides the address gives it one (a PTR record), and the name must lead back to ${address}.`
        : `${address} is called ${names.state === 'found' ? names.values[0] : ''}, but that name does not lead back to it.`;
    return { what, state: 'missing', words };
  }
  return {
    what,
    state: 'good',
    words: `${sending.addresses.join(', ')}: each has a name that leads back to it.`,
  };
}

const OPEN = 'The SPF record lets anybody send (+all). Put ~all at its end.';

function letsAnybody(record: string): boolean {
  const reading = readSpf(record);
  return reading.ok && reading.terms.some(({ name, qualifier }) => name === 'all' && qualifier === '+');
}

function unknowable(what: 'SPF', isThere: boolean, why: string): Check {
  const found = isThere ? 'There is an SPF record.' : 'There is no SPF record.';
  return { what, state: isThere ? 'unknown' : 'missing', words: `${found} ${why}` };
}

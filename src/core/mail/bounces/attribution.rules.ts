import { domainToASCII } from 'node:url';
import type { Classified } from '../inbound/classify.rules.js';
import { verdictOf, type How } from './verdict.rules.js';

/** The copy that a report came back for. */
export interface ReportedCopy {
  address: string;
  messageId: string;
  /** The report came to the copy's own signed return path. */
  signed: boolean;
}

/** What a report says of the address a copy went to, and why. */
export interface Attribution {
  how: How;
  status: string | null;
  diagnostic: string;
  relay: string;
  why: string;
}

/**
 * Says what a report means for the copy that it came back for (E25, E26 of the mail page). A report that names
 * another recipient counts only when it returns that very message, and then never holds the address: mail is often
 * forwarded. Free words count only on the signed return path.
 */
export function attribute(report: Classified, copy: ReportedCopy): Attribution {
  const relay = report.reporter ?? '';
  const nothing = (why: string): Attribution => ({ how: 'none', status: null, diagnostic: '', relay, why });
  if (report.notice) {
    const { address, how, diagnostic } = report.notice;
    if (!copy.signed) return nothing('In free words, and not sent to a signed return path.');
    const another = address !== null && !sameAddress(address, copy.address);
    return { how: another ? milder(how) : how, status: null, diagnostic, relay, why: 'In free words.' };
  }
  const named = report.recipients.filter(({ final, original }) =>
    [final, original].some((one) => one !== null && sameAddress(one, copy.address)),
  );
  const returned = report.returnedId === copy.messageId;
  if (named.length === 0 && !returned) return nothing('It names another recipient than ours.');
  const verdicts = (named.length > 0 ? named : report.recipients).map((one) => ({
    one,
    how: verdictOf(one),
  }));
  const worst = verdicts.find(({ how }) => how === 'hard') ?? verdicts.find(({ how }) => how === 'soft');
  if (!worst) return nothing('It is no failure.');
  const { status, diagnostic, remote } = worst.one;
  const said = { status, diagnostic: diagnostic ?? status ?? '', relay: remote ?? relay };
  if (named.length > 0) return { ...said, how: worst.how, why: 'It names our recipient.' };
  return { ...said, how: milder(worst.how), why: 'It names another recipient of our message: a forwarding.' };
}

/** True for two spellings of one mailbox: the domain by its A-label (RFC 5890), letters of either case. */
export function sameAddress(one: string, other: string): boolean {
  return spelled(one) === spelled(other);
}

function spelled(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  return `${address.slice(0, at).toLowerCase()}@${domainToASCII(domain) || domain}`;
}

function milder(how: How): How {
  return how === 'hard' ? 'soft' : how;
}

import type { Outcome } from '../relay/outcome.rules.js';
import type { ResultRow } from './rows.rules.js';

/** Tries of a message the relay keeps putting off, before it counts as refused: about five days. */
export const MOST_TRIES = 25;
const LONGEST_WAIT = 6 * 3600;

const UNANSWERED = 'The relay did not answer after it had the whole message:';
const UNTRIED = 'The connection was lost before the message was handed over:';

/** Seconds until the next try: the first wait doubles each time, up to six hours (RFC 5321 §4.5.4.1). */
export function waitBefore(attempts: number, firstWait: number): number {
  return Math.min(firstWait * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT);
}

/**
 * Returns what the ledger says of an outcome, or undefined when there is nothing to say: the gate was shut, so
 * the row is somebody else's now.
 */
export function resultOf(
  outcome: Outcome,
  copy: { id: string; lease_token: string; attempts: number },
  firstWait: number,
): ResultRow | undefined {
  const row = { id: copy.id, token: copy.lease_token, reply: null, reason: null, waitSeconds: 0 };
  const again = { ...row, state: 'pending' as const, waitSeconds: waitBefore(copy.attempts, firstWait) };
  switch (outcome.kind) {
    case 'sent':
      return { ...row, state: 'sent', reply: outcome.reply };
    case 'refused':
      return { ...row, state: 'refused', reply: outcome.reply, reason: outcome.reply };
    case 'unanswered':
      return { ...row, state: 'uncertain', reason: `${UNANSWERED} ${outcome.reason}` };
    case 'unmailable':
      return { ...row, state: 'held', reason: outcome.reason };
    case 'later':
      if (copy.attempts < MOST_TRIES) return { ...again, reply: outcome.reply, reason: outcome.reply };
      return {
        ...row,
        state: 'refused',
        reply: outcome.reply,
        reason: `Put off too often: ${outcome.reply}`,
      };
    case 'not-tried':
      return outcome.because === 'gate' ? undefined : { ...again, reason: `${UNTRIED} ${outcome.reason}` };
  }
}

/** What one diagnostic says apart from addresses and numbers, so that the same trouble looks the same. */
export function diagnosticOf(reply: string): string {
  return reply.replace(/<?[^\s<>]+@[^\s<>]+>?/g, '@').replace(/\d{4,}|[0-9a-f]{8,}/gi, '#');
}

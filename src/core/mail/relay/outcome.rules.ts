/** Where in the conversation the relay said no. */
export type Step = 'MAIL FROM' | 'RCPT TO' | 'DATA' | 'dot';

/**
 * What became of one message.
 * `sent`: the relay took it. `later`: it said 4xx, and has not taken it. `refused`: it said 5xx.
 * `unanswered`: the final dot was released and no answer came, so it may or may not have been taken.
 * `not-tried`: the final dot was never released, so it was certainly not taken, because of the `relay` (no connection
 * to it could be had), because the connection was `lost` over this message, or because the `gate` stayed shut (the
 * lease is somebody else's now, or the database did not answer).
 */
export type Outcome =
  | { kind: 'sent'; reply: string }
  | { kind: 'later'; reply: string; code: number; at: Step }
  | { kind: 'refused'; reply: string; code: number; at: Step }
  | { kind: 'unanswered'; reason: string }
  | { kind: 'not-tried'; reason: string; because: 'relay' | 'lost' | 'gate' };

/** What the SMTP library reports when a message did not go. */
export type Failure = { message: string; response?: string; responseCode?: number; command?: string };

const LONGEST_REPLY = 200;

/** Returns a reply of a relay as one line of at most 200 characters, without control characters. */
export function cleanReply(text: string): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return [...line].slice(0, LONGEST_REPLY).join('');
}

/**
 * Returns the outcome of a message that ended with a failure. What is certain is decided by whether the dot was
 * released (`released`), never by the sort of error: the library names the loss of a connection alike before and
 * after it. Only a 4xx or 5xx reply to this message's own commands counts as an answer, and 421, by which a relay
 * may end a conversation at any time before the dot (RFC 5321 section 4.2.1).
 */
export function judgeFailure(failure: Failure, released: boolean): Outcome {
  const code = failure.responseCode ?? 0;
  const at = stepOf(failure.command, released);
  const reply = cleanReply(failure.response ?? failure.message);
  const closing = code === 421 && !released;
  if (at === undefined && !closing) return lost(failure.message, released);
  if (code >= 400 && code <= 499) return { kind: 'later', reply, code, at: at ?? 'DATA' };
  if (code >= 500 && code <= 599) return { kind: 'refused', reply, code, at: at ?? 'DATA' };
  return lost(failure.message, released);
}

/** Returns the outcome of a message whose conversation ended without an answer to it. */
export function lost(reason: string, released: boolean): Outcome {
  if (released) return { kind: 'unanswered', reason: cleanReply(reason) };
  return { kind: 'not-tried', reason: cleanReply(reason), because: 'lost' };
}

/** Returns the outcome of a message for which there was no connection to the relay. */
export function unreached(reason: string): Outcome {
  return { kind: 'not-tried', reason: cleanReply(reason), because: 'relay' };
}

function stepOf(command: string | undefined, released: boolean): Step | undefined {
  if (command === 'MAIL FROM' || command === 'RCPT TO') return command;
  if (command === 'DATA') return released ? 'dot' : 'DATA';
  return undefined;
}

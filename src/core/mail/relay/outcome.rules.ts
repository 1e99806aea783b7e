/** Where in the conversation the relay said no. */
export type Step = 'MAIL FROM' | 'RCPT TO' | 'DATA' | 'dot';

/**
 * What became of one message.
 * `sent`: the relay took it. `later`: it said 4xx, and has not taken it. `refused`: it said 5xx.
 * `unanswered`: the final dot was released and no answer came, so it may or may not have been taken.
 * `not-tried`: the final dot was never released, so it was certainly not taken, because of the `relay` (no connection
 * to it could be had), because the connection was `lost` over this message, or because the `gate` stayed shut (the
 * lease is somebody else's now, or the database did not answer).
 * `unmailable`: the relay does not offer what the address needs, so it was not asked.
 */
export type Outcome =
  | { kind: 'sent'; reply: string }
  | { kind: 'later'; reply: string; code: number; at: Step }
  | { kind: 'refused'; reply: string; code: number; at: Step }
  | { kind: 'unanswered'; reason: string }
  | { kind: 'unmailable'; reason: string }
  | { kind: 'not-tried'; reason: string; because: 'relay' | 'lost' | 'gate' };

/** A reply as it came: its code, 0 where it has none, and its lines without the code (RFC 5321 section 4.2). */
export type Reply = { code: number; text: string };

const LONGEST_REPLY = 200;

/** Returns a reply of a relay as one line of at most 200 characters, without control characters. */
export function cleanReply(text: string): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return [...line].slice(0, LONGEST_REPLY).join('');
}

/**
 * Returns the outcome of a message from the reply that ended its conversation. What is certain is decided by whether
 * the dot was released (`at` is then `dot`), never by the sort of reply: a yes before the dot takes nothing, and an
 * answer to the dot that is none leaves a doubt.
 */
export function judgeReply({ code, text }: Reply, at: Step): Outcome {
  const reply = cleanReply(`${code} ${text}`);
  if (at === 'dot' && code >= 200 && code <= 299) return { kind: 'sent', reply };
  if (code >= 400 && code <= 499) return { kind: 'later', reply, code, at };
  if (code >= 500 && code <= 599) return { kind: 'refused', reply, code, at };
  return lost(`The relay gave an answer that is none: ${reply}`, at === 'dot');
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

/** What a failure says of the address: it is gone, it did not work this time, or nothing. */
export type How = 'hard' | 'soft' | 'none';

/** What a report or a server said; `code` in the diagnostic is looked for where the status says little. */
export interface Failure {
  action: string | null;
  status: string | null;
  diagnostic: string | null;
}

/** Words about who wrote, not about who should read. */
const ABOUT_US =
  /\bsenders?\b|mail from\b|from address|\bhelo\b|\behlo\b|client (?:host|ip)|your (?:ip|host|server|domain)|not allowed to send|my name was rejected/i;
const GONE =
  /(?:user|recipient|mailbox|address|account|addressee)s? (?:is )?(?:unknown|not known|not found|not recogni[sz]ed|invalid|inactive|closed|disabled)|(?:unknown|invalid|no such|not a valid|nonexistent) (?:user|recipient|mailbox|address|account|person|local|addressee)|(?:user|recipient|mailbox|address|account|domain)[^.\n]{0,60} (?:does not|doesn.t) exist|recipient name is not recogni[sz]ed|no mailbox here|no longer on server|mailbox unavailable|(?:has been|is) (?:disabled|deactivated|closed|deleted)|domain not found|illegal host/i;
const POLICY =
  /spam|\bube\b|block|black ?list|reputation|policy|\bspf\b|\bdkim\b|\bdmarc\b|\brbl\b|dnsbl|reverse dns|\bptr\b|prohibit|content|header|too many|rate limit|relay|denied|authenticat|grey ?list|mismatch|improper|invalid ip|not permitted|full|quota|too large|too big|size limit|temporar/i;

/** Statuses that blame the sender, the message, the system or the way, not the address (RFC 3463 section 3). */
const NOT_THE_ADDRESS = /^5\.(?:1\.[78]|2\.[234]|3\.\d+|4\.(?:0|1|2|3|5|6|7)|6\.\d+|7\.\d+)$/;
/** Statuses that say little: the words behind them decide. */
const VAGUE = /^5\.(?:0\.\d+|1\.0|2\.0|5\.\d+)$/;
/** Replies of RFC 5321 that are about a mailbox. */
const MAILBOX_REPLY = /^(?:550|551|553|556)$/;

/**
 * Returns what a failed delivery says of the address. By the Action and Status of RFC 3464: `failed` with 5.x.x is
 * hard and with 4.x.x soft, any other action says nothing; full, policy and size are soft, because the address
 * exists. The server's words only ever make a verdict milder, or settle a status that says little.
 */
export function verdictOf({ action, status, diagnostic }: Failure): How {
  if (action !== null && action !== 'failed') return 'none';
  const words = diagnostic ?? '';
  const told = statusOf(status, words);
  if (told === null) return action === 'failed' ? 'soft' : 'none';
  if (told.startsWith('2')) return 'none';
  // A report that was cut off before its Action cannot hold an address.
  if (told.startsWith('4') || action === null) return 'soft';
  if (ABOUT_US.test(words)) return 'soft';
  if (NOT_THE_ADDRESS.test(told)) return 'soft';
  if (GONE.test(words)) return 'hard';
  if (POLICY.test(words)) return 'soft';
  if (!VAGUE.test(told) || words === '') return 'hard';
  return MAILBOX_REPLY.test(replyCodeIn(words) ?? '550') ? 'hard' : 'soft';
}

/** True for words that give a reason, whoever it blames. */
export function saysWhy(words: string): boolean {
  return GONE.test(words) || ABOUT_US.test(words) || POLICY.test(words);
}

/** Returns the reply code of RFC 5321 in a server's words, or undefined. */
export function replyCodeIn(words: string): string | undefined {
  return /(?<![\d.])([245][0-5]\d)(?![\d.])/.exec(words)?.[1];
}

/** Returns the enhanced status in a server's words (RFC 3463), or undefined; an IP address is none. */
export function statusIn(words: string): string | undefined {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(words)?.[1];
}

/** Returns what a server's reply to us says of the address: as if it were a report (E28 of the mail page). */
export function verdictOfReply(reply: string): How {
  const code = replyCodeIn(reply) ?? '';
  if (!code.startsWith('5')) return 'soft';
  const status = statusIn(reply) ?? '5.0.0';
  return verdictOf({ action: 'failed', status, diagnostic: reply });
}

function statusOf(status: string | null, words: string): string | null {
  const own = statusIn(words);
  if (status === null) return own ?? null;
  return /^[45]\.0\.0$/.test(status) && own?.[0] === status[0] ? own : status;
}

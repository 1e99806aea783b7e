import { saysWhy, statusIn, verdictOf, type How } from './verdict.rules.js';

/** What a notice in free words says: which address, what of it, and in which words. */
export interface Notice {
  address: string | null;
  how: How;
  diagnostic: string;
}

/** Ways in which mail servers say that something was not delivered. */
const UNDELIVERED =
  /could ?(?:n.t| not) be delivered|unable to deliver|(?:was|were|wasn.t)(?: not)? able to deliver|did not reach the following|failed permanently|attempting to deliver a message|delivery (?:has )?failed|undeliver(?:able|ed)|group you tried to contact|returned to sender|delivery status notification|mail delivery fail|failure notice|gael ei ddanfon|methu danfon|配信できません|送信できませんでした|не может быть доставлено|konnte nicht zugestellt/i;
const DELAYED =
  /delayed|will (?:keep|continue) (?:on )?trying|will retry|still trying|not yet been delivered|no action is required|warning only|oedi|遅延/i;
/** What begins the copy of our own message: nothing behind it is the server's word. */
const COPY =
  /^(?:-{2,80}[^\n]{0,120}?(?:copy|original|header|below this line)|[ \t]{0,20}below is a copy|received: ?(?:from|by)|bounced e-?mail:)/im;
const GONE_STATUS = /^5\.(?:1\.(?:1|2|3|6|10)|2\.1)$/;
const MOST = 4000;

/** True for text in which a mail server says that something could not be delivered, or not yet. */
export function soundsUndelivered(text: string): boolean {
  return UNDELIVERED.test(text.slice(0, MOST));
}

/**
 * Returns what a notice without a machine-readable part says (many servers write none). Meant only for messages
 * that came to a signed return path. Hard only when the words say plainly that there is no such address.
 */
export function readNotice(subject: string, text: string): Notice {
  const said = ownWords(text);
  const address = /[^\s<>"'(),:;]{1,64}@[a-z0-9.-]{1,255}[a-z0-9]/i.exec(said)?.[0].toLowerCase() ?? null;
  const diagnostic = tellingLine(said);
  if (DELAYED.test(`${subject}\n${said}`) && !/failed permanently|permanent error/i.test(said))
    return { address, how: 'none', diagnostic };
  const status = statusIn(said);
  const verdict = verdictOf({ action: 'failed', status: status ?? '5.0.0', diagnostic: said });
  const plain = GONE_STATUS.test(status ?? '') || saysGone(said);
  return { address, how: verdict === 'hard' && !plain ? 'soft' : verdict, diagnostic };
}

/** An unhelpful status, but words that leave no doubt: the table of verdicts knows them. */
function saysGone(said: string): boolean {
  const vague = { action: 'failed', status: '5.0.0', diagnostic: `500 ${said}` };
  return verdictOf(vague) === 'hard';
}

function ownWords(text: string): string {
  const head = text.slice(0, MOST);
  const copy = COPY.exec(head);
  return copy && copy.index > 0 ? head.slice(0, copy.index) : head;
}

function tellingLine(said: string): string {
  const lines = said.split('\n').map((line) => line.trim());
  const signs = [
    (line: string) => statusIn(line) !== undefined,
    (line: string) => /\b[45]\d\d\b/.test(line),
    saysWhy,
  ];
  const telling = signs.map((sign) => lines.find(sign)).find(Boolean);
  return (telling ?? lines.find((line) => line !== '') ?? '').slice(0, 300);
}

import { readNotice, soundsUndelivered, type Notice } from '../bounces/notice.rules.js';
import { addressIn, readStatus, type ReportedRecipient } from '../bounces/status.rules.js';
import { isAwayMessage, isChallenge, isFromMachine } from './automatic.rules.js';
import { fieldsOf, headerOf, messageIdsIn, type MailRead } from './mail-read.rules.js';
import { readSns } from './sns.rules.js';

/** What a message is. Only a letter is from a person, and only a letter may ever be answered automatically. */
export type Kind = 'bounce' | 'complaint' | 'report' | 'auto-reply' | 'challenge' | 'automatic' | 'letter';

export interface Classified {
  kind: Kind;
  /** Of a bounce with a machine-readable part. */
  recipients: ReportedRecipient[];
  reporter: string | null;
  /** Of a bounce in free words; counts only where it came to a signed return path. */
  notice: Notice | null;
  /** Message-ID of our message that a report returns. */
  returnedId: string | null;
  /** What a report returns of our message, to look for a signed address in. */
  returned: string;
}

const COMPLAINTS = /^(?:abuse|fraud|opt-out|opt-out-list|miscategorized|other)$/;
const DAEMON =
  /^(?:mailer-?daemon|mail-daemon|postmaster|mail(?:er)?\.?delivery|maildelivery|double-bounce)(?:[@+]|$)/i;
const STRICT_DAEMON = /^(?:mailer-?daemon|mail-daemon)(?:[@+]|$)/i;

/** Says what a message is. `ownDomain` is ours: what comes from there by itself has gone round in a circle. */
export function classify(mail: MailRead, ownDomain: string): Classified {
  const returned = { returnedId: returnedIdOf(mail), returned: mail.returned };
  const plain = { recipients: [], reporter: null, notice: null, ...returned };
  if (mail.feedback !== null || mail.reportType === 'feedback-report') {
    const fields = new Map(fieldsOf(mail.feedback ?? ''));
    const type = (fields.get('feedback-type') ?? 'abuse').toLowerCase();
    const kind = COMPLAINTS.test(type) ? 'complaint' : 'report';
    return { ...plain, kind, returned: `${mail.returned}\n${mail.feedback ?? ''}` };
  }
  if (mail.statusParts.length > 0) return { ...plain, kind: 'bounce', ...reported(mail) };
  const sns = readSns(mail.text);
  if (sns) return { ...plain, kind: sns.kind, recipients: sns.recipients, returnedId: sns.messageId };
  if (isNotice(mail)) return { ...plain, kind: 'bounce', notice: noticeOf(mail) };
  return { ...plain, kind: kindOfRest(mail, ownDomain) };
}

function kindOfRest(mail: MailRead, ownDomain: string): Kind {
  if (isChallenge(mail)) return 'challenge';
  if (isAwayMessage(mail)) return 'auto-reply';
  // Read receipts and other reports, and our own letters come back.
  if (mail.reportType !== null || isFromMachine(mail)) return 'automatic';
  return mail.from.address.toLowerCase().endsWith(`@${ownDomain.toLowerCase()}`) ? 'automatic' : 'letter';
}

/** Two status parts are one report in two languages or for two recipients. */
function reported(mail: MailRead): Pick<Classified, 'recipients' | 'reporter'> {
  const reports = mail.statusParts.map(readStatus);
  return {
    recipients: reports.flatMap(({ recipients }) => recipients),
    reporter: reports.map(({ reporter }) => reporter).find(Boolean) ?? null,
  };
}

/** A mail server that writes in free words: by its name, or by its words together with a sign that it is a machine. */
function isNotice(mail: MailRead): boolean {
  const { address } = mail.from;
  if (mail.headers.has('x-failed-recipients')) return true;
  if (STRICT_DAEMON.test(address)) return true;
  if (isAwayMessage(mail) && !DAEMON.test(address)) return false;
  const machine = DAEMON.test(address) || mail.envelopeFrom === '';
  return machine && soundsUndelivered(`${mail.subject}\n${mail.text}`);
}

function noticeOf(mail: MailRead): Notice {
  const notice = readNotice(mail.subject, mail.text);
  const failed = addressIn(headerOf(mail, 'x-failed-recipients').split(',')[0]);
  return failed ? { ...notice, address: failed } : notice;
}

function returnedIdOf(mail: MailRead): string | null {
  const fields = new Map(fieldsOf(mail.returned));
  const own = messageIdsIn(fields.get('message-id') ?? '')[0];
  if (own) return own;
  // Without a part of its own, our message stands behind the notice as text.
  const inText = /^message-id:[ \t]{0,10}(<[^<>\s]{1,250}>)/im.exec(mail.text.slice(0, 20_000));
  return inText?.[1] ?? null;
}

import { fieldsOf } from '../inbound/mail-read.rules.js';

/** What a report says of one recipient (RFC 3464 section 2.3); null where it says nothing. */
export interface ReportedRecipient {
  original: string | null;
  final: string | null;
  action: string | null;
  /** `5.1.1`, without the comment some servers add. */
  status: string | null;
  diagnostic: string | null;
  remote: string | null;
}

/** A delivery status notification. */
export interface StatusReport {
  reporter: string | null;
  recipients: ReportedRecipient[];
}

const MOST_RECIPIENTS = 100;

/**
 * Reads a message/delivery-status or message/global-delivery-status part (RFC 3464, RFC 6533). Fields of one
 * recipient stand together; a part that was cut off gives what is there.
 */
export function readStatus(text: string): StatusReport {
  const groups = text.split(/\r?\n[ \t]*\r?\n/).map((group) => new Map(fieldsOf(group).reverse()));
  const about = groups.filter((group) => group.has('final-recipient') || group.has('original-recipient'));
  // Some servers leave out the blank line between their own fields and the recipient's.
  const reporter = groups.map((group) => group.get('reporting-mta')).find(Boolean);
  return {
    reporter: typed(reporter),
    recipients: about.slice(0, MOST_RECIPIENTS).map((group) => ({
      original: addressIn(group.get('original-recipient')),
      final: addressIn(group.get('final-recipient')),
      action: /^[a-z]+/i.exec(group.get('action') ?? '')?.[0].toLowerCase() ?? null,
      status: /^\s*([245]\.\d{1,3}\.\d{1,3})/.exec(group.get('status') ?? '')?.[1] ?? null,
      diagnostic: typed(group.get('diagnostic-code')),
      remote: typed(group.get('remote-mta')),
    })),
  };
}

/** Returns an address in the form in which two are compared: lower case, xtext of RFC 6533 undone, no brackets. */
export function addressIn(value: string | undefined): string | null {
  const bare = typed(value)?.replace(/[<>"\s]/g, '');
  if (!bare) return null;
  return bare
    .replace(/\\x\{([0-9A-F]{2,6})\}/gi, (whole, hex: string) => {
      const code = parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .toLowerCase();
}

/** `dns; mx.example.org` is what stands behind the type. */
function typed(value: string | undefined): string | null {
  if (value === undefined) return null;
  const text = value.replace(/^[\w-]{1,30}\s{0,5};\s{0,5}/, '').trim();
  return text === '' ? null : text.slice(0, 500);
}

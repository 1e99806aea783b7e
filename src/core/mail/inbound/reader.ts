import PostalMime, { type Attachment, type Email } from 'postal-mime';
import sanitizeHtml from 'sanitize-html';
import { messageIdsIn, shortLine, visibleText, type MailRead } from './mail-read.rules.js';

const MOST_TEXT = 100_000;
const MOST_HTML = 500_000;
const MOST_LISTED = 50;
const LIMITS = { maxNestingDepth: 30, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 0 };
const STATUS = /^message\/(?:global-)?delivery-status$/;
const RETURNED = /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)$/;

/** Reads a message. @throws Error when it is nested or headed beyond all reason */
export async function readMail(bytes: Buffer, envelopeFrom?: string): Promise<MailRead> {
  const mail = await PostalMime.parse(bytes, { ...LIMITS, forceRfc822Attachments: true });
  const headers = new Map<string, string[]>();
  for (const { key, value } of mail.headers) headers.set(key, [...(headers.get(key) ?? []), value]);
  const parts = mail.attachments;
  const statusParts = parts.filter(({ mimeType }) => STATUS.test(mimeType)).map(asText);
  const feedback = parts.find(({ mimeType }) => mimeType === 'message/feedback-report');
  const returned = parts.find(({ mimeType }) => RETURNED.test(mimeType));
  const listedParts = parts.filter((part) => !isReportPart(part)).slice(0, MOST_LISTED);
  return {
    envelopeFrom: envelopeFrom ?? returnPathOf(headers),
    headers,
    from: senderOf(mail),
    subject: shortLine(mail.subject ?? '', 300),
    messageId: messageIdsIn(mail.messageId ?? '')[0] ?? '',
    answers: [...new Set([...messageIdsIn(mail.inReplyTo ?? ''), ...messageIdsIn(mail.references ?? '')])],
    text: textOf(mail),
    hadHtml: Boolean(mail.html),
    attachments: listedParts.map(listed),
    contents: (place) => {
      const part = listedParts.at(place);
      return part && place >= 0 ? { name: listed(part).name, bytes: bytesOf(part) } : undefined;
    },
    reportType: reportTypeOf(headers),
    statusParts,
    feedback: feedback ? asText(feedback) : null,
    returned: returned ? (asText(returned).split(/\r?\n\r?\n/)[0] ?? '') : '',
  };
}

function returnPathOf(headers: Map<string, string[]>): string | undefined {
  const value = headers.get('return-path')?.[0];
  return value === undefined ? undefined : value.replace(/[<>\s]/g, '');
}

function senderOf(mail: Email): { name: string; address: string } {
  const from = mail.from?.group ? mail.from.group[0] : mail.from;
  const name = shortLine(from?.name ?? '', 200);
  return { name, address: shortLine(from?.address ?? '', 320) };
}

/** HTML is never shown: its words are, with the lines that its blocks make. */
function textOf(mail: Email): string {
  if (mail.text?.trim() || !mail.html) return visibleText(mail.text ?? '', MOST_TEXT);
  const broken = mail.html
    .slice(0, MOST_HTML)
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6]|\/blockquote)\b/gi, '\n$&');
  const words = sanitizeHtml(broken, { allowedTags: [], allowedAttributes: {} });
  return visibleText(decodeEntities(words), MOST_TEXT)
    .replace(/\n[ \t\n]{2,}/g, '\n\n')
    .trim();
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity]);
}

function isReportPart({ mimeType }: Attachment): boolean {
  return STATUS.test(mimeType) || mimeType === 'message/feedback-report';
}

function listed({ filename, mimeType, content }: Attachment): MailRead['attachments'][number] {
  const size = typeof content === 'string' ? content.length : content.byteLength;
  const name = shortLine(filename ?? '', 200);
  return { name, type: shortLine(mimeType, 100), size };
}

function asText(part: Attachment): string {
  return visibleText(new TextDecoder().decode(bytesOf(part).subarray(0, MOST_TEXT)), MOST_TEXT);
}

function bytesOf({ content }: Attachment): Buffer {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}

function reportTypeOf(headers: Map<string, string[]>): string | null {
  const type = headers.get('content-type')?.[0] ?? '';
  if (!/^\s*multipart\/report\b/i.test(type)) return null;
  return /\breport-type\s*=\s*"?([a-z-]{1,60})/i.exec(type)?.[1].toLowerCase() ?? '';
}

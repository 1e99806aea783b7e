import type { ReportedRecipient } from '../bounces/status.rules.js';

/** A notice of a sending service, as it arrives where the service was told to mail it. */
export interface ServiceNotice {
  kind: 'bounce' | 'complaint' | 'report';
  recipients: ReportedRecipient[];
  messageId: string | null;
}

interface Told {
  notificationType?: unknown;
  bounce?: { bouncedRecipients?: unknown; reportingMTA?: unknown };
  mail?: { commonHeaders?: { messageId?: unknown }; headers?: unknown };
}

/** Reads Amazon SES notifications mailed through SNS: JSON in JSON. Returns undefined for anything else. */
export function readSns(text: string): ServiceNotice | undefined {
  if (!/^\s*\{/.test(text) || !text.includes('otificationType')) return undefined;
  const outer = parse(bracesOf(text)) as { Message?: unknown } | undefined;
  const told = (typeof outer?.Message === 'string' ? parse(outer.Message) : outer) as Told | undefined;
  if (!told || typeof told !== 'object') return undefined;
  const kind = kindOf(told.notificationType);
  if (!kind) return undefined;
  return { kind, recipients: kind === 'bounce' ? recipientsOf(told) : [], messageId: messageIdOf(told) };
}

function kindOf(type: unknown): ServiceNotice['kind'] | undefined {
  if (type === 'Bounce') return 'bounce';
  if (type === 'Complaint') return 'complaint';
  return type === 'Delivery' ? 'report' : undefined;
}

function recipientsOf({ bounce }: Told): ReportedRecipient[] {
  const rows = Array.isArray(bounce?.bouncedRecipients) ? (bounce.bouncedRecipients as unknown[]) : [];
  return rows.slice(0, 100).map((row) => {
    const { emailAddress, action, status, diagnosticCode } = (row ?? {}) as Record<string, unknown>;
    return {
      original: null,
      final: words(emailAddress)?.toLowerCase() ?? null,
      action: words(action)?.toLowerCase() ?? null,
      status: words(status),
      diagnostic: words(diagnosticCode),
      remote: words(bounce?.reportingMTA),
    };
  });
}

function messageIdOf({ mail }: Told): string | null {
  const headers = Array.isArray(mail?.headers) ? (mail.headers as { name?: unknown; value?: unknown }[]) : [];
  const own = headers.find((one) => String(one?.name).toLowerCase() === 'message-id')?.value;
  return words(own) ?? words(mail?.commonHeaders?.messageId);
}

function words(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 500) : null;
}

/** The service adds a footer behind the document, and mail may have folded a line inside a string. */
function bracesOf(text: string): string {
  return text.slice(0, text.lastIndexOf('}') + 1).replace(/\r?\n(?!\s*["}])/g, '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

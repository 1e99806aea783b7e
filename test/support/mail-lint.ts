import { bodyFaults } from './mail-lint-body.js';
import { decodedWords, readMessage, valueOf, type Field, type Message } from './mail-message.js';

/** What a message is meant to be, and how it was handed over. */
export interface Meant {
  kind: 'list' | 'account' | 'notice' | 'reply';
  mailDomain: string;
  /** The envelope, as the other side received it. */
  from: string;
  to: string;
  signed?: boolean;
  lean?: boolean;
}

const ONCE = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'Reply-To', 'MIME-Version', 'Content-Type'];
const KNOWN = new Set(
  [
    ...ONCE,
    ...['DKIM-Signature', 'Auto-Submitted', 'Precedence', 'In-Reply-To', 'References', 'Archived-At'],
    ...['List-Id', 'List-Help', 'List-Archive', 'List-Owner', 'List-Post', 'List-Unsubscribe'],
    ...['List-Unsubscribe-Post', 'Content-Transfer-Encoding', 'X-Request-Id'],
  ].map((name) => name.toLowerCase()),
);
const LIST_URIS = ['List-Help', 'List-Unsubscribe', 'List-Archive', 'List-Owner'];
const URI = /^<[a-z][a-z0-9+.-]*:[^<>\s]+>$/;

/** Returns every breach of E9 to E43 that the raw bytes of one message show, each beginning with its number. */
export function lintMail(bytes: Buffer, meant: Meant): string[] {
  const message = readMessage(bytes);
  return [
    ...lineFaults(bytes, message),
    ...fieldFaults(message, meant),
    ...listFaults(message, meant),
    ...automaticFaults(message, meant),
    ...addressFaults(message, meant),
    ...bodyFaults(message, bytes.length, meant.lean === true),
  ];
}

/** E36: lines, and what may stand on them. */
function lineFaults(bytes: Buffer, { fields, body }: Message): string[] {
  const whole = bytes.toString('latin1');
  const faults: string[] = [];
  if (/\r(?!\n)|(?<!\r)\n/.test(whole)) faults.push('E36 a bare CR or LF');
  if (whole.includes('\0')) faults.push('E40 a NUL');
  if (!whole.endsWith('\r\n')) faults.push('E36 no line end at the end');
  if (whole.split('\r\n').some((line) => line.length > 998)) faults.push('E36 a line over 998');
  for (const field of fields) {
    const long = field.lines.find(
      (line) => line.length > 78 && /\S\s+\S/.test(line.replace(/^[\w-]+:\s|^\s+/, '')),
    );
    if (long !== undefined) faults.push(`E36 a ${field.name} line of ${long.length} that could be folded`);
    if (field.name !== 'To' && /[^\t -~]/.test(field.lines.join('')))
      faults.push(`E36 8-bit in ${field.name}`);
    faults.push(...wordFaults(field));
  }
  if (/[^\r\n\t -~]/.test(body)) faults.push('E36 8-bit in the body');
  return faults;
}

/** E36: encoded-words of at most 75 on lines of at most 76, none cutting a character. */
function wordFaults({ name, lines, value }: Field): string[] {
  const faults: string[] = [];
  for (const line of lines) {
    const words = line.match(/=\?[^?\s]+\?[QB]\?[^?\s]*\?=/gi) ?? [];
    if (words.length > 0 && line.length > 76)
      faults.push(`E36 encoded-words on a ${name} line of ${line.length}`);
    for (const word of words) {
      if (word.length > 75) faults.push(`E36 an encoded-word of ${word.length} in ${name}`);
      try {
        decodedWords(word);
      } catch {
        faults.push(`E36 an encoded-word in ${name} that cuts a character`);
      }
    }
  }
  const shown = safely(() => decodedWords(value));
  if (
    shown !== undefined &&
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(shown.replaceAll('\t', ' '))
  )
    faults.push(`E40 a control character behind ${name}`);
  return faults;
}

/** E32, E34, E40: the fields themselves. */
function fieldFaults({ fields }: Message, { mailDomain }: Meant): string[] {
  const faults: string[] = [];
  const count = (name: string) =>
    fields.filter((one) => one.name.toLowerCase() === name.toLowerCase()).length;
  for (const name of ONCE) if (count(name) !== 1) faults.push(`E34 ${count(name)} ${name}`);
  for (const { name } of fields) {
    if (!KNOWN.has(name.toLowerCase())) faults.push(`E40 a header “${name}” that nobody asked for`);
    else if (count(name) > 1) faults.push(`E34 ${name} more than once`);
  }
  const date = valueOf(fields, 'Date') ?? '';
  const day = new Date(date);
  if (!/ \+0000$/.test(date) || day.toUTCString().replace('GMT', '+0000') !== date)
    faults.push(`E34 the date ${date}`);
  const id = valueOf(fields, 'Message-ID') ?? '';
  if (!/^<[a-z2-7]{20,}@[a-z0-9.-]+>$/.test(id) || !id.endsWith(`@${mailDomain}>`)) faults.push(`E32 ${id}`);
  return [...new Set(faults)];
}

/** E9, E10, E15 to E18: what a list's letters say of the list, and others do not. */
function listFaults({ fields }: Message, { kind, mailDomain, signed }: Meant): string[] {
  const value = (name: string) => valueOf(fields, name);
  if (kind !== 'list') {
    const odd = fields.filter(({ name }) => /^list-|^precedence$|^archived-at$/i.test(name));
    return odd.map(({ name }) => `E18 ${name} on what is no list`);
  }
  const faults: string[] = [];
  const id = fields.find(({ name }) => name === 'List-Id');
  const pattern = new RegExp(`<[a-z0-9-]+\\.[a-z0-9-]+\\.${mailDomain.replaceAll('.', '\\.')}>$`);
  if (!id || !pattern.test(id.value)) faults.push(`E15 ${id?.value}`);
  if (id && id.lines.join('\r\n').length > 255) faults.push('E15 over 255');
  for (const name of LIST_URIS)
    if (!(value(name) ?? '').split(/,\s*/).every((uri) => URI.test(uri)))
      faults.push(`E16 ${name}: ${value(name)}`);
  if (value('List-Post') !== 'NO') faults.push('E16 List-Post');
  if (!URI.test(value('Archived-At') ?? '')) faults.push('E17 no permanent address');
  if (!/^(?:bulk|list)$/.test(value('Precedence') ?? '')) faults.push('E18 no Precedence');
  const https = (value('List-Unsubscribe') ?? '').match(/<https:[^>]+>/g) ?? [];
  if (https.length !== 1) faults.push(`E9 ${https.length} https links`);
  if (value('List-Unsubscribe-Post') !== 'List-Unsubscribe=One-Click') faults.push('E9 no one-click');
  const h =
    /\bh=([^;]+);/
      .exec(value('DKIM-Signature') ?? '')?.[1]
      .replace(/\s/g, '')
      .split(':') ?? [];
  if (signed && !['list-unsubscribe', 'list-unsubscribe-post'].every((name) => h.includes(name)))
    faults.push('E10 the signature does not cover both');
  return faults;
}

/** E19, E22: who wrote it, and where it comes back to. */
function automaticFaults({ fields }: Message, { kind, mailDomain, from }: Meant): string[] {
  const faults: string[] = [];
  const automatic = valueOf(fields, 'Auto-Submitted');
  if (automatic !== (kind === 'reply' ? 'auto-replied' : 'auto-generated')) faults.push(`E19 ${automatic}`);
  const isSigned = new RegExp(`^b\\+[a-z2-7]{58}@${mailDomain.replaceAll('.', '\\.')}$`).test(from);
  if (kind === 'reply' ? from !== '' : !isSigned) faults.push(`E22 the return path ${from}`);
  if (/<?b\+/.test(valueOf(fields, 'Reply-To') ?? '')) faults.push('E22 answers go to the return path');
  return faults;
}

/** E3, E4, E41: addresses. */
function addressFaults({ fields }: Message, { kind, mailDomain, to }: Meant): string[] {
  const faults: string[] = [];
  const bare = (name: string) => /<?([^<>\s]+)>?$/.exec(valueOf(fields, name) ?? '')?.[1] ?? '';
  const [local, domain] = bare('From').split('@');
  if (domain !== mailDomain) faults.push(`E3 from ${domain}`);
  if ((kind === 'list') === ['sign-in', 'notices'].includes(local))
    faults.push(`E4 a ${kind} from ${local}@`);
  const headed = Buffer.from(bare('To'), 'latin1').toString('utf8');
  if (!/@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(headed)) faults.push(`E41 to ${headed}`);
  if (headed.split('@')[0] !== to.split('@')[0]) faults.push(`E34 to ${headed}, handed over to ${to}`);
  return faults;
}

function safely<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

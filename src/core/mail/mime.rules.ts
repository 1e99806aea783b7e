import { encodeRuns, runWriter, type Form, type Run } from './letter-holes.rules.js';
import type { LetterTerm } from './letter-terms.rules.js';
import {
  dateLine,
  headerLine,
  listIdLine,
  mailboxLine,
  messageIdLine,
  textLine,
  uriLine,
  type Mailbox,
} from './mime-headers.rules.js';

/** One passage of a letter, in both its forms. Both end up on lines of their own. */
export type LetterPiece = { text: string; html: string };

/**
 * What mail programmes are told about the list a letter belongs to (RFC 2369, 2919); `post` is `NO` for
 * notices.
 */
export type LetterList = {
  id: string;
  name?: string;
  help?: string;
  archive?: string;
  owner?: string;
  post?: string;
};

/**
 * A letter to many people, before anything personal. `date` is when the edition goes out, never the clock.
 */
export type LetterPlan = {
  /** An unguessable word, new for each preparation: `holeMark` makes the markers of the holes from it. */
  mark: string;
  subject: string;
  from: Mailbox;
  /** `of-copy` where each copy has its own. */
  replyTo?: Mailbox | 'of-copy';
  date: Date;
  automatic: 'auto-generated' | 'auto-replied' | 'no';
  precedence?: 'bulk' | 'list';
  list?: LetterList;
  archivedAt?: string;
  head: LetterPiece;
  pieces: LetterPiece[];
  foot: LetterPiece;
  /** What the holes `term0`, `term1` … stand for. */
  terms?: readonly LetterTerm[];
};

/** What makes one person's copy: which pieces, in which order, and what goes into the holes. */
export type LetterCopy = {
  deliveryId: string;
  to: Mailbox;
  replyTo?: Mailbox;
  messageId: string;
  references?: string[];
  pieceKeys: number[];
  holes: Record<string, string>;
  listUnsubscribe?: { url: string; mailto?: string };
  requestId?: string;
  /** `text` for somebody who wants text only: no HTML at all. */
  form?: 'both' | 'text';
};

type PreparedPiece = Record<Form, Run[]>;

/** A letter whose every passage is encoded already; only `assemble` looks inside. */
export type PreparedLetter = {
  readonly before: string;
  readonly after: string;
  readonly head: PreparedPiece;
  readonly pieces: readonly PreparedPiece[];
  readonly foot: PreparedPiece;
  readonly terms: readonly LetterTerm[];
};

/**
 * Returns a letter with all that its copies share encoded once. Throws RangeError for an address, link or
 * list id that cannot stand in a header. The same plan gives the same bytes, whatever its mark.
 */
export function prepareLetter(plan: LetterPlan): PreparedLetter {
  const before = [
    mailboxLine('From', plan.from),
    plan.replyTo === 'of-copy' ? '' : mailboxLine('Reply-To', plan.replyTo ?? plan.from),
    textLine('Subject', plan.subject),
    dateLine(plan.date),
  ].join('');
  const after = [
    ...listLines(plan.list),
    plan.archivedAt === undefined ? '' : uriLine('Archived-At', [plan.archivedAt]),
    headerLine('Auto-Submitted', [plan.automatic]),
    plan.precedence ? headerLine('Precedence', [plan.precedence]) : '',
    headerLine('MIME-Version', ['1.0']),
  ].join('');
  const prepare = (piece: LetterPiece): PreparedPiece => ({
    text: encodeRuns(piece.text, plan.mark),
    html: encodeRuns(piece.html, plan.mark),
  });
  return {
    before,
    after,
    head: prepare(plan.head),
    pieces: plan.pieces.map(prepare),
    foot: prepare(plan.foot),
    terms: plan.terms ?? [],
  };
}

/**
 * Returns one person's message, ready for the relay: multipart/alternative, text first, or the text alone. The same
 * copy gives the same bytes, on any day. Throws RangeError for a hole with nothing to fill it, a piece that is not
 * there, and whatever cannot stand in a header.
 */
export function assemble(letter: PreparedLetter, copy: LetterCopy): Buffer {
  const pieces = [letter.head, ...copy.pieceKeys.map((key) => pieceAt(letter, key)), letter.foot];
  const part = (form: Form) => {
    const write = runWriter(form, copy.holes, letter.terms);
    return pieces.flatMap((piece) => piece[form].map(write));
  };
  const head = `${letter.before}${personalLines(copy)}${letter.after}`;
  if (copy.form === 'text') return Buffer.concat([octets(`${head}${PART_HEADERS.text}`), ...part('text')]);
  const boundary = boundaryOf(copy.deliveryId);
  const typeLine = headerLine('Content-Type', ['multipart/alternative;', `boundary="${boundary}"`]);
  const chunks = [octets(`${head}${typeLine}\r\n`)];
  for (const form of ['text', 'html'] as const)
    chunks.push(octets(`--${boundary}\r\n${PART_HEADERS[form]}`), ...part(form));
  chunks.push(octets(`--${boundary}--\r\n`));
  return Buffer.concat(chunks);
}

const PART_HEADERS: Record<Form, string> = { text: partHeaders('plain'), html: partHeaders('html') };

function partHeaders(subtype: string): string {
  return `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
}

function listLines(list: LetterList | undefined): string[] {
  if (!list) return [];
  const post = list.post === 'NO' ? headerLine('List-Post', ['NO']) : uris('List-Post', list.post);
  return [
    listIdLine(list.id, list.name),
    uris('List-Help', list.help),
    uris('List-Archive', list.archive),
    uris('List-Owner', list.owner),
    post,
  ];
}

function uris(name: string, uri: string | undefined): string {
  return uri === undefined ? '' : uriLine(name, [uri]);
}

function personalLines(copy: LetterCopy): string {
  const lines = [mailboxLine('To', copy.to), messageIdLine('Message-ID', [copy.messageId])];
  if (copy.replyTo) lines.push(mailboxLine('Reply-To', copy.replyTo));
  if (copy.references?.length) {
    lines.push(
      messageIdLine('In-Reply-To', copy.references.slice(-1)),
      messageIdLine('References', copy.references),
    );
  }
  if (copy.listUnsubscribe) {
    const { url, mailto } = copy.listUnsubscribe;
    lines.push(uriLine('List-Unsubscribe', mailto === undefined ? [url] : [url, mailto]));
    lines.push(headerLine('List-Unsubscribe-Post', ['List-Unsubscribe=One-Click']));
  }
  if (copy.requestId !== undefined) lines.push(headerLine('X-Request-Id', [copy.requestId]));
  return lines.join('');
}

/**
 * The two characters “=_” cannot occur in quoted-printable, so no content can hold this boundary (RFC 2045
 * section 6.7).
 */
function boundaryOf(deliveryId: string): string {
  if (!/^[A-Za-z0-9-]{1,60}$/.test(deliveryId))
    throw new RangeError('A delivery id is letters, digits and hyphens.');
  return `=_${deliveryId}`;
}

function pieceAt(letter: PreparedLetter, key: number): PreparedPiece {
  const piece = letter.pieces[key];
  if (!piece) throw new RangeError(`The letter has no piece ${key}.`);
  return piece;
}

function octets(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}

import { sayPlural } from '../../web/templates/index.js';
import { readAddress } from '../../text/index.js';
import type { MessageRow, ThreadRow } from './inbox.queries.js';
import { partQuoted } from './quoted.rules.js';

const STATES = {
  new: { words: 'New', kind: 'waiting' },
  read: { words: 'Read' },
  done: { words: 'Dealt with', kind: 'good' },
} as const;
const FATES: Record<string, string> = {
  sent: 'Sent',
  refused: 'It could not be delivered',
  back: 'It came back: this address does not work',
  uncertain: 'Nobody can tell whether it arrived',
  skipped: 'Not sent',
  held: 'Not sent',
};

/** Returns one line of the inbox as the page shows it. */
export function threadLine(thread: ThreadRow) {
  const { id, lastAt, messages, about, assignedName } = thread;
  return {
    ...{ id, lastAt, about, assignedName },
    subject: breakable(thread.subject || 'Without a subject'),
    who: breakable(thread.personName ?? (thread.fromName || thread.fromAddress || 'Unknown')),
    proof: proofOf(thread).tag,
    tag: STATES[thread.state],
    number: messages > 1 ? sayPlural(messages, 'message') : '',
  };
}

/** Where a cell is too narrow for a word of no end, it may end in between. */
function breakable(text: string): string {
  return text.replace(/\S{24}(?=\S)/gu, '$&\u200b');
}

/** Returns who wrote, and how sure that is. */
export function proofOf({ personId, personName, verified, fromAddress, folded }: ThreadRow) {
  const address = fromAddress || 'no address';
  if (folded === 'automatic')
    return {
      tag: { words: 'A machine' },
      words: `This was written by a programme, not by a person, from ${address}.`,
    };
  if (personId && verified)
    return {
      tag: undefined,
      words: `${personName} wrote this: it answers an e-mail that was sent to ${address}.`,
    };
  const tag = { words: 'Not verified', kind: 'waiting' };
  if (personId)
    return {
      tag,
      words: `Perhaps ${personName}, going by ${address} or by the e-mail it answers. Anybody can write any sender into an e-mail, so do not rely on it for anything private.`,
    };
  return { tag, words: `Nobody in your records has the address ${address}.` };
}

/** Returns the messages of a thread as the page shows them: words only, never anybody's HTML. */
export function messageViews(thread: ThreadRow, messages: MessageRow[]) {
  return messages.map((message) => ({
    id: message.id,
    at: message.at,
    isOurs: message.way === 'out',
    who: whoWrote(thread, message),
    address: message.way === 'in' ? message.fromAddress : '',
    subject: message.subject === thread.subject ? '' : message.subject,
    ...partQuoted(message.text),
    isEmpty: message.text.trim() === '',
    fate: message.way === 'out' ? (FATES[message.fate ?? ''] ?? 'On its way') : '',
    attachments: message.attachments.map(({ name, type, size }, place) => ({
      place,
      words: `${name || 'Without a name'}, ${type || 'unknown kind'}, ${sizeWords(size)}`,
      mayKeep: message.isKept && size > 0,
    })),
  }));
}

function whoWrote(thread: ThreadRow, { way, writtenBy, fromName, fromAddress }: MessageRow): string {
  if (way === 'out') return `${writtenBy ?? fromName} answered`;
  const known = fromAddress === thread.fromAddress && thread.verified ? thread.personName : null;
  return `${known ?? (fromName || 'Somebody')} wrote`;
}

/** True when there is an address to which an answer could go. */
export function mayAnswer({ fromAddress }: ThreadRow): boolean {
  return readAddress(fromAddress).ok;
}

function sizeWords(bytes: number): string {
  if (bytes < 1000) return sayPlural(bytes, 'byte');
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

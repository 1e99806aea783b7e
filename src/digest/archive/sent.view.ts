import { nameOfKey } from '../kinds/kind.rules.js';
import type { SentLine } from './sent.service.js';

interface Tag {
  words: string;
  kind?: string;
}

const ON_ITS_WAY: Tag = { words: 'On its way', kind: 'waiting' };

const STATES: Record<string, Tag> = {
  sent: { words: 'Sent', kind: 'good' },
  uncertain: { words: 'Sent, but perhaps it did not arrive', kind: 'waiting' },
  refused: { words: 'Refused by the mail server', kind: 'bad' },
  held: { words: 'Not sent', kind: 'bad' },
  skipped: { words: 'Not sent' },
};

/** Returns what became of an edition for somebody; only what was not sent needs a reason. */
export function viewLine({ key, weekFrom, at, state, reason }: SentLine) {
  const wasSent = !['held', 'skipped'].includes(state);
  return {
    ...{ key, at, wasSent },
    name: nameOfKey(key, weekFrom),
    tag: STATES[state] ?? ON_ITS_WAY,
    why: wasSent ? '' : (reason ?? ''),
  };
}

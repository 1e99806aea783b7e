import { FATES, type Fate } from '../../core/mail/index.js';
import { sayDate, sayPlural } from '../../core/web/templates/index.js';
import { kindWords } from '../articles/article.view.js';
import { lastDayWords } from '../articles/last-day.rules.js';
import { type CopyPreview, type Draft, type DryRun, GROUP_WORDS } from '../choosing/index.js';
import { nameOfKey, SECTION, sentenceNameOfKey } from '../kinds/kind.rules.js';
import { wordsOf, type EditionItem, type EditionState } from './edition.rules.js';
import type { Edition, PieceFacts } from './edition.store.js';
import type { Status } from './sendings.service.js';

const STATES: Record<EditionState, { words: string; kind?: string }> = {
  composing: { words: 'Being composed', kind: 'waiting' },
  approved: { words: 'Approved', kind: 'waiting' },
  sending: { words: 'Being sent', kind: 'waiting' },
  sent: { words: 'Sent', kind: 'good' },
};

/** What is known of an edition before it is approved. */
const FORESEEN: Partial<Record<Fate, string>> = {
  pending: 'Get a copy',
  held: 'Get nothing: no address that can be used',
  skipped: 'Get nothing: asked not to, have left, or get it otherwise',
};

const OVER_WORDS = 'Get it later: over their weekly limit';
const LIMIT_WORDS = 'At their weekly limit';

const FATE_WORDS: Record<Fate, string> = {
  sent: 'Sent',
  refused: 'Refused by their mail server',
  uncertain: 'Uncertain: nobody can tell whether it arrived',
  held: 'Held: no address that can be used',
  skipped: 'Skipped: asked not to get it, has left, gets it otherwise, or nothing is for them',
  pending: 'To go',
};

const RELAY_AWAY =
  'The mail server that carries our letters cannot be reached just now. Nothing is lost: whatever has not gone yet goes out by itself, once, as soon as it answers.';

/** The fates in words, for the filter of the ledger. */
export const FATE_CHOICES = FATES.map((value) => ({
  value,
  words: value === 'skipped' ? 'Skipped: why stands beside each name' : FATE_WORDS[value],
}));

/** Returns what an edition is called; without a key it is a week's. */
export function nameOf({ key, weekFrom }: Named): string {
  return key === undefined ? `Week of ${sayDate(weekFrom)}` : nameOfKey(key, weekFrom);
}

/** Returns the same inside a sentence. */
export function weekOf({ key, weekFrom }: Named): string {
  return key === undefined ? `week of ${sayDate(weekFrom)}` : sentenceNameOfKey(key, weekFrom);
}

/** Returns where an edition's items are shown, unfolded. */
export function itemsOf(key: string): string {
  return `/digest/${key}?open=items#items`;
}

type Named = Pick<Edition, 'weekFrom'> & { key?: string };

/** Returns the same after “the”, with what it is: `digest of the week of 16 November 2026`, `newsletter of …`. */
export function calledOf({ kind, key, weekFrom }: Pick<Edition, 'kind' | 'key' | 'weekFrom'>): string {
  return kind === 'digest' ? `digest of the ${weekOf({ weekFrom })}` : sentenceNameOfKey(key, weekFrom);
}

/** Returns a state as a tag. */
export function tagOf(state: EditionState): { words: string; kind?: string } {
  return STATES[state];
}

/** Returns the words of a fate. */
export function fateWords(fate: Fate): string {
  return FATE_WORDS[fate].replace(/:.*/, '');
}

/** Returns why nothing goes out just now, in plain words; `detail` is for whoever looks after the relay. */
export function viewWaits({ waits }: Status): { words: string; detail?: string } | undefined {
  if (waits === null) return undefined;
  const detail = /^The relay cannot be reached: (.*)$/s.exec(waits)?.[1];
  if (detail === undefined) return { words: waits };
  return { words: RELAY_AWAY, detail };
}

/**
 * Returns the rows of the counts; the names behind each are a link away. `over` of those who get nothing are left out
 * for their weekly limit.
 */
export function viewCounts({ counts, state }: Status, over = 0) {
  const words = state === 'composing' ? FORESEEN : FATE_WORDS;
  const rows = FATES.filter((fate) => words[fate] !== undefined)
    .sort((a, b) => Number(b === 'pending') - Number(a === 'pending'))
    .map((fate) => ({ fate, words: words[fate], copies: counts[fate] - (fate === 'skipped' ? over : 0) }));
  const limit = state === 'composing' ? OVER_WORDS : LIMIT_WORDS;
  return over === 0 ? rows : [...rows, { fate: 'skipped' as const, words: limit, copies: over }];
}

const NOTHING_WORDS = [
  ['no-address', 'has no e-mail address: print or telephone', 'have no e-mail address: print or telephone'],
  ['held-address', 'has an address that cannot be used', 'have an address that cannot be used'],
  ['no-basis', 'has given no basis for being written to', 'have given no basis for being written to'],
  ['on-paper', 'asked for it on paper: print it', 'asked for it on paper: print it'],
  ['opted-out', 'asked not to get it', 'asked not to get it'],
  ['left', 'is at an organisation that has left', 'are at an organisation that has left'],
] as const;

/** Returns who gets nothing and why, in words: `12 have no e-mail address: print or telephone.` */
export function viewNothing({ people }: Pick<DryRun, 'people'>): string[] {
  return NOTHING_WORDS.flatMap(([status, one, many]) => {
    const count = people[status] ?? 0;
    return count === 0 ? [] : `${sayPlural(count, one, many)}.`;
  });
}

/** Returns the items of an edition, those that are in and those that were taken out. */
export function viewItems(held: readonly EditionItem[], districts: ReadonlyMap<string, string>) {
  const rows = held.map((one) => viewItem(one, districts));
  const inside = rows.filter(({ leftOut }) => !leftOut);
  return {
    inside: inside.map((row, at) => ({ ...row, isFirst: at === 0, isLast: at === inside.length - 1 })),
    outside: rows.filter(({ leftOut }) => leftOut),
    mustKnow: inside.filter(({ mustKnow }) => mustKnow).length,
  };
}

/** Returns what a copy holds, group by group, and what it does not. */
export function viewCopy({ pieces, left }: CopyPreview, { items, held }: Pick<Draft, 'items' | 'held'>) {
  const byKey = new Map([...held.map(wordsOf), ...items].map((item) => [item.key, item]));
  const groups: { heading: string; start: number; items: ShownItem[] }[] = [];
  let size = 0;
  for (const facts of pieces) {
    if (facts && 'group' in facts)
      groups.push({ heading: GROUP_WORDS[facts.group], start: size + 1, items: [] });
    else if (facts) {
      groups.at(-1)?.items.push(shownItem(facts, byKey));
      size += 1;
    }
  }
  return {
    groups,
    size,
    left: left.map(({ key, reason }) => ({ key, title: byKey.get(key)?.title ?? key, reason })),
  };
}

type ShownItem = ReturnType<typeof shownItem>;

function shownItem(
  { key, reason, brief }: Extract<NonNullable<PieceFacts>, { key: string }>,
  byKey: ReadonlyMap<string, ReturnType<typeof wordsOf>>,
) {
  const item = byKey.get(key);
  const { title = key, kind = '', closesOn = null, summary = '', whatItMeans = '' } = item ?? {};
  const words = { kindWords: kindWords(kind), lastDay: lastDayWords(kind) };
  return { key, title, closesOn, summary, whatItMeans, ...words, reason, brief };
}

function viewItem(one: EditionItem, districts: ReadonlyMap<string, string>) {
  const { title, closesOn, mustKnow, districtIds, kind } = wordsOf(one);
  return {
    key: one.key,
    leftOut: one.leftOut,
    title,
    closesOn,
    mustKnow,
    isPassage: kind === SECTION,
    kindWords: kind === SECTION ? 'Passage' : kindWords(kind),
    lastDay: lastDayWords(kind),
    where:
      districtIds.length === 0 ? 'County-wide' : districtIds.map((id) => districts.get(id) ?? '').join(', '),
    isReworded: one.title !== null || one.summary !== null,
  };
}

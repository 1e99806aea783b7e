/** A run of words that stand in both texts, or in one of them only. */
export interface Part {
  text: string;
  kind: 'same' | 'gone' | 'new';
}

/** Beyond so many pairs of words the middle of two texts is shown as replaced in one piece. */
const MOST_PAIRS = 4_000_000;

/**
 * Returns what has changed between two texts, word by word: the parts that are the
 * same or gone make the first text, those that are the same or new make the second.
 */
export function wordDiff(before: string, after: string): Part[] {
  const [old, now] = [pieces(before), pieces(after)];
  const head = sameBeginning(old, now);
  const tail = sameBeginning(old.slice(head).reverse(), now.slice(head).reverse());
  const middle = diff(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  const same = (words: string[]) => words.map((text): Part => ({ text, kind: 'same' }));
  return joined([...same(old.slice(0, head)), ...middle, ...same(old.slice(old.length - tail))]);
}

function pieces(text: string): string[] {
  return text.match(/\S+|\s+/g) ?? [];
}

function sameBeginning(old: readonly string[], now: readonly string[]): number {
  let at = 0;
  while (at < old.length && at < now.length && old[at] === now[at]) at += 1;
  return at;
}

/** The longest common subsequence, by dynamic programming. */
function diff(old: readonly string[], now: readonly string[]): Part[] {
  const width = now.length + 1;
  if (old.length * now.length > MOST_PAIRS) return [...marked(old, 'gone'), ...marked(now, 'new')];
  const common = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        old[i] === now[j]
          ? common[(i + 1) * width + j + 1] + 1
          : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
  return walked(old, now, common, width);
}

function walked(old: readonly string[], now: readonly string[], common: Uint16Array, width: number): Part[] {
  const parts: Part[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      parts.push({ text: old[i], kind: 'same' });
      i += 1;
      j += 1;
    } else if (common[(i + 1) * width + j] >= common[i * width + j + 1]) {
      parts.push({ text: old[i], kind: 'gone' });
      i += 1;
    } else {
      parts.push({ text: now[j], kind: 'new' });
      j += 1;
    }
  }
  return [...parts, ...marked(old.slice(i), 'gone'), ...marked(now.slice(j), 'new')];
}

function marked(words: readonly string[], kind: Part['kind']): Part[] {
  return words.map((text) => ({ text, kind }));
}

/** What is gone goes before what is new in its place; white space alone keeps no two changes apart. */
function joined(parts: readonly Part[]): Part[] {
  const runs: Part[] = [];
  let change = { gone: '', new: '' };
  const finish = () => {
    for (const kind of ['gone', 'new'] as const)
      if (change[kind] !== '') runs.push({ text: change[kind], kind });
    change = { gone: '', new: '' };
  };
  parts.forEach(({ text, kind }, at) => {
    const isOpen = change.gone !== '' || change.new !== '';
    const isBetween = isOpen && text.trim() === '' && (parts[at + 1]?.kind ?? 'same') !== 'same';
    if (kind !== 'same') change[kind] += text;
    else if (isBetween) change = { gone: change.gone + text, new: change.new + text };
    else {
      finish();
      addSame(runs, text);
    }
  });
  finish();
  return runs;
}

function addSame(runs: Part[], text: string): void {
  const last = runs.at(-1);
  if (last?.kind === 'same') last.text += text;
  else runs.push({ text, kind: 'same' });
}

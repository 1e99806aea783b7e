/** Words that make readers stop, each with a plain one; our own list. A star stands for any ending. */
const LIST = `accordingly: so
acquir*: get, buy
additional: more, extra
adjacent to: next to
advise us: tell us
aforementioned: this, that
albeit: although
alleviat*: ease
ameliorat*: improve
ascertain*: find out
as a consequence of: because
as regards: about
at the earliest opportunity: soon, or the date
capacity building: help to do more
cascad*: pass on
commenc*: start
commensurate with: in line with
conducive to: good for
consequently: so
deliverable*: what will be done
despatch*: send
disseminat*: share, pass on
due to the fact that: because
encompass*: include
endeavour*: try
enhanc*: improve
expedit*: speed up
facilitat*: help, run
forthwith: at once
forward planning: planning
going forward: from now on
henceforth: from now on
holistic: whole, all-round
impact upon: affect
in accordance with: by, under
inception: start
in excess of: more than
in lieu of: instead of
in order to: to
in respect of: about, for
in terms of: about, for
in the event of: if
inter alia: among other things
leverag*: use
methodolog*: method
mitigat*: lessen
multi-faceted: with many sides
notwithstanding: despite
operationalis*: put to work
outcomes-focused: about what changes
participat* in: take part in
per annum: a year
prior to: before
procur*: buy
pursuant to: under
remuneration: pay
robust: strong, sound
signpost*: point to
stakeholder*: the people concerned
streamlin*: make simpler
subsequent to: after
subsequently: later
sufficient: enough
synerg*: working together
terminat*: end
thereafter: then
transpir*: happen
underpin*: support
upskill*: train
utilis*: use
utiliz*: use
whilst: while
with a view to: to
with reference to: about
with regard to: about`;

/** One hard word: the words it begins with, whether any ending counts, and what to write instead. */
interface HardWord {
  words: string[];
  isOpen: boolean[];
  plain: string;
}

/** The hard words by the first two letters of their first word. */
const BY_BEGINNING = begin();

/** Returns the plain words for a hard one that begins at this place of a list of words, and how many words it takes. */
export function hardWordAt(
  words: readonly string[],
  at: number,
): { count: number; plain: string } | undefined {
  const candidates = BY_BEGINNING.get(words[at].slice(0, 2)) ?? [];
  const found = candidates
    .filter((one) => fits(one, words, at))
    .sort((a, b) => b.words.length - a.words.length)[0];
  return found && { count: found.words.length, plain: found.plain };
}

function fits({ words, isOpen }: HardWord, text: readonly string[], at: number): boolean {
  return words.every((word, index) => {
    const typed = text[at + index];
    if (typed === undefined) return false;
    return isOpen[index] ? typed.startsWith(word) : typed === word;
  });
}

function begin(): Map<string, HardWord[]> {
  const map = new Map<string, HardWord[]>();
  for (const line of LIST.split('\n')) {
    const [hard, plain] = line.split(': ');
    const words = hard.split(/[ -]/);
    const entry = {
      words: words.map((word) => word.replace('*', '')),
      isOpen: words.map((word) => word.endsWith('*')),
      plain,
    };
    const key = entry.words[0].slice(0, 2);
    map.set(key, [...(map.get(key) ?? []), entry]);
  }
  return map;
}

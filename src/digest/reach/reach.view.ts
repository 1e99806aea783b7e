import { sayCount, sayPlural } from '../../core/web/templates/index.js';
import { SIZE_BANDS, type SizeBand } from '../../members/index.js';
import { CALL_RESULTS, type CallResult } from './phone-lists.rules.js';
import type { ReachRow } from './reach.facts.js';
import { countsOf, reachedOf, STANDINGS, type Standing } from './reach.rules.js';

export const STANDING_WORDS: Record<Standing, string> = {
  emailed: 'By e-mail',
  printed: 'On paper',
  phoned: 'By telephone',
  collected: 'Collected at a meeting',
  waiting: 'On its way: an e-mail waits, or nobody can tell whether it arrived',
  later: 'Otherwise: they read e-mail at another rhythm, or come with the next edition',
  nothing: 'Nothing new for them: no page is printed, and nobody rings',
  none: 'Not reached',
};

const SHORT: Record<Standing, string> = {
  ...STANDING_WORDS,
  waiting: 'On its way',
  later: 'Otherwise',
  nothing: 'Nothing new for them',
};

const KINDS: Partial<Record<Standing, string>> = { none: 'bad', waiting: 'waiting', nothing: '' };

const WHY_NOT = {
  'no-email': 'No e-mail that works: print or telephone',
  wished: 'Wishes for paper: print it',
  'as-first': 'Had the first on paper: print it',
  declined: 'Asked not to get it',
};

const BY_TELEPHONE = 'Had the first by telephone: ring them';

/** The parts of the chart; what waits or comes otherwise is nobody's failure and stands apart. */
export const CHART_PARTS = [
  'By e-mail',
  'On paper',
  'By telephone or collected',
  'Waiting, otherwise or nothing new',
  'Not reached',
];

export const STANDING_CHOICES = STANDINGS.map((value) => ({ value, words: SHORT[value] }));
export const BAND_CHOICES = [
  ...Object.entries(SIZE_BANDS).map(([value, words]) => ({ value, words })),
  { value: 'unknown', words: 'Income not known' },
];

/** What a list of the ledger is narrowed to. */
export interface LedgerWish {
  standing: string;
  district: string;
  band: string;
}

/** Returns the rows that fit what was asked for; a county-wide organisation is in every district. */
export function narrowed(rows: readonly ReachRow[], { standing, district, band }: LedgerWish): ReachRow[] {
  return rows.filter(
    ({ standing: own, organisation: { districtIds, countyWide, sizeBand } }) =>
      (standing === '' || own === standing) &&
      (district === '' || countyWide || districtIds.includes(district)) &&
      (band === '' || (sizeBand ?? 'unknown') === band),
  );
}

/** Returns the counts by where organisations stand; they add up to all of them. */
export function viewCounts(rows: readonly ReachRow[]) {
  const counts = countsOf(rows);
  const shown = STANDINGS.filter((one) => counts[one] > 0 || !['waiting', 'later', 'nothing'].includes(one));
  return {
    reached: reachedOf(counts),
    missing: counts.none,
    open: counts.waiting + counts.later + counts.nothing,
    total: rows.length,
    lines: shown.map((standing) => ({ standing, words: STANDING_WORDS[standing], count: counts[standing] })),
  };
}

/** Returns rows for the table. */
export function viewRows(
  rows: readonly ReachRow[],
  districts: ReadonlyMap<string, string>,
  calls: ReadonlyMap<string, CallResult>,
) {
  return rows.map(({ organisation, standing, ways, paper, marks, first }) => {
    const call = calls.get(organisation.id);
    const others = ways.slice(1).map((way) => STANDING_WORDS[way]);
    const note = marks.find(({ note: said }) => said !== null)?.note ?? '';
    return {
      id: organisation.id,
      name: organisation.name,
      where: whereWords(organisation, districts),
      band: bandWords(organisation.sizeBand),
      tag: { words: SHORT[standing], kind: KINDS[standing] ?? 'good' },
      more: [
        ...(others.length > 0 ? [`Also ${others.join(', ').toLowerCase()}`] : []),
        ...(standing === 'none' && paper ? [WHY_NOT[paper]] : []),
        ...(standing === 'none' && !paper && first?.includes('phoned') ? [BY_TELEPHONE] : []),
        ...(call && call !== 'reached' ? [`Telephone: ${CALL_RESULTS[call].toLowerCase()}`] : []),
        note,
      ]
        .filter(Boolean)
        .join('. '),
    };
  });
}

/** Returns where an organisation works, in words. */
export function whereWords(
  { districtIds, countyWide }: ReachRow['organisation'],
  districts: ReadonlyMap<string, string>,
): string {
  if (countyWide) return 'County-wide';
  return districtIds.flatMap((id) => districts.get(id) ?? []).join(', ') || 'Not known';
}

/** Returns how large an organisation is, in a word. */
export function bandWords(band: SizeBand | null): string {
  return band === null ? 'Not known' : SIZE_BANDS[band].split(':')[0];
}

/** Returns a bar of the chart from the rows of one ledger. */
export function viewBar(label: string, rows: readonly ReachRow[]) {
  const counts = countsOf(rows);
  return {
    label,
    values: [
      ...[counts.emailed, counts.printed, counts.phoned + counts.collected],
      ...[counts.waiting + counts.later + counts.nothing, counts.none],
    ],
    words: `${reachedOf(counts)} of ${rows.length}`,
  };
}

/** The name of the bar that stands for all organisations, each counted once. */
const ALL = 'All, each once';

/**
 * Returns a bar for each district, one for organisations whose district nobody knows, and one for all; who works in
 * several, or county-wide, is in each of theirs, and `words` says by how much the bars add up to more than there are.
 */
export function viewByDistrict(rows: readonly ReachRow[], districts: ReadonlyMap<string, string>) {
  const groups = [...districts].map(([district, name]) => ({
    name,
    own: narrowed(rows, { standing: '', district, band: '' }),
  }));
  const placed = new Set(groups.flatMap(({ own }) => own));
  groups.push({ name: 'District not known', own: rows.filter((row) => !placed.has(row)) });
  const shown = groups.filter(({ own }) => own.length > 0);
  const sum = shown.reduce((all, { own }) => all + own.length, 0);
  const several = [...placed].filter((row) => shown.filter(({ own }) => own.includes(row)).length > 1).length;
  return {
    bars: [...shown.map(({ name, own }) => viewBar(name, own)), viewBar(ALL, rows)],
    words: districtWords(rows.length, sum, several),
  };
}

function districtWords(total: number, sum: number, several: number): string {
  const all = `There ${total === 1 ? 'is' : 'are'} ${sayPlural(total, 'organisation')}, and the last line counts each once.`;
  if (several === 0) return all;
  const who = sayPlural(several, 'organisation works', 'organisations work');
  return `${all} The lines of the districts add up to ${sayCount(sum)}, because ${who} in several districts or across all of them and ${several === 1 ? 'stands' : 'stand'} in each.`;
}

/** Returns a bar for each size band, and one for all; these add up. */
export function viewByBand(rows: readonly ReachRow[]) {
  const bars = BAND_CHOICES.flatMap(({ value, words }) => {
    const own = narrowed(rows, { standing: '', district: '', band: value });
    return own.length > 0 ? [viewBar(words.split(':')[0], own)] : [];
  });
  return [...bars, viewBar(ALL, rows)];
}

/** Returns the sentences that say what the chart over the weeks shows, the latest of which comes first. */
export function chartWords(bars: readonly ReturnType<typeof viewBar>[]): string {
  const [latest] = bars;
  if (!latest) return 'Nothing has been sent yet.';
  const now = `The latest edition reached ${latest.words} organisations.`;
  const first = bars.at(-1)!;
  if (first === latest) return now;
  return `${now} The earliest of the ${bars.length} shown here, of ${first.label}, reached ${first.words}.`;
}

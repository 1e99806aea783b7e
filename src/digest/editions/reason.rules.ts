import { listed } from '../../core/text/reading.rules.js';
import { sayDate } from '../../core/web/templates/format.rules.js';
import { lastDayWords } from '../articles/last-day.rules.js';
import type { Choosable, Words } from './choose.rules.js';

/** What of an item fits the readers of one mailbox, and how much is known of where they work. */
export interface Match {
  districts: readonly string[];
  themes: readonly string[];
  known: 'whole' | 'some' | 'none';
}

const COMING = { 'Closes on': 'Closes', On: 'It is', By: 'Ends' };
const PAST = { 'Closes on': 'It closed', On: 'It was', By: 'It ended' };

/** Returns when something closes that closes soon: `Closes in 9 days.` An event takes place: `It is in 9 days.` */
export function closingWords(days: number, kind: string): string {
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
  return `${COMING[lastDayWords(kind)]} ${when}.`;
}

/** Returns why an item whose last day is past is left out. */
export function closedWords(closesOn: string | null, kind: string): string {
  return `${PAST[lastDayWords(kind)]} on ${sayDate(closesOn)}.`;
}

/** Returns why an item for other districts is left out. */
export function elsewhereWords(districtIds: readonly string[], words: Words): string {
  const names = namesOf(districtIds, words.district);
  return `For ${names.length === 1 ? 'another district' : 'other districts'}: ${few(names)}.`;
}

/** Returns why an item is in a mail: whole sentences, in the order of the rules of precedence. */
export function reasonOf(
  item: Pick<Choosable, 'mustKnow' | 'districtIds' | 'themes'>,
  match: Match,
  closing: string,
  words: Words,
): string {
  const about = namesOf(match.themes.length > 0 ? match.themes : item.themes, words.theme).map(small);
  const plural = about.length === 1 ? 'Theme' : 'Themes';
  const parts = [
    item.mustKnow ? 'Everybody should know it.' : '',
    whereWords(item, match, words),
    about.length === 0
      ? ''
      : match.themes.length > 0
        ? `${plural}: ${few(about)}.`
        : `It is about ${few(about)}.`,
    closing,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function whereWords(item: Pick<Choosable, 'districtIds'>, { districts, known }: Match, words: Words): string {
  if (districts.length > 0) {
    const own = namesOf(districts, words.district);
    return `${own.length === 1 ? 'District' : 'Districts'}: ${few(own)}.`;
  }
  if (item.districtIds.length === 0) return `${words.countyWide}.`;
  const names = few(namesOf(item.districtIds, words.district));
  return known === 'whole'
    ? `For ${names}; you work across the whole area.`
    : `For ${names}; we do not know which district you work in.`;
}

/** In the order of the alphabet, so that a reason does not depend on the order in which things were ticked. */
function namesOf(ids: readonly string[], names: ReadonlyMap<string, string>): string[] {
  return ids.map((id) => names.get(id) ?? id).sort((a, b) => (a < b ? -1 : 1));
}

function few(names: readonly string[]): string {
  return names.length <= 3 ? listed(names) : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

/** A theme inside a sentence: `Early years` is early years, `BME service providers` stays. */
function small(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

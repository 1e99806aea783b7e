import { listed } from '../../core/text/reading.rules.js';
import { sayDate } from '../../core/web/templates/format.rules.js';
import { lastDayWords } from '../articles/last-day.rules.js';
import type { Words } from './choose.rules.js';
import type { Choosable, Match } from './match.rules.js';

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

/** Returns why an item for holders of roles is left out. */
export function rolesWords(roles: readonly string[], words: Words): string {
  const names = namesOf(roles, words.role).map(small);
  return `Only for those with ${names.length === 1 ? 'this role' : 'one of these roles'}: ${few(names)}.`;
}

/**
 * Returns why an item is in a mail, in whole sentences. `Theme: early years.` names what the item and its readers
 * share; `It is about early years.` what the item is about all the same.
 */
export function reasonOf(item: Choosable, match: Match, closing: string, words: Words): string {
  const parts = [
    match.isOwed
      ? 'It was urgent, and your weekly limit was reached then.'
      : item.mustKnow
        ? 'Everybody should know it.'
        : '',
    labelled('Role', namesOf(match.roles, words.role).map(small)),
    whereWords(item, match, words),
    themeWords(item, match, words),
    agesWords(item, match),
    sizeWords(item, match),
    stageWords(item, match),
    closing,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function whereWords(item: Choosable, { districts, known }: Match, words: Words): string {
  if (districts.length > 0) return labelled('District', namesOf(districts, words.district));
  if (item.districtIds.length === 0) return `${words.countyWide}.`;
  const names = few(namesOf(item.districtIds, words.district));
  return known === 'whole'
    ? `For ${names}; you work across the whole area.`
    : `For ${names}; we do not know which district you work in.`;
}

function themeWords(item: Choosable, { themes }: Match, words: Words): string {
  if (themes.length > 0) return labelled('Theme', namesOf(themes, words.theme).map(small));
  return item.themes.length === 0 ? '' : `It is about ${few(namesOf(item.themes, words.theme).map(small))}.`;
}

function agesWords({ ages }: Choosable, match: Match): string {
  if (!ages) return '';
  const years = ages.from === ages.to ? String(ages.from) : `${ages.from} to ${ages.to}`;
  return match.ages ? `Ages: ${years}.` : `It is about ages ${years}.`;
}

function sizeWords({ sizes = [] }: Choosable, match: Match): string {
  if (sizes.length === 0) return '';
  return match.sizes.length > 0 ? labelled('Size', match.sizes) : `It is for ${few(sizes)} organisations.`;
}

function stageWords({ stages = [] }: Choosable, match: Match): string {
  if (stages.length === 0) return '';
  if (match.stages.length > 0) return labelled('Stage', match.stages.map(String));
  return `It is for organisations at stage ${listed(stages.map(String), 'or')}.`;
}

function labelled(label: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${label}${names.length === 1 ? '' : 's'}: ${few(names)}.`;
}

/** In the order of the alphabet, so that a reason does not depend on the order in which things were ticked. */
function namesOf(ids: readonly string[], names: ReadonlyMap<string, string>): string[] {
  return ids.map((id) => names.get(id) ?? id).sort((a, b) => (a < b ? -1 : 1));
}

function few(names: readonly string[]): string {
  return names.length <= 3 ? listed(names) : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

/** A name inside a sentence: `Early years` is early years, `BME service providers` stays. */
function small(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

import { sayPlural } from '../../core/web/templates/index.js';
import { AUDIENCE_ROLES, SIZE_BANDS, STAGES, THEMES } from '../../members/index.js';
import type { AudienceFilter } from './audience-filter.rules.js';
import type { Budget, Flood } from './flood.rules.js';
import { sentenceNameOfKey, type EditionKind } from './kind.rules.js';

/** The stages of development, in words and never as a score. */
export const STAGE_CHOICES = Object.entries(STAGES).map(([value, words]) => ({ value, words }));

export const SIZE_CHOICES = Object.entries(SIZE_BANDS).map(([value, words]) => ({ value, words }));

/** Names of districts by their ids. */
export type Names = ReadonlyMap<string, string>;

/** Returns whom an edition is for, one row for each thing that is asked: `Districts: Amber Valley or Bolsover`. */
export function viewAudience(filter: AudienceFilter, districts: Names): { key: string; value: string }[] {
  const rows: [string, readonly string[]][] = [
    ['Districts', filter.districtIds.map((id) => districts.get(id) ?? 'A district that is no more')],
    ['Themes', filter.themes.map((key) => THEMES.find((one) => one.key === key)?.name ?? key)],
    [
      'Size',
      filter.sizes.map((band) => (SIZE_BANDS[band as keyof typeof SIZE_BANDS] ?? band).replace(/:.*/, '')),
    ],
    ['Stage', filter.stages.map((stage) => STAGES[stage as keyof typeof STAGES] ?? String(stage))],
    ['Role', filter.roles.map((role) => AUDIENCE_ROLES.find((one) => one.value === role)?.words ?? role)],
  ];
  return rows
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) => ({ key, value: orList(values) }));
}

/** What sending does to people's week: how many people it leaves out, of which limit, and when they get it instead. */
interface Effect {
  people: number;
  budget: Budget;
  next: string;
}

/** Returns what sending does to people's week, in sentences, before it is sent; none when it does nothing. */
export function viewFlood(kind: EditionKind, flood: Flood | undefined, effect: Effect): string[] {
  if (!flood || flood.over.length === 0) return [];
  const { people, budget, next } = effect;
  const who = `${sayPlural(people, 'person', 'people')} would exceed their weekly limit of ${budget}`;
  if (kind === 'urgent') return [`${who}; they will get it ${next}.`];
  return [`${who}; they do not get it by e-mail, and what its articles say comes to them ${next}.`];
}

/** Returns how many get a correction in the same week, in a sentence, or nothing. */
export function viewCorrected(flood: Flood | undefined): string {
  if (!flood || flood.corrected === 0) return '';
  return `${sayPlural(flood.corrected, 'mailbox gets', 'mailboxes get')} a correction in the same week, which does not count.`;
}

/** Returns an edition as a link names it. */
export function viewLink({ key, weekFrom }: { key: string; weekFrom: string }): {
  key: string;
  words: string;
} {
  return { key, words: sentenceNameOfKey(key, weekFrom) };
}

function orList(values: readonly string[]): string {
  const sorted = [...values];
  const final = sorted.pop()!;
  return sorted.length === 0 ? final : `${sorted.join(', ')} or ${final}`;
}

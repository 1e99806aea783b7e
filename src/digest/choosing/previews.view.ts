import { listed } from '../../core/text/index.js';
import type { AudienceOrganisation, AudiencePerson } from '../../members/index.js';
import { themeName } from '../articles/article.view.js';
import { nameOf } from '../editions/edition.view.js';
import type { Draft } from './drafts.service.js';
import type { CopyPreview } from './previews.service.js';
import { PACE } from './reading-time.rules.js';

/** Returns three organisations to begin with, each of other districts. */
export function suggested({ people }: Draft): AudienceOrganisation[] {
  const all = people.filter(({ status }) => status === 'may').flatMap(({ organisations }) => organisations);
  const taken = new Set<string>();
  const apart = [...all]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(({ districtIds }) => {
      const isNew = districtIds.length > 0 && districtIds.every((id) => !taken.has(id));
      if (isNew) districtIds.forEach((id) => taken.add(id));
      return isNew;
    });
  return apart.slice(0, 3);
}

/** Returns what stands round the pages of one edition. */
export function previewFrame(
  { network, key }: { network: string; key: string },
  draft: Draft,
  title: string,
) {
  const back = { href: `/${network}/digest/${key}`, words: nameOf(draft.edition) };
  return { title, section: 'Digest', back };
}

/** Returns a person, and in words what the rules know of them. */
export function aboutPerson({ name, organisations, network, roles }: AudiencePerson, draft: Draft) {
  const parts = organisations.map((one) => `${one.name} (${aboutOrganisation(one, draft)})`);
  const role = network ? ['a role in the network'] : [];
  const held = roles.map((one) => draft.words.role.get(one) ?? one).map((one) => one.toLowerCase());
  const as = held.length > 0 ? [`as ${listed(held)}`] : [];
  return { name, words: [...parts, ...role, ...as].join('; ') };
}

/** Returns what the rules know of an organisation: where it works, on what, and for whom. */
export function aboutOrganisation(
  { districtIds, countyWide, themes, ages, sizeBand, stage }: AudienceOrganisation,
  draft: Draft,
): string {
  const names = districtIds.map((id) => draft.words.district.get(id) ?? '');
  const where = countyWide ? ['county-wide', ...names] : names;
  return [
    ...(where.length > 0 ? where : ['district not known']),
    ...themes.map(themeName),
    ...(ages ? [`ages ${ages.from} to ${ages.to}`] : []),
    ...(sizeBand ? [sizeBand] : []),
    ...(stage ? [`stage ${stage}`] : []),
  ].join(', ');
}

/** Returns how long a copy takes to read, and how much of it its readers want in full. */
export function lengthWords({ words, minutes, isLean }: CopyPreview): string {
  const takes = words === undefined ? '' : `It takes about ${minutesWords(words / PACE)} to read. `;
  const limit =
    minutes === null ? 'Everything stands in full' : `Up to ${minutes} minutes of it stand in full`;
  return `${takes}${limit}${isLean ? ', as text only' : ''}.`;
}

function minutesWords(minutes: number): string {
  const whole = Math.max(1, Math.round(minutes));
  return whole === 1 ? '1 minute' : `${whole} minutes`;
}

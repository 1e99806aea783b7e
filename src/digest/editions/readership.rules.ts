import type { AudiencePerson } from '../../members/audience/audience.rules.js';
import type { Readership } from './choose.rules.js';

/** Returns what is known of those who read one mailbox, all their organisations and roles together; lists sorted. */
export function readershipOf(
  readers: readonly Pick<AudiencePerson, 'organisations' | 'network'>[],
): Readership {
  const districts = new Set<string>();
  const themes = new Set<string>();
  let countyWide = false;
  for (const { organisations, network } of readers) {
    for (const organisation of organisations) {
      organisation.districtIds.forEach((id) => districts.add(id));
      organisation.themes.forEach((theme) => themes.add(theme));
      countyWide ||= organisation.countyWide;
    }
    network?.districtIds.forEach((id) => districts.add(id));
    countyWide ||= network?.countyWide ?? false;
  }
  return { districtIds: [...districts].sort(), countyWide, themes: [...themes].sort() };
}

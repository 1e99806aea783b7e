import type { NetworkFacts } from './facts.rules.js';
import { MODULE_WORDS, OWN_WORDS } from './models.rules.js';
import { ZONES } from './settings.input.js';
import { settingOf } from './settings.rules.js';
import { fieldName, type Section } from './settings.service.js';

/** What the settings page shows: what holds now, ready for the form. */
export function settingsModel(here: NetworkFacts, sections: Section[], offered: string[]) {
  return {
    title: 'Settings of the network',
    held: here,
    zones: ZONES,
    charity: here.isCharity ? 'yes' : 'no',
    charities: [
      { value: 'yes', words: 'Yes' },
      { value: 'no', words: 'No' },
    ],
    contactEmail: here.settings.contactEmail ?? '',
    contactPhone: here.settings.contactPhone ?? '',
    contactPost: here.settings.contactPost ?? '',
    ownWords: OWN_WORDS.map(({ ours, means }) => ({
      name: `word-${ours}`,
      label: `Instead of “${ours}”`,
      hint: `For ${means}`,
      value: here.words[ours] ?? ours,
    })),
    modules: offered.map((value) => ({ value, words: MODULE_WORDS[value] })),
    chosen: here.modules,
    sections: sections.map(({ key, section }) => ({
      words: section.words,
      pages: section.pages,
      fields: section.fields.map((field) => ({
        ...field,
        name: fieldName(key, field.name),
        value: settingOf(here.settings, key, field),
      })),
    })),
  };
}

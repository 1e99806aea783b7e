import { describe, expect, it } from '@jest/globals';
import { nameKey } from '../core/text/name-key.rules.js';
import { LEGAL_FORMS, readLegalForm } from './legal-forms.rules.js';
import { themeReader, THEMES } from './themes.rules.js';

const read = themeReader();

function found(typed: string): string {
  const reading = read(typed);
  return reading.ok ? reading.value.key : reading.problem;
}

describe('the themes a network starts with', () => {
  it('are five outcomes and sixteen sub-sectors, and no spelling belongs to two', () => {
    expect(THEMES.filter(({ kind }) => kind === 'outcome')).toHaveLength(5);
    expect(THEMES.filter(({ kind }) => kind === 'sub-sector')).toHaveLength(16);
    const owners = new Map<string, string>();
    for (const { key, name, words } of THEMES) {
      for (const word of [key, name, ...words].map(nameKey)) {
        expect([word, owners.get(word) ?? key]).toEqual([word, key]);
        owners.set(word, key);
      }
    }
  });

  it('are known in the words that lists use', () => {
    const usual = {
      'BME services': 'bme-service-providers',
      'faith-based youth work': 'faith-based',
      'residential care': 'residential-and-intensive-care',
      'Early Years': 'early-years',
      'counselling & mental health': 'counselling-and-mental-health',
      'Refugees, asylum seekers and new communities': 'refugees-and-new-communities',
      'after school clubs': 'extended-schools',
      'Achieve Economic Wellbeing': 'economic-well-being',
      'stay-safe': 'stay-safe',
      'Young carers': 'parenting-and-family-support',
    };
    for (const [words, key] of Object.entries(usual)) expect(found(words)).toBe(key);
  });

  it('are offered to somebody who writes another', () => {
    expect(found('yooth work')).toBe(
      '“yooth work” is not one of the themes, whose list is fixed for now. Did you mean Youth work?',
    );
    expect(found('beekeeping')).toContain('They are: Be healthy; Stay safe; Enjoy and achieve;');
  });
});

describe('a legal form', () => {
  it('is known in the words that lists use', () => {
    const key = (text: string) => {
      const reading = readLegalForm(text);
      return reading.ok ? reading.value : reading.problem;
    };
    expect(key('unincorporated association')).toBe('constituted-association');
    expect(key('Registered Charity')).toBe('charitable-association');
    expect(key('Charitable Incorporated Organisation')).toBe('cio');
    expect(key('CIC')).toBe('cic');
    expect(key('Company Limited by Guarantee')).toBe('company-limited-by-guarantee');
    expect(key('guild')).toContain('Write one of these, or leave it blank: informal group;');
    for (const form of LEGAL_FORMS) expect([key(form.name), key(form.key)]).toEqual([form.key, form.key]);
  });
});

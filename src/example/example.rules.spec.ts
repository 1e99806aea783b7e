import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { MODELS } from '../core/network/models.rules.js';
import { articlesFor, daysAfter, type ExampleArticle } from './article.rules.js';
import { EXAMPLES } from './cast.rules.js';

const ALL = JSON.parse(readFileSync('src/example/data/articles.json', 'utf8')) as ExampleArticle[];
const place = (model: keyof typeof MODELS, today = '2026-11-20') => ({
  districts: new Set(MODELS[model].districts.map(({ gss }) => gss)),
  area: EXAMPLES[model].area,
  today,
});

describe('The articles of an example network', () => {
  it('are those of its own districts, and close after the day it is loaded', () => {
    const articles = articlesFor(ALL, place('derbyshire', '2026-12-27'));
    expect(articles).toHaveLength(15);
    expect(articles[1]).toMatchObject({ closesOn: '2027-01-05', state: 'ready', districts: ['E07000032'] });
    expect(articles.filter(({ state }) => state === 'draft')).toHaveLength(1);
    expect(articles.filter(({ state }) => state === 'submitted')).toHaveLength(1);
    for (const { closesOn } of articles) expect(closesOn ?? '9999').toMatch(/^(2027|9999)/);
  });

  it('speak of the city in a city', () => {
    const articles = articlesFor(ALL, place('portsmouth'));
    expect(articles.length).toBeGreaterThan(3);
    for (const { title, summary, body } of articles)
      expect(`${title} ${summary} ${body}`).not.toMatch(/county|Derbyshire/i);
  });

  it('are dated by the calendar', () => {
    expect(daysAfter('2026-02-27', 2)).toBe('2026-03-01');
    expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('The people of an example network', () => {
  it.each(Object.entries(EXAMPLES))(
    '%s hold every role, the co-ordinator first, each at an address of their own',
    (model, { people }) => {
      expect(people[0].role).toBe('coordinator');
      const roles = [
        'administrator',
        'chair',
        'coordinator',
        'development_officer',
        'member',
        'partner',
        'representative',
        'treasurer',
      ];
      expect([...new Set(people.map(({ role }) => role))].sort()).toEqual(roles);
      expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
      const districts = MODELS[model as keyof typeof MODELS].districts.map(({ name }) => name);
      for (const person of people) {
        expect(person.email).toMatch(/^[a-z.]+@example\.org$/);
        for (const district of person.districts ?? []) expect(districts).toContain(district);
      }
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { ambiguousIn, problemsOf } from './acronym-problems.rules.js';
import { withAmbiguity } from './term.rules.js';

const terms = withAmbiguity([
  { id: '1', short: 'TAC', long: 'team around the child' },
  { id: '2', short: 'TAC', long: 'town area committee' },
  { id: '3', short: 'CAF', long: 'Common Assessment Framework' },
]);
const item = (facts: object = {}) => ({
  ...{ key: 'article:1', title: 'The CAF', summary: '', body: '', whatItMeans: '', href: '/articles/1' },
  ...facts,
});

describe('What stands in the way of an item', () => {
  it('is a short form that nobody knows, in whatever part of it, each once', () => {
    const found = problemsOf(
      [item({ summary: 'QZX.', body: 'QZX [WYZ form](https://ABC.example)', whatItMeans: 'BBC' })],
      terms,
      ['BBC'],
    );
    expect(found.map(({ short, kind, key, href }) => [short, kind, key, href])).toEqual([
      ['QZX', 'unknown', 'article:1', '/articles/1'],
      ['WYZ', 'unknown', 'article:1', '/articles/1'],
    ]);
  });

  it('is one with several meanings, until one is chosen', () => {
    const [found, ...others] = problemsOf([item({ body: 'The TAC and [the TAC](/x).' })], terms, []);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ short: 'TAC', kind: 'undecided' });
    expect(found.choices.map(({ id }) => id)).toEqual(['1', '2']);
    expect(problemsOf([item({ body: 'The TAC', meanings: { TAC: '1' } })], terms, [])).toEqual([]);
    expect(problemsOf([item({ body: 'The TAC', meanings: { TAC: 'gone' } })], terms, [])).toHaveLength(1);
  });

  it('is nothing where all is known', () => {
    expect(problemsOf([item()], terms, [])).toEqual([]);
    expect(ambiguousIn('TACTIC tac', terms)).toEqual([]);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FOR_EVERYBODY } from './article.rules.js';
import { hashOf, planArticles, type Recorded } from './article-import.rules.js';

const { meanings: _meanings, ...unsaid } = FOR_EVERYBODY;

const row = (title: string, facts: object = {}) => ({
  line: 2,
  kind: 'news' as const,
  title,
  summary: 's',
  body: '',
  whatItMeans: '',
  coverage: [] as string[],
  themes: [] as string[],
  closesOn: null,
  mustKnow: false,
  ...unsaid,
  ...facts,
});

const recorded = (title: string, facts: Partial<Recorded> = {}): Recorded => ({
  id: title,
  kind: 'news',
  title,
  summary: 's',
  body: '',
  whatItMeans: '',
  districtIds: [],
  themes: [],
  closesOn: null,
  mustKnow: false,
  links: [],
  ...FOR_EVERYBODY,
  state: 'ready',
  since: '2026-11-16',
  authorId: null,
  version: 1,
  carriedBy: null,
  importHash: null,
  isWaiting: true,
  ...facts,
});

const counts = (plan: ReturnType<typeof planArticles>) => [
  plan.create.length,
  plan.update.length,
  plan.unchanged,
];

describe('A file of articles', () => {
  it('makes an article of each row', () => {
    expect(counts(planArticles([row('A'), row('B')], []))).toEqual([2, 0, 0]);
  });

  it('does nothing the second time, not even after its articles were edited, sent or withdrawn', () => {
    const done = recorded('A, edited since', { importHash: hashOf(row('A')), isWaiting: false });
    expect(counts(planArticles([row('A', { line: 9 })], [done]))).toEqual([0, 0, 1]);
  });

  it('gives a waiting article of the same title new words', () => {
    const plan = planArticles([row('the holiday fund', { summary: 'new' })], [recorded('The Holiday Fund')]);
    expect(counts(plan)).toEqual([0, 1, 0]);
    expect(plan.update[0].words.summary).toBe('new');
  });

  it('makes a new one of a title whose article has gone out, or that stands in the file twice', () => {
    const sent = recorded('Board minutes', { isWaiting: false });
    expect(counts(planArticles([row('Board minutes', { summary: 'x' })], [sent]))).toEqual([1, 0, 0]);
    const twice = [row('Training day', { summary: '1' }), row('Training day', { summary: '2' })];
    expect(counts(planArticles(twice, [recorded('Training day')]))).toEqual([2, 0, 0]);
  });

  it('counts a repeated row once', () => {
    expect(counts(planArticles([row('A'), row('A')], []))).toEqual([1, 0, 1]);
  });

  it('is the same file as before there were columns for whom an article is', () => {
    const { readers: _r, ages: _a, sizes: _s, stages: _t, roles: _o, dates: _d, ...first } = row('A');
    const before = createHash('sha256')
      .update(JSON.stringify({ ...first, line: undefined }))
      .digest('hex');
    expect(hashOf(row('A'))).toBe(before);
    expect(hashOf({ ...row('A'), sizes: ['micro'] })).not.toBe(before);
  });

  it('takes the whole area for no district in particular', () => {
    expect(planArticles([row('A', { coverage: ['*', 'x'] })], []).create[0].words.districtIds).toEqual([]);
  });
});

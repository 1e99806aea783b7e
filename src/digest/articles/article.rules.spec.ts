import { describe, expect, it } from '@jest/globals';
import {
  changesOf,
  datesText,
  FOR_EVERYBODY,
  linksText,
  mayChange,
  mayRead,
  readDates,
  readerOf,
  readLinks,
  type Article,
  type ArticleWords,
} from './article.rules.js';

const words: ArticleWords = {
  kind: 'news',
  title: 'Holiday fund',
  summary: '',
  body: '',
  whatItMeans: '',
  districtIds: ['b', 'a'],
  themes: [],
  ...FOR_EVERYBODY,
  closesOn: null,
  mustKnow: false,
  links: [],
};
const someone = (personId: string, parts: string[], ...permissions: string[]) => ({
  personId,
  held: parts.map((role) => ({ role })),
  may: (permission: string) => permissions.includes(permission),
});
const MEMBER = ['articles.read', 'articles.submit', 'articles.members'];
const ruth = someone('ruth', ['coordinator'], ...MEMBER, 'articles.draft', 'articles.write');
const dev = someone('dev', ['development_officer'], ...MEMBER, 'articles.draft');
const ada = someone('ada', ['worker'], ...MEMBER);
const paula = someone('paula', ['partner'], 'articles.read', 'articles.submit');
const of = (facts: Partial<Article>) => ({
  ...{ state: 'ready' as const, authorId: 'ruth', readers: 'members' as const, roles: [] },
  ...facts,
});

describe('An article', () => {
  it('that is ready is read by members, and one that is not only by those who write and its author', () => {
    expect(mayRead(ada, of({}))).toBe(true);
    for (const state of ['draft', 'submitted', 'returned', 'withdrawn'] as const) {
      expect(mayRead(ada, of({ state }))).toBe(false);
      expect(mayRead(dev, of({ state }))).toBe(true);
      expect(mayRead(ada, of({ state, authorId: 'ada' }))).toBe(true);
      expect(mayRead(undefined, of({ state, readers: 'public' }))).toBe(false);
    }
  });

  it('for the public is read by anybody, one for members not by partners, one for roles by those only', () => {
    expect([undefined, ada, paula].map((me) => mayRead(me, of({ readers: 'public' })))).toEqual([
      true,
      true,
      true,
    ]);
    expect([undefined, ada, paula].map((me) => mayRead(me, of({})))).toEqual([false, true, false]);
    const narrow = of({ readers: 'roles', roles: ['worker', 'chair'] });
    expect([undefined, ada, paula, dev].map((me) => mayRead(me, narrow))).toEqual([false, true, false, true]);
    expect(readerOf(ruth)).toBeUndefined();
    expect(readerOf(paula)).toEqual({ personId: 'paula', members: false, roles: ['partner'] });
  });

  it('is changed by editors, by a development officer while it is their own draft, and by its author before it is decided', () => {
    expect(mayChange(ruth, of({ authorId: 'dev' }))).toBe(true);
    expect(mayChange(ruth, of({ state: 'withdrawn' }))).toBe(false);
    expect(mayChange(dev, of({ state: 'draft', authorId: 'dev' }))).toBe(true);
    expect(mayChange(dev, of({ state: 'draft' }))).toBe(false);
    expect(mayChange(dev, of({ authorId: 'dev' }))).toBe(false);
    expect(mayChange(ada, of({ state: 'draft', authorId: 'ada' }))).toBe(false);
    for (const state of ['submitted', 'returned'] as const) {
      expect(mayChange(ada, of({ state, authorId: 'ada' }))).toBe(true);
      expect(mayChange(paula, of({ state, authorId: 'ada' }))).toBe(false);
    }
    expect(mayChange(ada, of({ authorId: 'ada' }))).toBe(false);
  });

  it('has a history of the fields that changed, whatever the order of districts', () => {
    expect(changesOf(words, { ...words, districtIds: ['a', 'b'] })).toEqual([]);
    const after = { ...words, title: 'Summer fund', mustKnow: true, closesOn: '2026-12-01' };
    expect(changesOf(words, { ...after, ages: { from: 5, to: 11 }, readers: 'public' as const })).toEqual([
      { field: 'title', before: 'Holiday fund', after: 'Summer fund' },
      { field: 'ages', before: null, after: '5 to 11' },
      { field: 'readers', before: 'members', after: 'public' },
      { field: 'closes', before: null, after: '2026-12-01' },
      { field: 'must know', before: 'no', after: 'yes' },
    ]);
  });

  it('takes links with and without words, and gives them back as they were typed', () => {
    const typed =
      'How to apply https://example.org/apply\nhttps://example.org/x\nAsk Ruth mailto:ruth@example.org';
    const read = readLinks(`\n${typed}\n`);
    expect(read).toMatchObject({
      ok: true,
      value: [
        { words: 'How to apply', url: 'https://example.org/apply' },
        { words: 'https://example.org/x', url: 'https://example.org/x' },
        { words: 'Ask Ruth', url: 'mailto:ruth@example.org' },
      ],
    });
    expect(read.ok && linksText(read.value)).toBe(typed);
  });

  it('refuses links that are none', () => {
    for (const line of ['no address', 'x javascript:alert(1)', 'https://', 'https://example.org/a b'])
      expect(readLinks(line).ok).toBe(false);
  });

  it('takes dates with words behind them, in the order of the calendar', () => {
    const read = readDates('27 March 2027: Meeting\n1/2/2027 Forms are out\n2027-02-28 – Questions, by post');
    expect(read).toEqual({
      ok: true,
      value: [
        { on: '2027-02-01', words: 'Forms are out' },
        { on: '2027-02-28', words: 'Questions, by post' },
        { on: '2027-03-27', words: 'Meeting' },
      ],
    });
    expect(readDates(read.ok ? datesText(read.value) : '')).toEqual(read);
    for (const line of ['27 March 2027', 'Meeting on 27 March 2027', '31/2/2027 Never'])
      expect(readDates(line).ok).toBe(false);
  });
});

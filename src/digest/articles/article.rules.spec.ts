import { describe, expect, it } from '@jest/globals';
import { changesOf, linksText, mayChange, mayRead, readLinks, type ArticleWords } from './article.rules.js';

const words: ArticleWords = {
  kind: 'news',
  title: 'Holiday fund',
  summary: '',
  body: '',
  whatItMeans: '',
  districtIds: ['b', 'a'],
  themes: [],
  closesOn: null,
  mustKnow: false,
  links: [],
};
const someone = (personId: string, ...permissions: string[]) => ({
  personId,
  may: (permission: string) => permissions.includes(permission),
});
const ruth = someone('ruth', 'articles.read', 'articles.draft', 'articles.write');
const dev = someone('dev', 'articles.read', 'articles.draft');
const ada = someone('ada', 'articles.read');

describe('An article', () => {
  it('that is ready is read by members, and a draft only by those who write', () => {
    expect(mayRead(ada, { state: 'ready' })).toBe(true);
    expect(mayRead(ada, { state: 'draft' })).toBe(false);
    expect(mayRead(ada, { state: 'withdrawn' })).toBe(false);
    expect(mayRead(dev, { state: 'draft' })).toBe(true);
  });

  it('is changed by editors, and by a development officer while it is their own draft', () => {
    expect(mayChange(ruth, { state: 'ready', authorId: 'dev' })).toBe(true);
    expect(mayChange(ruth, { state: 'withdrawn', authorId: 'ruth' })).toBe(false);
    expect(mayChange(dev, { state: 'draft', authorId: 'dev' })).toBe(true);
    expect(mayChange(dev, { state: 'draft', authorId: 'ruth' })).toBe(false);
    expect(mayChange(dev, { state: 'ready', authorId: 'dev' })).toBe(false);
    expect(mayChange(ada, { state: 'draft', authorId: 'ada' })).toBe(false);
  });

  it('has a history of the fields that changed, whatever the order of districts', () => {
    expect(changesOf(words, { ...words, districtIds: ['a', 'b'] })).toEqual([]);
    expect(
      changesOf(words, { ...words, title: 'Summer fund', mustKnow: true, closesOn: '2026-12-01' }),
    ).toEqual([
      { field: 'title', before: 'Holiday fund', after: 'Summer fund' },
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
});

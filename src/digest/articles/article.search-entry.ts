import type { SearchEntry } from '../../core/contracts/index.js';
import { markdownText } from '../../core/text/index.js';
import type { ArticleWords } from './article.rules.js';

/** Returns the words under which an article is found. */
export function searchEntry(id: string, words: ArticleWords): SearchEntry {
  const body = [
    words.summary,
    markdownText(words.body),
    words.whatItMeans,
    words.kind,
    ...words.dates.map((one) => one.words),
  ].join('\n');
  return { kind: 'article', id, title: words.title, body };
}

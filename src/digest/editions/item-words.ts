import { markdownHtml, markdownText } from '../../core/text/index.js';
import { kindWords } from '../articles/article.view.js';
import type { ItemFacts } from './edition.rules.js';
import type { ItemWords } from './letter.rules.js';

/** Returns an item in the words of the mail; `base` is the network's address, `https://example.org/leeds`. */
export function itemWords(item: ItemFacts, base: string): ItemWords {
  const { title, kind, closesOn, summary, whatItMeans } = item;
  const body = { text: markdownText(item.body), html: String(markdownHtml(item.body, 4)) };
  const url = item.href === undefined ? undefined : `${base}${item.href}`;
  return { title, kind, closesOn, summary, whatItMeans, body, url, kindWords: kindWords(kind) };
}

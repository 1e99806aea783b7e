import { typeAndSize } from '../../core/files/index.js';
import { markdownHtml, markdownText } from '../../core/text/index.js';
import { kindWords } from '../articles/article.view.js';
import type { ItemFacts } from '../editions/edition.rules.js';
import type { ItemWords } from './item-piece.rules.js';
import { sayDay } from './letter-look.rules.js';

/**
 * Returns an item in the words of the mail; `base` is the network's address, `https://example.org/leeds`. Every text
 * goes through `write` first, which puts holes for short forms into it.
 */
export function itemWords(
  item: ItemFacts,
  base: string,
  write: (text: string) => string = (text) => text,
): ItemWords {
  const { title, kind, closesOn, href, picture, dates = [], attachments = [] } = item;
  const body = write(item.body);
  return {
    ...{ kind, closesOn, kindWords: kindWords(kind) },
    ...{ title: write(title), width: [...title].length },
    summary: write(item.summary),
    body: { text: markdownText(body), html: String(markdownHtml(body, 4)) },
    whatItMeans: write(item.whatItMeans),
    url: href === undefined ? undefined : `${base}${href}`,
    dates: dates.map(({ on, words }) => `${sayDay(on)}: ${write(words)}`),
    attachments: attachments.map((one) => ({
      words: `${one.name} (${typeAndSize(one)})`,
      url: `${base}${one.href}`,
    })),
    picture: picture && { alt: write(picture.alt), url: `${base}${picture.href}` },
  };
}

import { Injectable } from '@nestjs/common';
import { DigestSource, type DigestItem } from '../../core/contracts/index.js';
import { ThisNetwork } from '../this-network.js';
import { ArticleQueries } from './article.queries.js';
import { itemKey, type Article } from './article.rules.js';

/** Offers ready articles that no edition has carried yet and that have not closed, whatever week they are of. */
@DigestSource()
@Injectable()
export class ArticlesForDigest implements DigestSource {
  constructor(
    private readonly queries: ArticleQueries,
    private readonly here: ThisNetwork,
  ) {}

  async itemsFor(): Promise<DigestItem[]> {
    const today = await this.here.today();
    return (await this.queries.waiting(today)).map(itemOf);
  }
}

/** Returns an article as an item of a digest; its links stand at the end of its text. */
export function itemOf(article: Article): DigestItem {
  const { kind, title, summary, whatItMeans, districtIds, themes, closesOn, mustKnow, since } = article;
  const links = article.links.map(({ words, url }) => `- [${plain(words)}](<${url}>)`).join('\n');
  const body = [article.body, links].filter((part) => part !== '').join('\n\n');
  return {
    key: itemKey(article.id),
    kind,
    title,
    summary,
    body,
    whatItMeans,
    districtIds,
    themes,
    closesOn,
    mustKnow,
    since,
    href: `/articles/${article.id}`,
  };
}

/** Words that stand in Markdown as they are. */
function plain(words: string): string {
  return words.replace(/[\\`*_[\]<>!#]/g, '\\$&');
}

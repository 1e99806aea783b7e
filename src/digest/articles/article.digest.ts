import { Injectable } from '@nestjs/common';
import { DigestSource, type DigestItem } from '../../core/contracts/index.js';
import { Attachments } from '../attachments/attachments.service.js';
import { ThisNetwork } from '../this-network.js';
import { ArticleQueries } from './article.queries.js';
import { itemKey, type Article } from './article.rules.js';

/** Offers ready articles for as long as they are open, carried before or not: nobody is sent one twice, whatever is offered. */
@DigestSource()
@Injectable()
export class ArticlesForDigest implements DigestSource {
  constructor(
    private readonly queries: ArticleQueries,
    private readonly attachments: Attachments,
    private readonly here: ThisNetwork,
  ) {}

  async itemsFor(): Promise<DigestItem[]> {
    const today = await this.here.today();
    return this.items(await this.queries.open(today));
  }

  /** Returns articles as items, with the files and the picture they have today. */
  async items(articles: readonly Article[]): Promise<DigestItem[]> {
    const attached = await this.attachments.forItems(articles.map(({ id }) => id));
    return articles.map((article) => ({ ...itemOf(article), ...attached.get(article.id) }));
  }
}

/** Returns an article as an item of a digest; its links stand at the end of its text. */
export function itemOf(article: Article): DigestItem {
  const { kind, title, summary, whatItMeans, districtIds, themes, closesOn, mustKnow, since } = article;
  const { sizes, stages, roles, dates, meanings } = article;
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
    href: article.readers === 'public' ? `/articles/public/${article.id}` : `/articles/${article.id}`,
    isPublic: article.readers === 'public',
    ...(article.ages ? { ages: article.ages } : {}),
    ...{ sizes, stages, roles, dates, meanings },
  };
}

/** Words that stand in Markdown as they are. */
function plain(words: string): string {
  return words.replace(/[\\`*_[\]<>!#]/g, '\\$&');
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { FileOwner } from '../../core/contracts/index.js';
import { NotFound } from '../../core/errors/index.js';
import { ArticleQueries } from '../articles/article.queries.js';
import { mayChange, mayRead, type Article } from '../articles/article.rules.js';
import { ATTACHMENT, PICTURE } from './attachments.service.js';

/** Whoever may read an article may have its files, and whoever may change it may change them. */
@FileOwner(ATTACHMENT)
@Injectable()
export class AttachmentOwner implements FileOwner {
  constructor(private readonly queries: ArticleQueries) {}

  async mayRead(me: Actor | undefined, articleId: string): Promise<boolean> {
    const article = await this.#find(articleId);
    return article !== undefined && mayRead(me, article);
  }

  async mayChange(me: Actor, articleId: string): Promise<boolean> {
    const article = await this.#find(articleId);
    return article !== undefined && mayChange(me, article);
  }

  async #find(id: string): Promise<Article | undefined> {
    return this.queries.find(id).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
  }
}

/** The same for the one picture of an article. */
@FileOwner(PICTURE)
@Injectable()
export class PictureOwner implements FileOwner {
  constructor(private readonly attachments: AttachmentOwner) {}

  mayRead(me: Actor | undefined, articleId: string): Promise<boolean> {
    return this.attachments.mayRead(me, articleId);
  }

  mayChange(me: Actor, articleId: string): Promise<boolean> {
    return this.attachments.mayChange(me, articleId);
  }
}

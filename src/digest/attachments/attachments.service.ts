import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import type { DigestItem } from '../../core/contracts/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Files, type KeptFile, type Upload } from '../../core/files/index.js';

/** What files of articles are called among all files. */
export const ATTACHMENT = 'article';
export const PICTURE = 'article-picture';

/** Enough for any article; whoever has more has a page of their own to link to. */
const MOST_ATTACHMENTS = 10;

/** The files of one article. */
export interface ArticleFiles {
  picture?: KeptFile;
  attachments: KeptFile[];
}

/** What belongs to articles: files to fetch, and one picture. */
@Injectable()
export class Attachments {
  constructor(private readonly files: Files) {}

  /** Returns the files of an article that somebody may read. */
  async of(articleId: string): Promise<ArticleFiles> {
    return filesOf(articleId, await this.files.ofMany([ATTACHMENT, PICTURE], [articleId]));
  }

  /** Returns, in one query, what articles have of a digest item's attachments and picture. */
  async forItems(
    articleIds: readonly string[],
  ): Promise<Map<string, Pick<DigestItem, 'attachments' | 'picture'>>> {
    const files = await this.files.ofMany([ATTACHMENT, PICTURE], articleIds);
    const having = new Set(files.map(({ owner }) => owner.id));
    return new Map([...having].map((id) => [id, itemPartsOf(filesOf(id, files))]));
  }

  /** @throws Invalid, Conflict, NotFound, Forbidden, TooMany */
  async attach(me: Actor, articleId: string, upload: Upload, alt: string): Promise<KeptFile> {
    const { attachments } = await this.of(articleId);
    if (attachments.length >= MOST_ATTACHMENTS)
      throw new Conflict(`An article has up to ${MOST_ATTACHMENTS} files. Remove one first.`);
    return this.files.keep(me, { kind: ATTACHMENT, id: articleId }, upload, { alt });
  }

  /** Gives an article its picture, in place of the one it had. @throws Invalid naming `file` or `alt` */
  async illustrate(me: Actor, articleId: string, upload: Upload, alt: string): Promise<KeptFile> {
    const { picture } = await this.of(articleId);
    const owner = { kind: PICTURE, id: articleId };
    const kept = await this.files.keep(me, owner, upload, { alt, mustBePicture: true });
    if (picture) await this.files.remove(me, owner, picture.id);
    return kept;
  }

  /** Says in other words what a picture shows. @throws Invalid naming `alt`, NotFound, Forbidden */
  async describe(me: Actor, articleId: string, fileId: string, alt: string): Promise<void> {
    await this.files.describe(me, await this.#ownerOf(articleId, fileId), fileId, alt);
  }

  async move(me: Actor, articleId: string, fileId: string, way: 'up' | 'down'): Promise<void> {
    await this.files.move(me, { kind: ATTACHMENT, id: articleId }, fileId, way);
  }

  async remove(me: Actor, articleId: string, fileId: string): Promise<void> {
    await this.files.remove(me, await this.#ownerOf(articleId, fileId), fileId);
  }

  async #ownerOf(articleId: string, fileId: string) {
    const { picture } = await this.of(articleId);
    return { kind: picture?.id === fileId ? PICTURE : ATTACHMENT, id: articleId };
  }
}

function filesOf(articleId: string, all: readonly KeptFile[]): ArticleFiles {
  const files = all.filter(({ owner }) => owner.id === articleId);
  return {
    picture: files.find(({ owner }) => owner.kind === PICTURE),
    attachments: files.filter(({ owner }) => owner.kind === ATTACHMENT),
  };
}

function itemPartsOf({ picture, attachments }: ArticleFiles): Pick<DigestItem, 'attachments' | 'picture'> {
  return {
    ...(attachments.length > 0 && {
      attachments: attachments.map(({ name, type, bytes, href }) => ({ name, type, bytes, href })),
    }),
    ...(picture && { picture: { href: picture.href, alt: picture.alt! } }),
  };
}

import { Body, Get, Param, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Me, Self, type Actor, type FolkmootRequest } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { ACCEPTED, MOST_ALT, uploadOf, type KeptFile } from '../../core/files/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { mayChange, type Article } from '../articles/article.rules.js';
import { Articles } from '../articles/articles.service.js';
import { viewFiles } from './attachment.view.js';
import { altForm, placeForm } from './attachments.input.js';
import { Attachments } from './attachments.service.js';

interface In {
  network: string;
  id: string;
  file: string;
}

type Alt = z.output<typeof altForm>;

const VIEWS = 'digest/attachments/views';

/** The files and the picture of one article, for whoever may change the article. */
@Self()
@Pages('articles/:id', 'digest')
export class AttachmentsPages {
  constructor(
    private readonly attachments: Attachments,
    private readonly articles: Articles,
  ) {}

  @Get('files')
  async list(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const article = await this.#article(me, params.id);
    return page(`${VIEWS}/list`, {
      ...frame(`Files of “${article.title}”`, params, article),
      ...viewFiles(await this.attachments.of(params.id)),
    });
  }

  @Get('files/new')
  async choose(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    return this.#form(me, params, { title: 'Add a file', place: 'files', accept: ACCEPTED });
  }

  @Form('choose')
  @Post('files')
  async attach(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: altForm }) { alt }: Alt,
    @Req() request: FolkmootRequest,
  ): Promise<RedirectAnswer> {
    const file = await this.attachments.attach(me, id, uploadOf(request), alt);
    return redirect(`/articles/${id}/files`, `“${file.name}” is with the article now.`);
  }

  @Get('picture')
  async choosePicture(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const accept = ACCEPTED.replace('.pdf,', '');
    return this.#form(me, params, { title: 'Choose a picture', place: 'picture', accept, isPicture: true });
  }

  @Form('choosePicture')
  @Post('picture')
  async illustrate(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: altForm }) { alt }: Alt,
    @Req() request: FolkmootRequest,
  ): Promise<RedirectAnswer> {
    await this.attachments.illustrate(me, id, uploadOf(request), alt);
    return redirect(`/articles/${id}/files`, 'The article has its picture.');
  }

  @Get('files/:file/words')
  async words(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const article = await this.#article(me, params.id);
    const { picture, attachments } = await this.attachments.of(params.id);
    const file = [...(picture ? [picture] : []), ...attachments].find(({ id }) => id === params.file);
    if (!file || file.alt === null) throw new NotFound();
    const shown = viewFiles({ picture: file as KeptFile, attachments: [] }).picture;
    return page(`${VIEWS}/words`, {
      ...frame('What the picture shows', params, article),
      back: filesOf(params),
      article,
      file: shown,
      mostAlt: MOST_ALT,
    });
  }

  @Form('words')
  @Post('files/:file/words')
  async describe(
    @Me() me: Actor,
    @Param() { id, file }: In,
    @Body({ schema: altForm }) { alt }: Alt,
  ): Promise<RedirectAnswer> {
    await this.attachments.describe(me, id, file, alt);
    return redirect(`/articles/${id}/files`, 'Saved.');
  }

  @Post('files/:file/place')
  async move(
    @Me() me: Actor,
    @Param() { id, file }: In,
    @Body({ schema: placeForm }) { way }: z.output<typeof placeForm>,
  ): Promise<RedirectAnswer> {
    await this.attachments.move(me, id, file, way);
    return redirect(`/articles/${id}/files`);
  }

  @Post('files/:file/removal')
  async remove(@Me() me: Actor, @Param() { id, file }: In): Promise<RedirectAnswer> {
    await this.attachments.remove(me, id, file);
    return redirect(`/articles/${id}/files`, 'The file is removed. Links to it show nothing any more.');
  }

  async #form(
    me: Actor,
    params: In,
    facts: { title: string; place: string; accept: string; isPicture?: boolean },
  ): Promise<PageAnswer> {
    const article = await this.#article(me, params.id);
    const { title, ...more } = facts;
    return page(`${VIEWS}/form`, {
      ...frame(title, params, article),
      ...more,
      back: filesOf(params),
      caption: article.title,
      mostAlt: MOST_ALT,
    });
  }

  /** @throws NotFound also for an article that this person may read and not change */
  async #article(me: Actor, id: string): Promise<Article> {
    const article = await this.articles.read(me, id);
    if (!mayChange(me, article)) throw new NotFound();
    return article;
  }
}

function frame(title: string, { network }: In, { id, title: words }: Article) {
  return { title, section: 'Articles', back: { href: `/${network}/articles/${id}`, words }, id };
}

function filesOf({ network, id }: In) {
  return { href: `/${network}/articles/${id}/files`, words: 'Files of the article' };
}

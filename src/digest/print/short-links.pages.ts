import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import {
  formText,
  Here,
  Limits,
  Me,
  prefixOf,
  Public,
  setCookie,
  type Actor,
  type FolkmootRequest,
} from '../../core/access/index.js';
import { Settings } from '../../core/config/index.js';
import { Invalid } from '../../core/errors/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import {
  Form,
  NEXT_COOKIE,
  page,
  Pages,
  redirect,
  type PageAnswer,
  type RedirectAnswer,
} from '../../core/web/index.js';
import { ThisNetwork } from '../this-network.js';
import { contactOf } from './contents.service.js';
import { waysWords } from './foot.rules.js';
import { PaperPages } from './paper-pages.service.js';
import { ShortLinks } from './short-links.service.js';

interface In {
  code: string;
}

const codeForm = z.object({ 'page-code': formText(40) });

const WRONG =
  'No page with this code has this address on it. The code stands in the last lines of the page; it works for 90 days.';

/**
 * Where a short address leads: to the item where anybody may read it or the reader is signed in, and else to a page
 * that says how to come to it. A short code is no secret: it opens nothing. The code of the whole page does.
 */
@Public()
@Pages('r', 'digest')
export class ShortLinksPages {
  constructor(
    private readonly links: ShortLinks,
    private readonly paper: PaperPages,
    private readonly here: ThisNetwork,
    private readonly limits: Limits,
    private readonly settings: Settings,
  ) {}

  @Get(':code')
  async follow(
    @Me() me: Actor | undefined,
    @Param() { code }: In,
    @Query() _query: unknown,
    @Req() request?: FolkmootRequest,
    @Res({ passthrough: true }) response?: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    const path = await this.links.pathOf(code);
    const open = await this.paper.openPath(path);
    if (open !== undefined) return redirect(open);
    if (me) return redirect(this.paper.memberPath(path));
    // Whoever signs in from here comes back here.
    if (request && response && !request.session)
      setCookie(response, this.settings, NEXT_COOKIE, request.originalUrl, 3600);
    const contact = waysWords(contactOf(await this.here.facts()));
    return page('digest/print/views/short', { title: 'From a paper page', code, contact });
  }

  /** Opens the page whose code somebody has; tries are counted by household. */
  @Form('follow')
  @Post(':code')
  async open(
    @Param() { code }: In,
    @Here() here: NetworkFacts,
    @Req() request: FolkmootRequest,
    @Body({ schema: codeForm }) { 'page-code': typed }: z.output<typeof codeForm>,
  ): Promise<RedirectAnswer> {
    const path = await this.links.pathOf(code);
    if (typed === '') throw new Invalid({ 'page-code': 'Type the code.' });
    const counter = `page ${here.id} ${prefixOf(request)}`;
    await this.limits.spend('code', counter);
    const found = await this.paper.byCode(here.id, path, typed);
    if (found === undefined) throw new Invalid({ 'page-code': WRONG });
    await this.limits.forgive('code', counter);
    return redirect(found);
  }
}

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Settings } from '../../config/index.js';
import { Invalid } from '../../errors/index.js';
import { HousePages, page, redirect } from '../../web/index.js';
import { SignedIn } from '../decorators.js';
import type { FolkmootRequest } from '../request.js';
import { takeNext } from '../sign-in/index.js';
import { whoInput } from './account.input.js';
import { Who } from './who.service.js';

/** Where several people share an address, each says who they are. */
@HousePages('account/who')
export class WhoPages {
  constructor(
    private readonly who: Who,
    private readonly settings: Settings,
  ) {}

  @SignedIn()
  @Get(':slug')
  async ask(@Req() { session }: FolkmootRequest, @Param('slug') slug: string) {
    return this.#ask(session!.accountId, slug);
  }

  @SignedIn()
  @Post(':slug')
  async choose(
    @Req() request: FolkmootRequest,
    @Param('slug') slug: string,
    @Body({ schema: whoInput }) { person }: z.output<typeof whoInput>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { accountId } = request.session!;
    try {
      await this.who.choose(request.sessionSecret!, accountId, slug, person);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return this.#ask(accountId, slug, error.message);
    }
    return redirect(takeNext(request, response, this.settings) ?? `/${slug}`);
  }

  async #ask(accountId: string, slug: string, problem?: string) {
    const { network, people } = await this.who.people(accountId, slug);
    const items = people.map(({ id, name }) => ({ value: id, words: name || 'Somebody without a name' }));
    const model = { title: 'Who are you?', name: network.name, items, slug };
    if (!problem) return page('core/access/views/who', model);
    const problems = [{ field: 'person', message: problem }];
    return page('core/access/views/who', { ...model, problems }, 422);
  }
}

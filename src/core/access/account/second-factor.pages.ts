import { Body, Get, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import QRCode from 'qrcode';
import type { z } from 'zod';
import { Settings } from '../../config/index.js';
import { Invalid } from '../../errors/index.js';
import { HousePages, page, redirect, type PageAnswer } from '../../web/index.js';
import { SignedIn } from '../decorators.js';
import type { FolkmootRequest } from '../request.js';
import { letIn, takeNext } from '../sign-in/index.js';
import { codeInput } from './account.input.js';
import { SecondFactor } from './second-factor.service.js';

type Code = z.output<typeof codeInput>;

/** Setting the second factor up, renewing its recovery codes, switching it off. */
@HousePages('account/second-factor')
export class SecondFactorPages {
  constructor(
    private readonly secondFactor: SecondFactor,
    private readonly settings: Settings,
  ) {}

  @SignedIn()
  @Get()
  async show(@Req() request: FolkmootRequest): Promise<PageAnswer> {
    const session = request.session!;
    const { since, codesLeft } = await this.secondFactor.facts();
    const back = { href: '/account', words: 'Signing in' };
    if (since) {
      const model = {
        title: 'Your second factor',
        since,
        codesLeft,
        back,
        must: this.secondFactor.mustKeep(session),
      };
      return page('core/access/views/second-factor', model);
    }
    const { secret, uri } = this.secondFactor.offer(session);
    const picture = await QRCode.toString(uri, { type: 'svg', margin: 2 });
    return page('core/access/views/second-factor-new', {
      title: 'Set up a second factor',
      back,
      secret: secret.match(/.{4}/g)!,
      picture: `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`,
      graceEnds: this.secondFactor.graceEnds(session),
      must: this.secondFactor.mustKeep(session),
    });
  }

  @SignedIn()
  @Post()
  async setUp(
    @Req() request: FolkmootRequest,
    @Res({ passthrough: true }) response: Response,
    @Body({ schema: codeInput }) { code }: Code,
  ) {
    return this.#again(request, async () => {
      const codes = await this.secondFactor.setUp(request.session!, code);
      const fresh = await this.secondFactor.stepUp(request.sessionSecret!);
      letIn(response, this.settings, fresh);
      request.sessionSecret = fresh;
      const next = takeNext(request, response, this.settings) ?? '/';
      return page('core/access/views/recovery-codes', { title: 'The second factor is on', codes, next });
    });
  }

  @SignedIn()
  @Post('recovery-codes')
  async renew(@Req() request: FolkmootRequest, @Body({ schema: codeInput }) { code }: Code) {
    return this.#again(request, async () => {
      const codes = await this.secondFactor.renewCodes(request.session!, code);
      const model = { title: 'New recovery codes', codes, next: '/account' };
      return page('core/access/views/recovery-codes', model);
    });
  }

  @SignedIn()
  @Post('ending')
  async switchOff(@Req() request: FolkmootRequest, @Body({ schema: codeInput }) { code }: Code) {
    return this.#again(request, async () => {
      await this.secondFactor.switchOff(request.session!, code);
      return redirect('/account', 'The second factor is off. You sign in by link alone.');
    });
  }

  /** Three forms of one page: a wrong code shows that page again. */
  async #again<Answer>(request: FolkmootRequest, act: () => Promise<Answer>): Promise<Answer | PageAnswer> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const problems = Object.entries(error.problems).map(([field, message]) => ({ field, message }));
      const { view, model } = await this.show(request);
      return page(view, { ...model, problems }, 422);
    }
  }
}

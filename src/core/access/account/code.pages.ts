import { Body, Get, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Settings } from '../../config/index.js';
import { Form, HousePages, page, redirect } from '../../web/index.js';
import { SignedIn } from '../decorators.js';
import type { FolkmootRequest } from '../request.js';
import { letIn, takeNext } from '../sign-in/index.js';
import { codeInput } from './account.input.js';
import { SecondFactor } from './second-factor.service.js';

/** The code page: after signing in, and again before weighty acts. */
@HousePages('account/code')
export class CodePages {
  constructor(
    private readonly secondFactor: SecondFactor,
    private readonly settings: Settings,
  ) {}

  @SignedIn()
  @Get()
  async ask() {
    const { since } = await this.secondFactor.facts();
    if (!since) return redirect('/account/second-factor');
    return page('core/access/views/code', { title: 'Confirm that it is you' });
  }

  @SignedIn()
  @Form('ask')
  @Post()
  async confirm(
    @Body({ schema: codeInput }) { code }: z.output<typeof codeInput>,
    @Req() request: FolkmootRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.secondFactor.check(request.session!, code);
    const fresh = await this.secondFactor.stepUp(request.sessionSecret!);
    letIn(response, this.settings, fresh);
    return redirect(takeNext(request, response, this.settings) ?? '/');
  }
}

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Settings } from '../../config/index.js';
import { Invalid } from '../../errors/index.js';
import { Mailable } from '../../mail/index.js';
import { Form, HousePages, page, redirect } from '../../web/index.js';
import { readCookie, SESSION_COOKIE } from '../cookies.js';
import { BeforeSession, Me, Public } from '../decorators.js';
import { prefixOf } from '../recognition.js';
import type { FolkmootRequest } from '../request.js';
import { browserOf, keepWaiting, letIn, takeNext } from './browser.js';
import { askInput, codeInput } from './sign-in.input.js';
import { SignIn } from './sign-in.service.js';

/** Asking for a link, and waiting for it. */
@HousePages('sign-in')
export class SignInPages {
  constructor(
    private readonly signIn: SignIn,
    private readonly settings: Settings,
    private readonly mailable: Mailable,
  ) {}

  @Public()
  @Get()
  async ask(
    @Me() _me?: unknown,
    @Param() _params?: unknown,
    @Query() _query?: unknown,
    @Req() request?: FolkmootRequest,
  ) {
    const away =
      request && !request.session && readCookie(request, this.settings, SESSION_COOKIE) !== undefined;
    return page('core/access/views/ask', { title: 'Sign in', away });
  }

  @Public()
  @BeforeSession()
  @Form('ask')
  @Post()
  async send(
    @Body({ schema: askInput }) { email }: z.output<typeof askInput>,
    @Req() request: FolkmootRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    const reading = (await this.mailable.reader())(email);
    if (!reading.ok) throw new Invalid({ email: reading.problem });
    const { device, pending = this.signIn.newPending() } = browserOf(request, this.settings);
    const next = takeNext(request, response, this.settings);
    await this.signIn.ask(reading.address, prefixOf(request), next, { device, pending });
    keepWaiting(response, this.settings, pending);
    return redirect('/sign-in/asked', `If ${reading.address} is known here, an e-mail is on its way to it.`);
  }

  @Public()
  @Get('asked')
  async asked(@Req() request: FolkmootRequest) {
    const { pending } = browserOf(request, this.settings);
    return pending ? this.#waiting(pending) : redirect('/sign-in');
  }

  @Public()
  @BeforeSession()
  @Post('code')
  async code(
    @Body({ schema: codeInput }) { code }: z.output<typeof codeInput>,
    @Req() request: FolkmootRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { device, pending } = browserOf(request, this.settings);
    if (!pending) return redirect('/sign-in');
    const typed = await this.signIn.typeCode(code, { device, pending });
    if (typeof typed === 'string') return this.#waiting(pending, typed);
    await this.signIn.leave(readCookie(request, this.settings, SESSION_COOKIE), typed.session);
    letIn(response, this.settings, typed.session);
    return redirect(typed.next);
  }

  #waiting(pending: string, problem?: string) {
    const digits = this.signIn.digitsOn(pending);
    const model = { title: 'Look at your e-mail', digits: `${digits.slice(0, 3)} ${digits.slice(3)}` };
    if (!problem) return page('core/access/views/asked', model);
    return page(
      'core/access/views/asked',
      { ...model, problems: [{ field: 'code', message: problem }] },
      422,
    );
  }
}

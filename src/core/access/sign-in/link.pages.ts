import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Settings } from '../../config/index.js';
import { HousePages, page, redirect } from '../../web/index.js';
import { readCookie, SESSION_COOKIE } from '../cookies.js';
import { BeforeSession, Public } from '../decorators.js';
import type { FolkmootRequest } from '../request.js';
import { browserOf, keepWaiting, letIn } from './browser.js';
import { pressInput } from './sign-in.input.js';
import { SignIn } from './sign-in.service.js';

/** The page behind a mailed link. Robots may look at it as often as they like. */
@HousePages('sign-in/l')
export class LinkPages {
  constructor(
    private readonly signIn: SignIn,
    private readonly settings: Settings,
  ) {}

  /** Changes nothing, and looks the same for a link that never was. */
  @Public()
  @Get(':token')
  async look(@Param('token') token: string, @Res({ passthrough: true }) response: Response) {
    keepSecret(response);
    const masked = await this.signIn.look(token);
    return page('core/access/views/link', { title: 'Sign in', masked, token });
  }

  @Public()
  @BeforeSession()
  @Post(':token')
  async press(
    @Param('token') token: string,
    @Body({ schema: pressInput }) { digits }: z.output<typeof pressInput>,
    @Req() request: FolkmootRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    keepSecret(response);
    const { device, pending = this.signIn.newPending() } = browserOf(request, this.settings);
    const pressed = await this.signIn.press(token, { device, pending }, digits);
    if (pressed.is === 'in') {
      await this.signIn.leave(readCookie(request, this.settings, SESSION_COOKIE), pressed.session);
      letIn(response, this.settings, pressed.session);
      return redirect(pressed.next);
    }
    if (pressed.is !== 'elsewhere') return gone(pressed.is);
    keepWaiting(response, this.settings, pending);
    return askDigits(token, pressed.wrong);
  }
}

function askDigits(token: string, wrong: boolean) {
  const model = { title: 'Which six digits are on the other screen?', token };
  if (!wrong) return page('core/access/views/digits', model);
  const problems = [
    { field: 'digits', message: 'These are not the six digits on the screen where you asked.' },
  ];
  return page('core/access/views/digits', { ...model, problems }, 422);
}

function gone(why: 'gone' | 'worn') {
  const title = why === 'worn' ? 'That was one try too many' : 'This link is used up';
  return page('core/access/views/gone', { title, worn: why === 'worn' }, 410);
}

/**
 * The address is a secret: kept by nobody and told to no other site. (The page's own meta element then allows
 * this site itself, because browsers send forms of a page without any referrer as if from nowhere.)
 */
function keepSecret(response: Response): void {
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
}

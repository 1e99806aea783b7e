import { Get, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Settings } from '../../config/index.js';
import { HousePages, page, redirect } from '../../web/index.js';
import { clearCookie, PENDING_COOKIE, SESSION_COOKIE } from '../cookies.js';
import { Public } from '../decorators.js';
import type { FolkmootRequest } from '../request.js';
import { SignIn } from './sign-in.service.js';

/** Leaving. */
@HousePages('sign-out')
export class SignOutPages {
  constructor(
    private readonly signIn: SignIn,
    private readonly settings: Settings,
  ) {}

  @Public()
  @Get()
  async out(@Req() { session }: FolkmootRequest) {
    return page('core/access/views/out', { title: session ? 'Sign out' : 'You are signed out' });
  }

  @Public()
  @Post()
  async leave(@Req() request: FolkmootRequest, @Res({ passthrough: true }) response: Response) {
    const { session, sessionSecret } = request;
    if (session && sessionSecret) await this.signIn.signOut(sessionSecret, session.accountId);
    for (const name of [SESSION_COOKIE, PENDING_COOKIE]) clearCookie(response, this.settings, name);
    response.setHeader('Clear-Site-Data', '"cache", "cookies", "storage"');
    return redirect('/sign-out');
  }
}

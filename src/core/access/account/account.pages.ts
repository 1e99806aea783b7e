import { Get, Param, Post, Req } from '@nestjs/common';
import { HousePages, page, redirect } from '../../web/index.js';
import { SignedIn } from '../decorators.js';
import type { FolkmootRequest } from '../request.js';
import { SecondFactor } from './second-factor.service.js';
import { Sessions } from './sessions.service.js';
import { Who } from './who.service.js';

/** How somebody signs in, and where they are signed in. */
@HousePages('account')
export class AccountPages {
  constructor(
    private readonly sessions: Sessions,
    private readonly secondFactor: SecondFactor,
    private readonly who: Who,
  ) {}

  @SignedIn()
  @Get()
  async show(@Req() request: FolkmootRequest) {
    const session = request.session!;
    const devices = await this.sessions.devices(session);
    return page('core/access/views/account', {
      title: 'Signing in',
      email: session.email,
      devices,
      others: devices.length > 1,
      networks: await this.who.networks(session.accountId),
      factor: await this.secondFactor.facts(),
      graceEnds: this.secondFactor.graceEnds(session),
    });
  }

  @SignedIn()
  @Post('devices/ending')
  async endOthers(@Req() { session }: FolkmootRequest) {
    const count = await this.sessions.endOthers(session!);
    const notice =
      count === 0 ? 'You were signed in nowhere else.' : 'You are signed in on this device only.';
    return redirect('/account', notice);
  }

  @SignedIn()
  @Post('devices/:id/ending')
  async end(@Req() { session }: FolkmootRequest, @Param('id') id: string) {
    await this.sessions.end(session!, id);
    return id === session!.id ? redirect('/sign-out') : redirect('/account', 'That device is signed out.');
  }
}

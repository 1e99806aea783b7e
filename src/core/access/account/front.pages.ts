import { Get, Req } from '@nestjs/common';
import { HousePages, page } from '../../web/index.js';
import { Public } from '../decorators.js';
import type { FolkmootRequest } from '../request.js';
import { Who } from './who.service.js';

/** The front page of the deployment, and help where there is no network yet. */
@HousePages('')
export class FrontPages {
  constructor(private readonly who: Who) {}

  @Public()
  @Get()
  async front(@Req() { session }: FolkmootRequest) {
    if (!session) return page('core/access/views/front', { title: 'Folkmoot' });
    const networks = await this.who.networks(session.accountId);
    return page('core/access/views/networks', { title: 'Your networks', networks, email: session.email });
  }

  @Public()
  @Get('help')
  async help() {
    return page('core/access/views/help', { title: 'Help' });
  }
}

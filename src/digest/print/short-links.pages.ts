import { Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../core/access/index.js';
import { Pages } from '../../core/web/index.js';
import { ShortLinks } from './short-links.service.js';

/**
 * Where a short address leads: to the page it stands for, which then decides who may read it. A permanent redirect
 * (RFC 9110, 15.4.9), kept by nobody and counted by nobody.
 */
@Public()
@Pages('r', 'digest')
export class ShortLinksPages {
  constructor(private readonly links: ShortLinks) {}

  @Get(':code')
  async follow(
    @Param() { network, code }: { network: string; code: string },
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const path = await this.links.pathOf(code);
    response.status(308).setHeader('Location', `/${network}${path}`);
    response.setHeader('Cache-Control', 'no-store');
    return '';
  }
}

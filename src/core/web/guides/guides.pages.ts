import { Get, Param } from '@nestjs/common';
import { Public } from '../../access/index.js';
import { page, type PageAnswer } from '../answers.js';
import { Pages } from '../decorators.js';
import { Guides } from './guides.js';

/** The guides, each on a page below the help. */
@Public()
@Pages('help')
export class GuidesPages {
  constructor(private readonly guides: Guides) {}

  @Get(':guide')
  show(@Param() { network, guide }: { network: string; guide: string }): PageAnswer {
    const base = `/${network}/help`;
    return page('core/web/views/guide', {
      ...this.guides.read(guide, base),
      section: 'Help',
      back: { href: base, words: 'Help' },
    });
  }
}

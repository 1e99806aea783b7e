import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { ChoosingRules } from './choosing-rules.service.js';
import { rulesForm, rulesQuery } from './rules.input.js';
import { tried, viewComparison, viewRules } from './rules.view.js';

/** The rules by which every copy is chosen, in plain words, and what another order of them would change. */
@Can('digest.read')
@Pages('digest/rules', 'digest')
export class RulesPages {
  constructor(private readonly rules: ChoosingRules) {}

  @Get()
  async show(
    @Me() me: Actor,
    @Param() { network }: { network: string },
    @Query() query: unknown,
  ): Promise<PageAnswer> {
    const asked = rulesQuery.parse(query ?? {});
    const inUse = await this.rules.order(me);
    const order = tried(asked, inUse);
    const { organisation } = asked;
    return page('digest/choosing/views/rules', {
      title: 'The rules of choosing',
      section: 'Digest',
      back: { href: `/${network}/digest`, words: 'Digest' },
      ...viewRules(order, inUse, me.may('digest.rules')),
      mayChange: me.may('digest.rules'),
      organisation,
      compared:
        organisation && viewComparison(await this.rules.compare(me, organisation, order), organisation),
    });
  }

  @Can('digest.rules')
  @Form('show')
  @Post()
  async use(
    @Me() me: Actor,
    @Body({ schema: rulesForm }) { order, was }: z.output<typeof rulesForm>,
  ): Promise<RedirectAnswer> {
    await this.rules.use(me, order, was);
    return redirect('/digest/rules', 'Saved. Whatever is approved from now on is chosen by these rules.');
  }
}

import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Here, Public } from '../../core/access/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { PhoneContent } from './phone-content.js';
import { CALL_RESULTS } from './phone-lists.rules.js';
import { PhoneLists } from './phone-lists.service.js';
import { PhoneResults } from './phone-results.service.js';
import { resultsForm } from './reach.input.js';

interface In {
  network: string;
  token: string;
}

const CHOICES = Object.entries(CALL_RESULTS).map(([value, words]) => ({ value, words }));

/** A volunteer's list on the web, for whoever holds its address. It needs no account and opens nothing else. */
@Public()
@Pages('phoning/:token', 'digest')
export class PhoningPages {
  constructor(
    private readonly content: PhoneContent,
    private readonly lists: PhoneLists,
    private readonly results: PhoneResults,
  ) {}

  @Get()
  async show(@Param() { token }: In, @Here() here: NetworkFacts): Promise<PageAnswer> {
    const list = await this.content.open(here.id, token);
    const frame = { title: `Telephone list ${list.number}`, list, token };
    if (!(await this.lists.isOpen(list))) return page('digest/reach/views/phoning-over', frame);
    const { calls, script } = await this.content.told(list);
    const others = calls.filter((call) => call.meanwhile !== '');
    return page('digest/reach/views/phoning', {
      ...{ ...frame, script, others },
      total: calls.length,
      calls: calls
        .filter((call) => call.meanwhile === '')
        .map((call) => ({
          ...call,
          name: `result-${call.organisationId}`,
          dial: (call.telephone ?? '').replace(/[^\d+]/g, ''),
        })),
      done: calls.filter((call) => call.result !== null || call.meanwhile !== '').length,
      choices: CHOICES,
    });
  }

  @Post()
  async report(
    @Param() { token }: In,
    @Here() here: NetworkFacts,
    @Body({ schema: resultsForm }) results: z.output<typeof resultsForm>,
  ): Promise<RedirectAnswer> {
    const list = await this.content.open(here.id, token);
    const count = await this.results.report(list, results);
    return redirect(`/phoning/${token}`, `Thank you. ${sayPlural(count, 'answer is', 'answers are')} kept.`);
  }
}

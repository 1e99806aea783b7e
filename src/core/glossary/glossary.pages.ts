import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Limits, Me, type Actor } from '../access/index.js';
import {
  defineNav,
  Form,
  page,
  Pages,
  redirect,
  type PageAnswer,
  type RedirectAnswer,
} from '../web/index.js';
import { pagerOf } from '../web/templates/index.js';
import { Glossary } from './glossary.service.js';
import { newTermQuery, termForm, termsQuery } from './term.input.js';
import { matchingTerms, TERM_LIMITS, type Term } from './term.rules.js';

defineNav({ path: 'glossary', words: 'Glossary', position: 60, permission: 'glossary.read' });

interface In {
  network: string;
  id: string;
}

type Typed = z.output<typeof termForm>;

const VIEWS = 'core/glossary/views';
const SECTION = 'Glossary';
const PER_PAGE = 50;

/** What short forms stand for: reading them, and keeping them. */
@Can('glossary.write')
@Pages('glossary')
export class GlossaryPages {
  constructor(
    private readonly glossary: Glossary,
    private readonly limits: Limits,
  ) {}

  @Can('glossary.read')
  @Get()
  async list(
    @Me() me: Actor,
    @Param('network') network: string,
    @Query({ schema: termsQuery }) asked: z.output<typeof termsQuery>,
  ): Promise<PageAnswer> {
    if (asked.q) await this.limits.spend('search', me.personId);
    const terms = matchingTerms(await this.glossary.terms(), asked.q);
    const path = `/${network}/glossary`;
    const from = (asked.page - 1) * PER_PAGE;
    return page(`${VIEWS}/list`, {
      title: SECTION,
      asked,
      rows: terms.slice(from, from + PER_PAGE),
      pager: pagerOf({ path, query: { q: asked.q }, page: asked.page, size: PER_PAGE, total: terms.length }),
      writes: me.may('glossary.write'),
    });
  }

  @Get('new')
  async add(@Me() _me: Actor, @Param() { network }: In, @Query() query: unknown): Promise<PageAnswer> {
    const asked = newTermQuery.parse(query ?? {});
    return this.#form(network, { title: 'Add a short form', next: asked.next, term: { short: asked.short } });
  }

  @Form('add')
  @Post()
  async create(@Me() me: Actor, @Body({ schema: termForm }) typed: Typed): Promise<RedirectAnswer> {
    await this.glossary.add(me, typed);
    return redirect(`/${typed.next ?? 'glossary'}`, `${typed.short} is in the glossary.`);
  }

  @Get(':id/edit')
  async edit(@Me() _me: Actor, @Param() { network, id }: In): Promise<PageAnswer> {
    const term = await this.glossary.find(id);
    return this.#form(network, { title: `Change ${term.short}`, term });
  }

  @Form('edit')
  @Post(':id')
  async save(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: termForm }) typed: Typed,
  ): Promise<RedirectAnswer> {
    await this.glossary.change(me, id, typed, typed.version);
    return redirect('/glossary', `${typed.short} is changed. What has been sent keeps its words.`);
  }

  @Get(':id/removal')
  async confirmRemoval(@Me() _me: Actor, @Param() { network, id }: In): Promise<PageAnswer> {
    const term = await this.glossary.find(id);
    return page(`${VIEWS}/remove`, {
      title: `Take ${term.short} out?`,
      section: SECTION,
      back: backTo(network),
      term,
    });
  }

  @Post(':id/removal')
  async remove(@Me() me: Actor, @Param() { id }: In): Promise<RedirectAnswer> {
    const { short } = await this.glossary.remove(me, id);
    return redirect('/glossary', `${short} is taken out. What has been sent keeps its words.`);
  }

  #form(network: string, facts: { title: string; term: Partial<Term>; next?: string }): PageAnswer {
    const back = facts.next ? { href: `/${network}/${facts.next}`, words: 'Back' } : backTo(network);
    return page(`${VIEWS}/form`, { section: SECTION, back, limits: TERM_LIMITS, ...facts });
  }
}

function backTo(network: string): { href: string; words: string } {
  return { href: `/${network}/glossary`, words: SECTION };
}

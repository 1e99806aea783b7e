import { Body, Get, Param, Post } from '@nestjs/common';
import { allow, Can, Me, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { mayCorrect, Organisations } from '../organisations/index.js';
import { figuresForm, type FiguresInput } from './figure.input.js';
import { Figures } from './figures.service.js';

interface In {
  network: string;
  id: string;
}

/** The short form in which figures of size are noted. */
@Can('members.correct')
@Pages('organisations/:id/figures')
export class FiguresPages {
  constructor(
    private readonly figures: Figures,
    private readonly organisations: Organisations,
  ) {}

  @Get()
  async form(@Me() me: Actor, @Param() { network, id }: In): Promise<PageAnswer> {
    const { name, ...organisation } = await this.organisations.find(me, id);
    allow(mayCorrect(me, organisation));
    return page('members/figures/views/form', {
      title: `How large is ${name}?`,
      section: 'Organisations',
      back: { href: `/${network}/organisations/${id}`, words: name },
      id,
    });
  }

  @Form('form')
  @Post()
  async note(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: figuresForm }) input: FiguresInput,
  ): Promise<RedirectAnswer> {
    await this.figures.note(me, id, input);
    return redirect(`/organisations/${id}`, 'The figures are noted.');
  }
}

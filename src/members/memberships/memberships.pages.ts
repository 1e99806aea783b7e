import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { Organisations } from '../organisations/index.js';
import { Roles } from '../roles/index.js';
import { leavingForm, renewalForm, type LeavingInput } from './membership.input.js';
import { canEnd, canRenew, latestOf, LEAVING_REASONS } from './membership.rules.js';
import { Memberships } from './memberships.service.js';

interface In {
  network: string;
  id: string;
}

/** Ending and renewing a membership, each on a page of its own that says what follows. */
@Can('members.membership')
@Pages('organisations/:id')
export class MembershipsPages {
  constructor(
    private readonly memberships: Memberships,
    private readonly organisations: Organisations,
    private readonly roles: Roles,
  ) {}

  @Get('leaving')
  async leaving(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const organisation = await this.organisations.find(me, params.id);
    if (!canEnd(latestOf(await this.memberships.of(params.id)))) throw new NotFound();
    const people = (await this.roles.at(params.id)).filter(({ isPresent }) => isPresent);
    const reasons = Object.entries(LEAVING_REASONS).map(([value, words]) => ({ value, words }));
    return page('members/memberships/views/leaving', {
      ...frame(params, organisation.name),
      title: `${organisation.name} leaves`,
      ...{ organisation, people, reasons },
    });
  }

  @Form('leaving')
  @Post('leaving')
  async leave(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: leavingForm }) input: LeavingInput,
  ): Promise<RedirectAnswer> {
    await this.organisations.find(me, id);
    await this.memberships.end(me, id, input);
    return redirect(`/organisations/${id}`, 'The membership has ended today, and its people’s roles there with it.');
  }

  @Get('renewal')
  async renewal(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const organisation = await this.organisations.find(me, params.id);
    const latest = latestOf(await this.memberships.of(params.id));
    if (!canRenew(latest)) throw new NotFound();
    const roles = (await this.roles.at(params.id)).filter(({ validTo }) => validTo && validTo === latest?.validTo);
    const people = roles.map(({ id, name, words }) => ({ value: id, words: `${name}, ${words}` }));
    return page('members/memberships/views/renewal', {
      ...frame(params, organisation.name),
      title: `Renew the membership of ${organisation.name}`,
      ...{ organisation, latest, people, everybody: people.map(({ value }) => value) },
    });
  }

  @Form('renewal')
  @Post('renewal')
  async renew(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: renewalForm }) { roles }: z.output<typeof renewalForm>,
  ): Promise<RedirectAnswer> {
    await this.organisations.find(me, id);
    await this.memberships.renew(me, id, roles);
    return redirect(`/organisations/${id}`, 'The membership goes on from today.');
  }
}

function frame({ network, id }: In, name: string) {
  return { section: 'Organisations', back: { href: `/${network}/organisations/${id}`, words: name } };
}

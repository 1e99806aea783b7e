import { Body, Get, Param, Post } from '@nestjs/common';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { Organisations } from '../organisations/index.js';
import { Roles } from '../roles/index.js';
import { leavingForm, type LeavingInput } from './membership.input.js';
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
    return redirect(
      `/organisations/${id}`,
      'The membership has ended today, and with it what its people could see and do here.',
    );
  }

  @Get('renewal')
  async renewal(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const organisation = await this.organisations.find(me, params.id);
    const latest = latestOf(await this.memberships.of(params.id));
    if (!canRenew(latest)) throw new NotFound();
    return page('members/memberships/views/renewal', {
      ...frame(params, organisation.name),
      title: `Renew the membership of ${organisation.name}`,
      ...{ organisation, latest },
    });
  }

  @Post('renewal')
  async renew(@Me() me: Actor, @Param() { id }: In): Promise<RedirectAnswer> {
    await this.organisations.find(me, id);
    await this.memberships.renew(me, id);
    return redirect(`/organisations/${id}`, 'The membership goes on from today.');
  }
}

function frame({ network, id }: In, name: string) {
  return { section: 'Organisations', back: { href: `/${network}/organisations/${id}`, words: name } };
}

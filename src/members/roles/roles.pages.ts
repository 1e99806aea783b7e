import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { allow, Can, Me, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { Organisations } from '../organisations/index.js';
import { People, personName } from '../people/index.js';
import { endingForm, roleForm, roleInput, type RoleInput } from './role.input.js';
import { mayEditPeopleAt, ROLE_KINDS } from './role.rules.js';
import type { RoleShown } from './roles.queries.js';
import { Roles } from './roles.service.js';

interface In {
  network: string;
  person: string;
  id: string;
}

/** What a person is at organisations: giving, changing and ending roles there. */
@Can('members.edit')
@Pages('people/:person/roles')
export class RolesPages {
  constructor(
    private readonly roles: Roles,
    private readonly people: People,
    private readonly organisations: Organisations,
  ) {}

  @Get('new')
  async fresh(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const person = await this.people.find(me, params.person);
    const own = {
      action: `people/${params.person}/roles`,
      kinds: KINDS,
      isNew: true,
      role: { role: 'worker' },
    };
    return page('members/roles/views/form', {
      ...frame(params, personName(person)),
      title: 'A role at another organisation',
      ...own,
    });
  }

  @Form('fresh')
  @Post()
  async give(
    @Me() me: Actor,
    @Param() { person }: In,
    @Body({ schema: roleForm }) { organisation, ...input }: z.output<typeof roleForm>,
  ): Promise<RedirectAnswer> {
    await this.people.find(me, person);
    const organisationId = await this.organisations.named(me, organisation);
    await this.roles.give(me, person, organisationId, input);
    await this.people.renewIndex(person);
    return redirect(`/people/${person}`, 'The role is noted, from today.');
  }

  @Get(':id/details')
  async details(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const role = await this.#present(me, params);
    return page('members/roles/views/form', {
      ...frame(params, role.name),
      title: `What ${role.name} does at ${role.organisation}`,
      action: `people/${params.person}/roles/${params.id}/details`,
      ...{ role, kinds: KINDS },
    });
  }

  @Form('details')
  @Post(':id/details')
  async change(
    @Me() me: Actor,
    @Param() params: In,
    @Body({ schema: roleInput }) input: RoleInput,
  ): Promise<RedirectAnswer> {
    const { organisationId } = await this.#present(me, params);
    await this.roles.change(me, params.id, input);
    await this.people.renewIndex(params.person);
    return redirect(`/organisations/${organisationId}`, 'The role is corrected.');
  }

  @Get(':id/ending')
  async ending(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const role = await this.#present(me, params);
    const others = (await this.roles.at(role.organisationId)).filter(
      (one) => one.isPresent && one.id !== role.id,
    );
    const successors = others.map(({ id, name, words }) => ({ value: id, words: `${name}, ${words}` }));
    return page('members/roles/views/ending', {
      ...frame(params, role.name),
      title: `${role.name} leaves ${role.organisation}`,
      ...{
        role,
        person: params.person,
        asks: role.mainContact && others.length > 0,
        isLast: others.length === 0,
      },
      successors: [...successors, { value: 'nobody', words: 'Nobody yet' }],
    });
  }

  @Form('ending')
  @Post(':id/ending')
  async end(
    @Me() me: Actor,
    @Param() params: In,
    @Body({ schema: endingForm }) { successor }: z.output<typeof endingForm>,
  ): Promise<RedirectAnswer> {
    const { organisationId, name } = await this.#present(me, params);
    await this.roles.end(me, params.id, successor);
    await this.people.renewIndex(params.person);
    const left = (await this.roles.at(organisationId)).some(({ isPresent }) => isPresent);
    const next = left ? '' : ' Nobody is left to write to: add who follows.';
    return redirect(`/organisations/${organisationId}`, `The role of ${name} has ended today.${next}`);
  }

  async #present(me: Actor, { person, id }: In): Promise<RoleShown> {
    const role = await this.roles.find(id);
    const organisation = await this.organisations.find(me, role.organisationId);
    if (role.personId !== person || !role.isPresent) throw new NotFound();
    allow(mayEditPeopleAt(me, organisation));
    return role;
  }
}

const KINDS = Object.entries(ROLE_KINDS).map(([value, words]) => ({ value, words }));

function frame({ network, person }: In, name: string) {
  return { section: 'People', back: { href: `/${network}/people/${person}`, words: name } };
}

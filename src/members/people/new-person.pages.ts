import { Body, Get, Param, Post } from '@nestjs/common';
import { allow, Can, Me, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { Organisations } from '../organisations/index.js';
import { BASIS_WORDS, Preferences } from '../preferences/index.js';
import { mayEditPeopleAt, ROLE_KINDS } from '../roles/index.js';
import { newPerson, type NewPerson } from './person.input.js';
import { choices } from './people.pages.js';
import { People } from './people.service.js';

/** Adding a person to an organisation. */
@Can('members.edit')
@Pages('organisations/:id/people')
export class NewPersonPages {
  constructor(
    private readonly people: People,
    private readonly organisations: Organisations,
    private readonly preferences: Preferences,
  ) {}

  @Get('new')
  async form(
    @Me() me: Actor,
    @Param() { network, id }: { network: string; id: string },
  ): Promise<PageAnswer> {
    const organisation = await this.organisations.find(me, id);
    allow(mayEditPeopleAt(me, organisation));
    return page('members/people/views/new', {
      title: 'Add a person',
      section: 'People',
      back: { href: `/${network}/organisations/${id}`, words: organisation.name },
      ...{ id, ...choices() },
      kinds: Object.entries(ROLE_KINDS).map(([value, words]) => ({ value, words })),
      bases: (await this.preferences.bases()).map((value) => ({ value, words: BASIS_WORDS[value] })),
    });
  }

  @Form('form')
  @Post()
  async add(
    @Me() me: Actor,
    @Param('id') id: string,
    @Body({ schema: newPerson }) input: NewPerson,
  ): Promise<RedirectAnswer> {
    await this.organisations.find(me, id);
    const { wasKnown } = await this.people.add(me, id, input);
    const notice = wasKnown
      ? 'This person was known already, by name and address, and now has a role here, too.'
      : 'The person is added. Nothing was sent to them.';
    return redirect(`/organisations/${id}`, notice);
  }
}

import { Body, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Api, Describe } from '../../core/web/index.js';
import { nextAddress } from '../cursor.rules.js';
import { Preferences } from '../preferences/index.js';
import { Addresses } from './addresses.service.js';
import { newPersonAt, peopleQuery, personPatch } from './person.input.js';
import { mayEdit, seesContactOf, type PersonFacts } from './person.rules.js';
import { personView, viewPerson, type PersonView } from './person.view.js';
import { People } from './people.service.js';

/** People for programs. */
@Api('people')
export class PeopleApi {
  constructor(
    private readonly people: People,
    private readonly addresses: Addresses,
    private readonly preferences: Preferences,
  ) {}

  @Describe({ summary: 'Lists people by family name', answer: personView, list: true })
  @Can('members.list')
  @Get()
  async list(
    @Me() me: Actor,
    @Param('network') network: string,
    @Query({ schema: peopleQuery }) { limit, after, ...filters }: z.output<typeof peopleQuery>,
  ): Promise<{ items: PersonView[]; next: string | null }> {
    const { rows, items } = await this.people.read(me, filters, { limit, after });
    return {
      items: await this.#views(me, items),
      next: nextAddress(`/api/v1/${network}/people`, { ...filters, limit }, rows, limit),
    };
  }

  @Describe({ summary: 'Reads one person', answer: personView })
  @Can('members.list')
  @Get(':id')
  async get(@Me() me: Actor, @Param('id') id: string): Promise<PersonView> {
    const [view] = await this.#views(me, [await this.people.find(me, id)]);
    return view;
  }

  @Describe({ summary: 'Adds a person to an organisation', answer: personView, status: 201 })
  @Can('members.edit')
  @Post()
  async add(
    @Me() me: Actor,
    @Body({ schema: newPersonAt }) { organisationId, ...input }: z.output<typeof newPersonAt>,
  ): Promise<PersonView> {
    const { id } = await this.people.add(me, organisationId, input);
    return this.get(me, id);
  }

  @Describe({
    summary: 'Corrects fields of a person; another address ends what the old one could do',
    answer: personView,
  })
  @Can('members.edit')
  @Patch(':id')
  async correct(
    @Me() me: Actor,
    @Param('id') id: string,
    @Body({ schema: personPatch }) { version, email, reading, ...input }: z.output<typeof personPatch>,
  ): Promise<PersonView> {
    await this.people.correct(me, id, input, version);
    if (email !== undefined) await this.addresses.move(me, id, email);
    if (reading) await this.preferences.choose(me, id, reading, me.via);
    return this.get(me, id);
  }

  async #views(me: Actor, people: PersonFacts[]): Promise<PersonView[]> {
    const choices = await this.preferences.choicesOf(people.map(({ id }) => id));
    return people.map((person) => {
      const all = person.id === me.personId || mayEdit(me, person);
      return viewPerson(person, { contact: seesContactOf(me, person), all }, choices.get(person.id));
    });
  }
}

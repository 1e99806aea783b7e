import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { allow, Can, Here, Me, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { pagerOf } from '../../core/web/templates/index.js';
import { ContactPoints } from '../contact-points/index.js';
import { CHANGES_PER_PAGE, History } from '../history/index.js';
import { Preferences, SAID_BY, toldForm, Wishes } from '../preferences/index.js';
import { Roles } from '../roles/index.js';
import { personForm, type PersonInput } from './person.input.js';
import { CHANNELS, FIELD_WORDS, mayEdit, mayMove, personName, seesContactOf } from './person.rules.js';
import { consentRows, contactRows, needRows } from './person.summary.js';
import { roleItem, viewPerson } from './person.view.js';
import { People } from './people.service.js';

interface In {
  network: string;
  id: string;
}

const SECTION = 'People';

/** One person's record. */
@Can('members.list')
@Pages('people/:id')
export class PeoplePages {
  constructor(
    private readonly people: People,
    private readonly roles: Roles,
    private readonly preferences: Preferences,
    private readonly wishes: Wishes,
    private readonly history: History,
    private readonly contactPoints: ContactPoints,
  ) {}

  @Get()
  async show(@Me() me: Actor, @Param() { network, id }: In): Promise<PageAnswer> {
    const person = await this.people.find(me, id);
    const may = { edit: mayEdit(me, person), move: mayMove(me, person) };
    const view = viewPerson(person, { contact: seesContactOf(me, person), all: may.edit });
    const roles = (await this.roles.of(id)).map(roleItem);
    const consent = may.edit
      ? [...consentRows(await this.preferences.standing(id, 'digest')), ...(await this.wishes.rows(id))]
      : [];
    return page('members/people/views/show', {
      title: view.name,
      caption: 'Person',
      section: SECTION,
      back: { href: `/${network}/organisations`, words: 'Organisations' },
      ...{ id, may, view, isMe: id === me.personId },
      held: may.edit ? (await this.contactPoints.heldAmong([id])).get(id) : undefined,
      roles: { now: roles.filter((one) => one.isPresent), before: roles.filter((one) => !one.isPresent) },
      rows: { contact: contactRows(view), needs: may.edit ? needRows(view) : [], consent },
    });
  }

  @Can('members.edit')
  @Get('details')
  async details(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const person = await this.#editable(me, params.id);
    return page('members/people/views/details', {
      ...frame(params, person),
      title: 'Correct the record',
      ...{ person, action: `people/${params.id}/details`, ...choices() },
    });
  }

  @Can('members.edit')
  @Form('details')
  @Post('details')
  async correct(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: personForm }) { version, ...input }: PersonInput & { version: number },
  ): Promise<RedirectAnswer> {
    await this.people.correct(me, id, input, version);
    return redirect(`/people/${id}`, 'The record is corrected.');
  }

  @Can('members.edit')
  @Get('preferences')
  async wanted(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const person = await this.#editable(me, params.id);
    return page('members/people/views/told', {
      ...frame(params, person),
      title: 'What they want to be sent',
      id: params.id,
      ...(await this.wishes.shown(params.id, 'they')),
      saidBy: Object.entries(SAID_BY).map(([value, words]) => ({ value, words })),
    });
  }

  @Can('members.edit')
  @Form('wanted')
  @Post('preferences')
  async note(
    @Me() me: Actor,
    @Param() { id }: In,
    @Here() { words: { digest } }: NetworkFacts,
    @Body({ schema: toldForm }) { saidBy, ...input }: z.output<typeof toldForm>,
  ): Promise<RedirectAnswer> {
    await this.#editable(me, id);
    const saved = await this.wishes.save(me, id, input, { source: saidBy, digest, who: 'They' });
    return redirect(`/people/${id}`, `It is noted, with how you know. ${saved}`);
  }

  @Can('members.edit')
  @Get('history')
  async changes(@Me() me: Actor, @Param() params: In, @Query('page') at: unknown): Promise<PageAnswer> {
    const person = await this.#editable(me, params.id);
    const number = Math.min(Math.max(1, Number.parseInt(String(at), 10) || 1), 100_000);
    const { changes, total } = await this.history.of(params.id, number);
    const path = `/${params.network}/people/${params.id}/history`;
    return page('members/history/views/page', {
      ...frame(params, person),
      title: `Changes to the record of ${personName(person)}`,
      changes: changes.map((one) => ({ ...one, field: FIELD_WORDS[one.field] ?? one.field })),
      pager: pagerOf({ path, page: number, size: CHANGES_PER_PAGE, total }),
    });
  }

  async #editable(me: Actor, id: string) {
    const person = await this.people.find(me, id);
    allow(mayEdit(me, person), 'Only they and the co-ordinator may see and correct this.');
    return person;
  }
}

function frame({ network, id }: In, person: { given: string; family: string }) {
  const name = personName(person);
  return { section: SECTION, back: { href: `/${network}/people/${id}`, words: name } };
}

/** Returns what the form of a record offers to choose from. */
export function choices() {
  return {
    channels: Object.entries(CHANNELS).map(([value, words]) => ({ value, words })),
    yesNo: [
      { value: 'yes', words: 'Yes' },
      { value: 'no', words: 'No' },
    ],
  };
}

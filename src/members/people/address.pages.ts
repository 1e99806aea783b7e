import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { allow, Can, Me, Public, StepUp, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { maskedAddress } from '../preferences/index.js';
import { Addresses } from './addresses.service.js';
import { addressForm } from './person.input.js';
import { mayMove, personName } from './person.rules.js';
import { People } from './people.service.js';

/** Putting another address in somebody else's record: whoever reads it signs in as them. */
@Can('members.edit')
@StepUp()
@Pages('people/:id/address')
export class AddressPages {
  constructor(
    private readonly people: People,
    private readonly addresses: Addresses,
  ) {}

  @Get()
  async form(
    @Me() me: Actor,
    @Param() { network, id }: { network: string; id: string },
  ): Promise<PageAnswer> {
    const person = await this.people.find(me, id);
    const name = personName(person);
    allow(mayMove(me, person), `Only ${name} can change this address, because of their role in the network.`);
    return page('members/people/views/address', {
      title: person.email ? 'Change the e-mail address' : 'Add an e-mail address',
      section: 'People',
      back: { href: `/${network}/people/${id}`, words: name },
      ...{ id, email: person.email },
    });
  }

  @Form('form')
  @Post()
  async move(
    @Me() me: Actor,
    @Param('id') id: string,
    @Body({ schema: addressForm }) { email }: z.output<typeof addressForm>,
  ): Promise<RedirectAnswer> {
    const before = await this.people.find(me, id);
    await this.addresses.move(me, id, email);
    const told = before.email && before.email !== email ? ' A letter to the old address says so.' : '';
    return redirect(`/people/${id}`, `The address is ${email ? 'kept' : 'taken out'}.${told}`);
  }
}

/** Where the link in a confirmation letter leads: looking changes nothing, pressing moves. */
@Public()
@Pages('address/:token')
export class AddressConfirmationPages {
  constructor(private readonly addresses: Addresses) {}

  @Get()
  async show(@Param('token') token: string): Promise<PageAnswer> {
    const move = await this.addresses.moveBy(token);
    if (!move) throw new NotFound('This link has been used, or a day has passed since it was sent.');
    return page('members/people/views/confirm', {
      title: 'Use this address?',
      ...{ token, to: move.to, given: move.person.given },
      old: move.person.email && maskedAddress(move.person.email),
    });
  }

  @Post()
  async confirm(@Param('token') token: string): Promise<PageAnswer> {
    await this.addresses.confirm(token);
    return page('members/people/views/confirmed', { title: 'Your address is changed' });
  }
}

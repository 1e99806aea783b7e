import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Here, Me, Self, StepUp, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { ContactPoints } from '../contact-points/index.js';
import { preferenceForm, Preferences, Wishes, type PreferenceInput } from '../preferences/index.js';
import { Roles } from '../roles/index.js';
import { Addresses } from './addresses.service.js';
import { ownAddressForm, personForm, type PersonInput } from './person.input.js';
import { needsCheck } from './person.rules.js';
import { consentRows, contactRows, needRows } from './person.summary.js';
import { roleItem, viewPerson } from './person.view.js';
import { choices } from './people.pages.js';
import { People } from './people.service.js';

interface In {
  network: string;
}

const SECTION = 'Your record';

/** Everybody's own record: to see, to correct, and to say that it is right. */
@Self()
@Pages('me')
export class OwnRecordPages {
  constructor(
    private readonly people: People,
    private readonly addresses: Addresses,
    private readonly roles: Roles,
    private readonly preferences: Preferences,
    private readonly wishes: Wishes,
    private readonly clock: Clock,
    private readonly contactPoints: ContactPoints,
  ) {}

  @Get()
  async show(@Me() me: Actor): Promise<PageAnswer> {
    const person = await this.people.find(me, me.personId);
    const view = viewPerson(person, { contact: true, all: true });
    const roles = (await this.roles.of(me.personId)).filter(({ isPresent }) => isPresent);
    const standing = await this.preferences.standing(me.personId, 'digest');
    return page('members/people/views/own', {
      title: view.name,
      section: SECTION,
      ...{ view, roles: roles.map(roleItem), mayList: me.may('members.list'), mayUseApi: me.may('api.use') },
      rows: {
        contact: contactRows(view),
        needs: needRows(view),
        consent: [...consentRows(standing), ...(await this.wishes.rows(me.personId))],
      },
      held: (await this.contactPoints.heldAmong([me.personId])).get(me.personId),
      isDue: needsCheck(person, this.clock.now()),
      confirmedAt: person.confirmedAt,
    });
  }

  @Post('confirmation')
  async confirm(@Me() me: Actor): Promise<RedirectAnswer> {
    await this.people.confirm(me);
    return redirect('/me', 'Thank you. We will ask again in a year.');
  }

  @Get('details')
  async details(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const person = await this.people.find(me, me.personId);
    const own = { person, action: 'me/details', isMe: true, ...choices() };
    return page('members/people/views/details', { ...frame(params), title: 'Correct your record', ...own });
  }

  @Form('details')
  @Post('details')
  async correct(
    @Me() me: Actor,
    @Body({ schema: personForm }) { version, ...input }: PersonInput & { version: number },
  ): Promise<RedirectAnswer> {
    await this.people.correct(me, me.personId, input, version);
    await this.people.confirm(me);
    return redirect('/me', 'Your record is corrected. Thank you.');
  }

  @StepUp()
  @Get('address')
  async address(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const { email } = await this.people.find(me, me.personId);
    return page('members/people/views/own-address', {
      ...frame(params),
      title: 'Your e-mail address',
      email,
    });
  }

  @StepUp()
  @Form('address')
  @Post('address')
  async askToMove(
    @Me() me: Actor,
    @Body({ schema: ownAddressForm }) { email }: z.output<typeof ownAddressForm>,
  ): Promise<RedirectAnswer> {
    await this.addresses.ask(me, email);
    return redirect(
      '/me',
      `A letter is on its way to ${email}. Press the button in it within a day; until then nothing changes.`,
    );
  }

  @Get('preferences')
  async wanted(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    return page('members/preferences/views/preferences', {
      ...frame(params),
      title: 'What you are sent',
      action: 'me/preferences',
      who: 'you',
      ...(await this.wishes.shown(me.personId)),
    });
  }

  @Form('wanted')
  @Post('preferences')
  async choose(
    @Me() me: Actor,
    @Here() { words: { digest } }: NetworkFacts,
    @Body({ schema: preferenceForm }) input: PreferenceInput,
  ): Promise<RedirectAnswer> {
    return redirect('/me', await this.wishes.save(me, me.personId, input, { source: 'page', digest }));
  }
}

function frame({ network }: In) {
  return { section: SECTION, back: { href: `/${network}/me`, words: SECTION } };
}

import { Get, Param, Post } from '@nestjs/common';
import { allow, Can, Me, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { telephoneHref } from '../organisations/index.js';
import { mayEdit, mayMove, People, personName } from '../people/index.js';
import { Preferences } from '../preferences/index.js';
import { HeldAddresses, type Standing } from './held-addresses.service.js';
import { whyNot } from './held.rules.js';

interface In {
  network: string;
  id: string;
}

const SECTION = 'People';

/** All addresses that do not work any more. */
@Can('members.edit')
@Pages('people/held-addresses')
export class HeldListPages {
  constructor(private readonly held: HeldAddresses) {}

  @Get()
  async list(@Me() me: Actor, @Param() { network }: In): Promise<PageAnswer> {
    return page('members/held/views/list', {
      title: 'Addresses that do not work',
      section: SECTION,
      back: { href: `/${network}/organisations`, words: 'Organisations' },
      rows: await this.held.all(me),
    });
  }
}

/** One of them, and what can be done about it. */
@Can('members.edit')
@Pages('people/:id/held-address')
export class HeldPages {
  constructor(
    private readonly held: HeldAddresses,
    private readonly people: People,
    private readonly preferences: Preferences,
  ) {}

  @Get()
  async show(@Me() me: Actor, @Param() { network, id }: In): Promise<PageAnswer> {
    const person = await this.people.find(me, id);
    allow(mayEdit(me, person));
    const held = await this.held.of(me, id);
    if (!held) throw new NotFound('The address of this person works.');
    return page('members/held/views/show', {
      title: `The address of ${held.name} does not work`,
      section: SECTION,
      back: { href: `/${network}/people/${id}`, words: personName(person) },
      ...{ id, held, name: held.name, mayMove: mayMove(me, person) },
      standings: (await this.held.standings(id)).map(shown),
    });
  }

  /** It was tried, or they said so: letters go there again. */
  @Post('release')
  async release(@Me() me: Actor, @Param('id') id: string): Promise<RedirectAnswer> {
    await this.held.release(me, id);
    return redirect(`/people/${id}`, 'Letters go to this address again.');
  }

  @Post('paper')
  async paper(@Me() me: Actor, @Param('id') id: string): Promise<RedirectAnswer> {
    allow(mayEdit(me, await this.people.find(me, id)));
    await this.preferences.choose(me, id, { paper: true }, me.via);
    return redirect(`/people/${id}`, 'They get the printed page from the next one on.');
  }
}

function shown({ telephone, way, ...standing }: Standing) {
  return {
    ...standing,
    telephone: telephone && { words: telephone, href: telephoneHref(telephone) },
    reachedBy: way.kind === 'reached' ? way.by.join(', ') : undefined,
    colleagues: way.kind === 'could' ? way.colleagues.map((one) => ({ ...one, why: whyNot(one) })) : [],
  };
}

import { Body, Get, Param, Post } from '@nestjs/common';
import { Here, Me, Public, type Actor } from '../../core/access/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { maskedAddress, shortName } from './consent.rules.js';
import { preferenceForm, type PreferenceInput } from './preference.input.js';
import type { Reader } from './preferences.service.js';
import { StopLinks } from './stop-links.service.js';
import { Wishes } from './wishes.service.js';

interface In {
  network: string;
  token: string;
}

/** What somebody wants to be sent, said by a link and without signing in. */
@Public()
@Pages('preferences/:token')
export class PreferencesPages {
  constructor(
    private readonly links: StopLinks,
    private readonly wishes: Wishes,
  ) {}

  @Get()
  async show(@Me() _me: Actor | undefined, @Param() { token }: In): Promise<PageAnswer> {
    const reader = await this.#reader(token);
    return page('members/preferences/views/preferences', {
      title: 'What you are sent',
      action: `preferences/${token}`,
      who: [shortName(reader), ...(reader.address ? [maskedAddress(reader.address)] : [])].join(', '),
      ...(await this.wishes.shown(reader.personId)),
    });
  }

  @Form('show')
  @Post()
  async choose(
    @Param() { token }: In,
    @Here() { words: { digest } }: NetworkFacts,
    @Body({ schema: preferenceForm }) input: PreferenceInput,
  ): Promise<RedirectAnswer> {
    const { personId } = await this.#reader(token);
    const saved = await this.wishes.save('product', personId, input, { source: 'page', digest });
    return redirect(`/preferences/${token}`, saved);
  }

  async #reader(token: string): Promise<Reader> {
    const reader = await this.links.owner(token);
    if (!reader) throw new NotFound();
    return reader;
  }
}

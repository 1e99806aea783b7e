import { Body, Get, Param, Post } from '@nestjs/common';
import { Here, Me, Public, type Actor } from '../../core/access/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { FREQUENCIES, getsIt, maskedAddress, shortName } from './consent.rules.js';
import { preferenceForm, type PreferenceInput } from './preference.input.js';
import { Preferences } from './preferences.service.js';
import { StopLinks } from './stop-links.service.js';

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
    private readonly preferences: Preferences,
  ) {}

  @Get()
  async show(@Me() _me: Actor | undefined, @Param() { token }: In): Promise<PageAnswer> {
    const reader = await this.links.owner(token);
    if (!reader) throw new NotFound();
    return page('members/preferences/views/preferences', {
      title: 'What you are sent',
      action: `preferences/${token}`,
      who: [shortName(reader), ...(reader.address ? [maskedAddress(reader.address)] : [])].join(', '),
      choices: FREQUENCIES,
      now: getsIt(reader.standing) ? 'weekly' : 'none',
    });
  }

  @Form('show')
  @Post()
  async choose(
    @Param() { token }: In,
    @Here() { words }: NetworkFacts,
    @Body({ schema: preferenceForm }) { digest }: PreferenceInput,
  ): Promise<RedirectAnswer> {
    const reader = await this.links.owner(token);
    if (!reader) throw new NotFound();
    if (digest === 'none') await this.preferences.stop('product', [reader.personId], 'digest', 'page');
    else await this.preferences.startAgain('product', reader.personId, 'digest', 'page');
    const what = `the ${words.digest ?? 'weekly digest'}`;
    return redirect(
      `/preferences/${token}`,
      digest === 'none'
        ? `You will not be sent ${what} any more.`
        : `You will be sent ${what} from the next one on.`,
    );
  }
}

import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { AUDIENCE_ROLES, Districts } from '../../members/index.js';
import { THEME_CHOICES } from '../articles/article.view.js';
import { EditionStore } from '../editions/edition.store.js';
import { nameOf } from '../editions/edition.view.js';
import { Corrections } from './corrections.service.js';
import { SIZE_CHOICES, STAGE_CHOICES } from './kind.view.js';
import { KindFacts } from './kind-facts.service.js';
import { Writings } from './writings.service.js';
import { audienceForm, messageForm } from './written.input.js';

interface In {
  network: string;
  key: string;
}

const VIEWS = 'digest/kinds/views';

/** Whom a newsletter or a briefing is for, and correcting what has gone. */
@Can('digest.compose')
@Pages('digest/:key', 'digest')
export class AudiencesPages {
  constructor(
    private readonly writings: Writings,
    private readonly corrections: Corrections,
    private readonly store: EditionStore,
    private readonly views: KindFacts,
    private readonly districts: Districts,
  ) {}

  @Get('audience')
  async audience(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const { edition } = await this.writings.open(me, key, ['newsletter', 'urgent']);
    const { stages } = edition.audience;
    return page(`${VIEWS}/audience`, {
      ...frame('Whom it is for', network, key, nameOf(edition)),
      filter: { ...edition.audience, stages: stages.map(String) },
      reach: await this.views.reach(edition),
      districts: (await this.districts.all()).map(({ id, name }) => ({ value: id, words: name })),
      themes: THEME_CHOICES,
      sizes: SIZE_CHOICES,
      stages: STAGE_CHOICES,
      roles: AUDIENCE_ROLES,
    });
  }

  @Form('audience')
  @Post('audience')
  async address(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: audienceForm }) filter: z.output<typeof audienceForm>,
  ): Promise<RedirectAnswer> {
    await this.writings.address(me, key, filter);
    return redirect(`/digest/${key}/audience`, 'Kept. The numbers below are of these people.');
  }

  @Get('correction')
  async correction(@Me() _me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const edition = await this.store.find(key);
    const mayCorrect = await this.corrections.mayCorrect(edition);
    return page(`${VIEWS}/correction`, {
      ...frame('Send a correction', network, key, nameOf(edition)),
      mayCorrect,
      subject: mayCorrect ? await this.corrections.subjectFor(edition) : '',
    });
  }

  @Form('correction')
  @Post('correction')
  async correct(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: messageForm }) words: z.output<typeof messageForm>,
  ): Promise<RedirectAnswer> {
    const made = await this.corrections.begin(me, key, words);
    return redirect(
      `/digest/${made}`,
      'The correction is kept. It goes to those who had the first, once somebody has approved it.',
    );
  }
}

function frame(title: string, network: string, key: string, name: string) {
  return { title, section: 'Digest', key, back: { href: `/${network}/digest/${key}`, words: name } };
}

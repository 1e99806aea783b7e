import { Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  Here,
  Me,
  Public,
  SECOND_FACTOR_GRACE_DAYS,
  setCookie,
  type Actor,
  type FolkmootRequest,
  type SessionFacts,
} from '../access/index.js';
import { Settings } from '../config/index.js';
import { NotFound } from '../errors/index.js';
import { sayDate } from '../web/templates/index.js';
import { defineNav, Guides, NEXT_COOKIE, page, Pages } from '../web/index.js';
import { ColleaguesQueries } from './colleagues.queries.js';
import type { NetworkFacts } from './facts.rules.js';
import { inside } from './inside.rules.js';
import { MODELS } from './models.rules.js';
import { Waitings } from './waitings.js';

defineNav({ path: '', words: 'Home', position: 0 });

const DAY = 86_400_000;

/** The front page of a network, and its help. */
@Pages('')
export class HomePages {
  constructor(
    private readonly waitings: Waitings,
    private readonly colleagues: ColleaguesQueries,
    private readonly guides: Guides,
    private readonly settings: Settings,
  ) {}

  /** What waits for whoever is in; for strangers a few words and the way in. */
  @Public()
  @Get()
  async home(@Req() request: FolkmootRequest, @Res({ passthrough: true }) response: Response) {
    const { actor, network, refusal } = request;
    if (refusal && !(refusal instanceof NotFound)) throw refusal;
    if (actor) return this.#forPerson(actor, network!, request.session);
    // Whoever signs in from here comes back here.
    setCookie(response, this.settings, NEXT_COOKIE, `/${network!.slug}`, 3600);
    const model = { title: network!.name, about: MODELS[network!.model].about, stranger: Boolean(refusal) };
    return page('core/network/views/welcome', model);
  }

  @Public()
  @Get('help')
  async help(@Me() me: Actor | undefined, @Here() here: NetworkFacts) {
    const { contactEmail, contactPhone, contactPost } = here.settings;
    const all = me ? await this.colleagues.all() : [];
    const coordinators = all.filter(({ role, standing }) => role === 'coordinator' && standing === 'held');
    const guides = this.guides.listed();
    const model = { title: 'Help', contactEmail, contactPhone, contactPost, coordinators, guides };
    return page('core/network/views/help', model);
  }

  async #forPerson(me: Actor, { slug, zone }: NetworkFacts, session: SessionFacts | undefined) {
    const found = await this.waitings.for(me);
    const below = found.map((one) => ({ ...one, href: inside(slug, one.href) }));
    const waiting = [...secondFactor(me, session, zone), ...below];
    return page('core/network/views/home', { title: 'For you to do', waiting });
  }
}

/** Whoever has power has some days for the second factor; later the product asks for it before anything else. */
function secondFactor(me: Actor, session: SessionFacts | undefined, zone: string) {
  if (!me.powerful || !session?.powerSince || session.hasTotp) return [];
  const ends = new Date(new Date(session.powerSince).getTime() + SECOND_FACTOR_GRACE_DAYS * DAY);
  const words = `Your role asks for a second factor by ${sayDate(ends, zone)}`;
  return [{ words, href: '/account/second-factor' }];
}

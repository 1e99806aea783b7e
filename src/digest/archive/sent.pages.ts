import { Get, Param, Query } from '@nestjs/common';
import { Me, Public, Self, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { pagerOf } from '../../core/web/templates/index.js';
import { StopLinks } from '../../members/index.js';
import { Sent } from './sent.service.js';
import { viewLine } from './sent.view.js';

interface In {
  network: string;
  key: string;
  token: string;
}

const VIEWS = 'digest/archive/views';
const SECTION = 'Archive';
const TITLE = 'What I was sent';
const PER_PAGE = 20;

/** Where these pages stand, and from where one comes to them; paths are below the network. */
interface Place {
  place: string;
  /** Whether one's own copies open from here. */
  opens: boolean;
  back: { path: string; words: string };
}

const OWN: Place = {
  ...{ place: 'digest/sent', opens: true },
  back: { path: 'digest/archive', words: 'What we have sent out' },
};

/** What somebody was sent, shown below one address: their own, or that of their link. */
abstract class SentViews {
  constructor(protected readonly sent: Sent) {}

  protected async lines(
    personId: string,
    { network }: In,
    { place, opens, back }: Place,
    query: { page?: string },
  ) {
    const at = Math.min(10_000, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1));
    const { lines, total } = await this.sent.list(personId, (at - 1) * PER_PAGE, PER_PAGE);
    return page(`${VIEWS}/sent`, {
      title: TITLE,
      section: SECTION,
      back: { href: `/${network}/${back.path}`, words: back.words },
      ...{ place, opens },
      rows: lines.map(viewLine),
      pager: pagerOf({ path: `/${network}/${place}`, page: at, size: PER_PAGE, total }),
    });
  }

  protected async one(personId: string, { network, key }: In, { place }: Place) {
    const { line, subject, html } = await this.sent.copy(personId, key);
    return page(`${VIEWS}/copy`, {
      title: viewLine(line).name,
      section: SECTION,
      back: { href: `/${network}/${place}`, words: TITLE },
      line: viewLine(line),
      subject,
      html,
    });
  }
}

/** The same for whoever is signed in. */
@Self()
@Pages('digest/sent', 'digest')
export class OwnSentPages extends SentViews {
  constructor(sent: Sent) {
    super(sent);
  }

  @Get()
  list(@Me() me: Actor, @Param() params: In, @Query() query: { page?: string }): Promise<PageAnswer> {
    return this.lines(me.personId, params, OWN, query);
  }

  @Get(':key')
  show(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    return this.one(me.personId, params, OWN);
  }
}

/**
 * What became of each edition, by the link in every digest, for those who have no account. Letters are passed on, links
 * and all, so a copy opens only for whoever is signed in, and then it is their own.
 */
@Public()
@Pages('preferences/:token/sent', 'digest')
export class LinkedSentPages extends SentViews {
  constructor(
    sent: Sent,
    private readonly links: StopLinks,
  ) {
    super(sent);
  }

  @Get()
  async list(@Param() params: In, @Query() query: { page?: string }): Promise<PageAnswer> {
    return this.lines(await this.#owner(params), params, placeOf(params), query);
  }

  @Get(':key')
  async show(@Param() params: In): Promise<RedirectAnswer> {
    await this.#owner(params);
    return redirect(`/${OWN.place}/${params.key}`);
  }

  async #owner({ token }: In): Promise<string> {
    const reader = await this.links.owner(token);
    if (!reader) throw new NotFound();
    return reader.personId;
  }
}

function placeOf({ token }: In): Place {
  const path = `preferences/${token}`;
  return { place: `${path}/sent`, opens: false, back: { path, words: 'What you are sent' } };
}

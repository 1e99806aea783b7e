import { Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Me, Public, setCookie, type Actor, type FolkmootRequest } from '../../core/access/index.js';
import { Settings } from '../../core/config/index.js';
import { NotFound, SignInNeeded } from '../../core/errors/index.js';
import { NEXT_COOKIE, page, Pages, type PageAnswer } from '../../core/web/index.js';
import { pagerOf } from '../../core/web/templates/index.js';
import { Archive } from './archive.service.js';
import { viewEdition, viewShown } from './archive.view.js';

interface In {
  network: string;
  key: string;
}

const VIEWS = 'digest/archive/views';
const SECTION = 'Archive';
const TITLE = 'What we have sent out';
const PER_PAGE = 20;

/** What went out, at addresses that never change. */
@Public()
@Pages('digest/archive', 'digest')
export class ArchivePages {
  constructor(
    private readonly archive: Archive,
    private readonly settings: Settings,
  ) {}

  @Get()
  async list(
    @Me() me: Actor | undefined,
    @Param() { network }: In,
    @Query() query: { page?: string },
    @Req() request: FolkmootRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const at = Math.min(10_000, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1));
    const { editions, total } = await this.archive
      .list(me, (at - 1) * PER_PAGE, PER_PAGE)
      .catch((error: unknown) => askFirst(error, me, request));
    this.#comeBack(request, response);
    return page(`${VIEWS}/list`, {
      title: TITLE,
      section: SECTION,
      rows: editions.map(viewEdition),
      pager: pagerOf({ path: `/${network}/digest/archive`, page: at, size: PER_PAGE, total }),
      isMember: me?.may('archive.read') ?? false,
      isStranger: !request.session,
    });
  }

  @Get(':key')
  async show(
    @Me() me: Actor | undefined,
    @Param() { network, key }: In,
    @Req() request: FolkmootRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const shown = await this.archive.read(me, key).catch((error: unknown) => askFirst(error, me, request));
    this.#comeBack(request, response);
    const { name, ...model } = viewShown(shown);
    return page(`${VIEWS}/show`, {
      title: name,
      section: SECTION,
      back: { href: `/${network}/digest/archive`, words: TITLE },
      ...model,
      isStranger: !request.session,
    });
  }

  /** Whoever signs in from here comes back here. */
  #comeBack(request: FolkmootRequest, response: Response): void {
    if (!request.session) setCookie(response, this.settings, NEXT_COOKIE, request.originalUrl, 3600);
  }
}

/** A stranger is asked to sign in, whether there is something for members or not. */
function askFirst(error: unknown, me: Actor | undefined, request: FolkmootRequest): never {
  if (!(error instanceof NotFound) || me) throw error;
  throw request.refusal ?? (request.session ? error : new SignInNeeded());
}

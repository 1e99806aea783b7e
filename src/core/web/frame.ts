import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import {
  clearCookie,
  formToken,
  NOTICE_COOKIE,
  readCookie,
  ROLES,
  type FolkmootRequest,
} from '../access/index.js';
import { Settings } from '../config/index.js';
import type { PageContent } from './answers.js';
import { navFor, openTo } from './nav.js';
import { Readiness } from './readiness.js';
import type { PageModel, PageReader } from './templates/index.js';

/** Words a person typed that must not come back on the page: tokens and codes. */
const NEVER_BACK = new Set(['_token', 'code', 'digits', 'csv']);

/** Builds what every page needs around its own content. */
@Injectable()
export class Frame {
  constructor(
    private readonly settings: Settings,
    private readonly readiness: Readiness,
  ) {}

  /** Returns the frame of a page for this request; the waiting notice is shown once. */
  around(request: FolkmootRequest, response: Response, own: PageContent): PageModel {
    const { network } = request;
    const notice = readCookie(request, this.settings, NOTICE_COOKIE);
    if (notice) clearCookie(response, this.settings, NOTICE_COOKIE);
    return {
      network,
      base: network ? `/${network.slug}` : '',
      me: readerOf(request),
      nav: request.actor && network ? navFor(request.actor, network, request.path) : [],
      ...(network ? openTo(network) : {}),
      notice,
      quarantined: this.readiness.quarantined,
      formToken: request.sessionSecret ? formToken(request.sessionSecret) : '',
      signedIn: Boolean(request.session),
      help: { href: network ? `/${network.slug}/help` : '/help', words: 'Help' },
      path: request.path,
      mailboxUrl:
        this.settings.embedded &&
        this.settings.FOLKMOOT_MAILBOX &&
        !this.settings.SMTP_URL &&
        !this.settings.production
          ? '/mailbox'
          : undefined,
      ...own,
    };
  }

  /** Returns what was typed, for showing the form again; a form that only asks for something has it in the address. */
  answersOf(request: FolkmootRequest): Record<string, string | string[]> {
    const typed = (request.method === 'GET' ? request.query : (request.body ?? {})) as Record<
      string,
      string | string[]
    >;
    return Object.fromEntries(Object.entries(typed).filter(([name]) => !NEVER_BACK.has(name)));
  }
}

/** Who is signed in: a person of the network, or outside their networks only an address. */
function readerOf({ actor, network, session }: FolkmootRequest): PageReader | undefined {
  const signOut = '/sign-out';
  if (actor) {
    const roles = actor.roles.map((role) => ROLES[role].words);
    return { name: actor.name, roles, href: `/${network?.slug}/me`, signOut };
  }
  return session && { name: session.email, roles: [], href: '/account', signOut };
}

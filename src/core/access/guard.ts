import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { createHash } from 'node:crypto';
import { Settings } from '../config/index.js';
import { Clock } from '../clock/index.js';
import { Db } from '../database/index.js';
import { Forbidden, NotFound, SignInNeeded, StepUpNeeded } from '../errors/index.js';
import type { NetworkFacts } from '../network/index.js';
import { Actor } from './actor.js';
import { readCookie, SESSION_COOKIE } from './cookies.js';
import { ENTRY, FROM_ANYWHERE, MODULE, STEP_UP, type Entry } from './decorators.js';
import { Limits } from './limits.js';
import { refuseForgery } from './forgery.js';
import type { FolkmootRequest, SessionFacts } from './request.js';
import type { RoleHeld } from './roles.rules.js';
import { secondFactorNeed, sessionLives, steppedUp } from './session.rules.js';

interface Found {
  network: NetworkFacts | null;
  session?: SessionFacts | null;
  tokenId?: string | null;
  people: { id: string; accountId: string | null; name: string; roles: RoleHeld[] }[];
}

/** A signed-in account with several people in this network must first say who is sitting there. */
export class WhoIsIt extends SignInNeeded {}

/** The second factor must be set up before anything else. */
export class SetUpFirst extends StepUpNeeded {}

/** Learns who asks and decides whether they may enter: network from the path, person from session or token. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly limits: Limits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FolkmootRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const entry = this.reflector.getAllAndOverride<Entry>(ENTRY, targets);
    await this.#learn(request);
    if (request.params.network !== undefined && !request.network) throw new NotFound();
    const module = this.reflector.getAllAndOverride<string | undefined>(MODULE, targets);
    if (module && request.network && !request.network.modules.includes(module)) throw new NotFound();
    refuseForgery(
      request,
      this.settings,
      this.reflector.getAllAndOverride<boolean>(FROM_ANYWHERE, targets) ?? false,
    );
    if (entry.who === 'public') return true;
    this.#demandSession(request);
    if (entry.who === 'account') return true;
    this.#demandPerson(request, entry);
    if (this.reflector.getAllAndOverride<boolean>(STEP_UP, targets)) this.#demandStepUp(request);
    return true;
  }

  async #learn(request: FolkmootRequest): Promise<void> {
    const slug = typeof request.params.network === 'string' ? request.params.network : null;
    const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.get('authorization') ?? '')?.[1];
    const cookie = readCookie(request, SESSION_COOKIE);
    if (bearer && request.path.startsWith('/api/')) return this.#learnToken(request, slug, bearer);
    if (cookie && !request.path.startsWith('/api/')) return this.#learnSession(request, slug, cookie);
    await this.limits.spend('anonymous', prefixOf(request));
    if (slug === null) return;
    const row = await this.db.one<{ network: NetworkFacts | null }>('select network_find($1) as network', [
      slug,
    ]);
    request.network = row?.network ?? undefined;
  }

  async #learnToken(request: FolkmootRequest, slug: string | null, bearer: string): Promise<void> {
    const row = await this.db.one<{ found: Found }>('select access_by_token($1, $2) as found', [
      sha256(bearer),
      slug,
    ]);
    const found = row!.found;
    request.network = found.network ?? undefined;
    if (!found.tokenId || found.people.length !== 1) return;
    await this.limits.spend('api', found.tokenId);
    const person = found.people[0];
    request.tokenId = found.tokenId;
    request.actor = new Actor(found.network!.id, person.id, undefined, person.name, person.roles, 'api');
  }

  async #learnSession(request: FolkmootRequest, slug: string | null, cookie: string): Promise<void> {
    const row = await this.db.one<{ found: Found }>('select access_by_session($1, $2) as found', [
      sha256(cookie),
      slug,
    ]);
    const found = row!.found;
    request.network = found.network ?? undefined;
    if (!found.session || !this.#lives(found.session, false)) return;
    request.session = found.session;
    request.sessionSecret = cookie;
    if (!found.network || found.people.length === 0) return;
    const chosen = found.session.people[found.network.id];
    const person = found.people.length === 1 ? found.people[0] : found.people.find(({ id }) => id === chosen);
    request.ambiguous = !person;
    if (!person) return;
    request.actor = new Actor(
      found.network.id,
      person.id,
      found.session.accountId,
      person.name,
      person.roles,
      'page',
    );
  }

  #lives(session: SessionFacts, power: boolean): boolean {
    const ages = { createdAt: new Date(session.createdAt), lastSeenAt: new Date(session.lastSeenAt) };
    return sessionLives(ages, power, this.clock.now());
  }

  #demandSession(request: FolkmootRequest): void {
    if (!request.session && !request.tokenId) throw new SignInNeeded();
  }

  #demandPerson(request: FolkmootRequest, entry: Entry): void {
    const { actor, session } = request;
    if (!request.network) throw new NotFound();
    // A stranger to the network learns no more than that there is nothing for them here.
    if (!actor) throw request.ambiguous ? new WhoIsIt() : new NotFound();
    if (session && actor.powerful) {
      if (!this.#lives(session, true))
        throw new SignInNeeded('You have been away for a while. Please sign in again.');
      const powerSince = session.powerSince ? new Date(session.powerSince) : null;
      const need = secondFactorNeed({ ...session, powerSince }, this.clock.now());
      if (need === 'code') throw new StepUpNeeded();
      if (need === 'set-up') throw new SetUpFirst('Your role needs a second factor. Please set it up now.');
    }
    if (entry.who === 'can' && !actor.may(entry.permission)) throw new Forbidden();
  }

  #demandStepUp(request: FolkmootRequest): void {
    const { session } = request;
    if (!session) return;
    const stepUpUntil = session.stepUpUntil ? new Date(session.stepUpUntil) : null;
    if (!steppedUp({ hasTotp: session.hasTotp, stepUpUntil }, this.clock.now())) throw new StepUpNeeded();
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The part of an address that one household or office shares: /24 for IPv4, /56 for IPv6. */
export function prefixOf(request: FolkmootRequest): string {
  const ip = (request.ip ?? '').replace(/^::ffff:/, '');
  return ip.includes(':')
    ? ip.split(':').slice(0, 4).join(':').slice(0, 17)
    : ip.split('.').slice(0, 3).join('.');
}

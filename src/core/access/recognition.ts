import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Clock } from '../clock/index.js';
import { Settings } from '../config/index.js';
import { Db, HOUSE } from '../database/index.js';
import { NotFound } from '../errors/index.js';
import type { NetworkFacts } from '../network/index.js';
import { Actor } from './actor.js';
import { readCookie, SESSION_COOKIE } from './cookies.js';
import { Limits } from './limits.js';
import { addressPrefix } from './prefix.rules.js';
import type { FolkmootRequest, SessionFacts } from './request.js';
import { hasPower, roleNames, type RoleHeld } from './roles.rules.js';
import { sessionLives } from './session.rules.js';

interface Found {
  network: NetworkFacts | null;
  session?: SessionFacts | null;
  tokenId?: string | null;
  /** Of the account behind the token. */
  hasTotp?: boolean;
  powerSince?: string | null;
  /** The token is right, but another network's. */
  elsewhere?: boolean;
  people: { id: string; accountId: string | null; name: string; roles: RoleHeld[] }[];
}

const MINUTE = 60_000;

/** Learns who asks: the network from the path, the person from the session or the token. Decides nothing. */
@Injectable()
export class Recognition {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly limits: Limits,
    private readonly settings: Settings,
  ) {}

  /** Writes what it finds on the request. @throws TooMany, NotFound for a token of another network */
  async of(request: FolkmootRequest): Promise<void> {
    const slug = typeof request.params.network === 'string' ? request.params.network : null;
    const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.get('authorization') ?? '')?.[1];
    const cookie = readCookie(request, this.settings, SESSION_COOKIE);
    const isApi = request.path.startsWith('/api/');
    if (bearer && isApi) return this.#byToken(request, slug, bearer);
    if (cookie && !isApi) return this.#bySession(request, slug, cookie);
    await this.limits.spend('anonymous', prefixOf(request));
    if (slug === null) return;
    const row = await this.#ask<{ network: NetworkFacts | null }>('select network_find($1) as network', [
      slug,
    ]);
    request.network = row.network ?? undefined;
  }

  async #byToken(request: FolkmootRequest, slug: string | null, bearer: string): Promise<void> {
    const { found } = await this.#ask<{ found: Found }>('select access_by_token($1, $2) as found', [
      sha256(bearer),
      slug,
    ]);
    if (found.elsewhere) throw new NotFound();
    request.network = found.network ?? undefined;
    if (!found.tokenId || found.people.length !== 1) return this.limits.spend('anonymous', prefixOf(request));
    await this.limits.spend('api', found.tokenId);
    const [person] = found.people;
    const actor = new Actor(found.network!.id, person.id, undefined, person.name, person.roles, 'api');
    // Whoever lost the role that gave them tokens has lost the tokens with it.
    if (!actor.may('api.use')) return;
    request.tokenId = found.tokenId;
    request.tokenOwner = { hasTotp: found.hasTotp ?? false, powerSince: found.powerSince ?? null };
    request.actor = actor;
  }

  async #bySession(request: FolkmootRequest, slug: string | null, cookie: string): Promise<void> {
    const { found } = await this.#ask<{ found: Found }>('select access_by_session($1, $2) as found', [
      sha256(cookie),
      slug,
    ]);
    request.network = found.network ?? undefined;
    if (!found.session || !this.#lives(found)) return this.limits.spend('anonymous', prefixOf(request));
    await this.#touch(found.session, cookie);
    request.session = found.session;
    request.sessionSecret = cookie;
    this.#choosePerson(request, found);
  }

  #choosePerson(request: FolkmootRequest, { network, session, people }: Found): void {
    if (!network || !session || people.length === 0) return;
    const chosen = session.people[network.id];
    const person = people.length === 1 ? people[0] : people.find(({ id }) => id === chosen);
    request.ambiguous = !person;
    if (!person) return;
    request.actor = new Actor(network.id, person.id, session.accountId, person.name, person.roles, 'page');
  }

  /** Sessions of accounts with power anywhere are short everywhere. */
  #lives({ session, people }: Found): boolean {
    const { createdAt, lastSeenAt, powerSince } = session!;
    const now = this.clock.now();
    const here = people.some(({ roles }) => hasPower(roleNames(roles)));
    const power = here || (powerSince !== null && new Date(powerSince) <= now);
    return sessionLives({ createdAt: new Date(createdAt), lastSeenAt: new Date(lastSeenAt) }, power, now);
  }

  async #touch(session: SessionFacts, cookie: string): Promise<void> {
    const idle = this.clock.now().getTime() - new Date(session.lastSeenAt).getTime();
    if (idle > MINUTE) await this.#ask('select session_touch($1)', [sha256(cookie)]);
  }

  /** A moved clock reaches SQL only inside a transaction; in ordinary life none is needed here. */
  async #ask<Row>(sql: string, params: unknown[]): Promise<Row> {
    const ask = () => this.db.one<Row>(sql, params);
    return (await (this.clock.shift === 0 ? ask() : this.db.inNetwork(HOUSE, ask)))!;
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The part of an address that one household or office shares. */
export function prefixOf(request: FolkmootRequest): string {
  return addressPrefix(request.ip ?? '');
}

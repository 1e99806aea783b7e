import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Settings } from '../config/index.js';
import { Clock } from '../clock/index.js';
import { DomainError, Forbidden, NotFound, SignInNeeded, StepUpNeeded } from '../errors/index.js';
import { BEFORE_SESSION, ENTRY, FROM_ANYWHERE, MODULE, STEP_UP, type Entry } from './decorators.js';
import { refuseForgery } from './forgery.js';
import { Recognition } from './recognition.js';
import type { FolkmootRequest } from './request.js';
import { secondFactorNeed, steppedUp } from './session.rules.js';

const TOKEN_NEEDS_FACTOR =
  'The role of this token’s owner needs a second factor. It must be set up on the website before the token works again.';

/** A signed-in account with several people in this network must first say who is sitting there. */
export class WhoIsIt extends SignInNeeded {}

/** The second factor must be set up before anything else. */
export class SetUpFirst extends StepUpNeeded {}

/** Decides who may enter, once it is known who asks. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly recognition: Recognition,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FolkmootRequest>();
    const said = <T>(key: string) =>
      this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
    const entry = said<Entry>(ENTRY)!;
    await this.recognition.of(request);
    if (request.params.network !== undefined && !request.network) throw new NotFound();
    const module = said<string>(MODULE);
    if (module && request.network && !request.network.modules.includes(module)) throw new NotFound();
    refuseForgery(request, this.settings, {
      fromAnywhere: said<boolean>(FROM_ANYWHERE) ?? false,
      beforeSession: said<boolean>(BEFORE_SESSION) ?? false,
    });
    if (entry.who === 'public') return this.#greet(request);
    if (!request.session && !request.tokenId) throw new SignInNeeded();
    if (entry.who === 'account') return true;
    this.#demandPerson(request);
    if (entry.who === 'can' && !request.actor!.may(entry.permission)) throw new Forbidden();
    if (said<boolean>(STEP_UP)) this.#demandStepUp(request);
    return true;
  }

  /** Whoever still owes a second factor is a stranger to public pages, which then know why. */
  #greet(request: FolkmootRequest): true {
    if (!request.network || !(request.session || request.tokenId)) return true;
    try {
      this.#demandPerson(request);
    } catch (refusal) {
      if (!(refusal instanceof DomainError)) throw refusal;
      request.actor = undefined;
      request.refusal = refusal;
    }
    return true;
  }

  #demandPerson({ actor, session, tokenOwner, network, ambiguous }: FolkmootRequest): void {
    if (!network) throw new NotFound();
    // A stranger to the network learns no more than that there is nothing for them here.
    if (!actor) throw ambiguous ? new WhoIsIt() : new NotFound();
    // Nobody is there to type a code for a program; that its owner has a factor is what can be asked.
    const facts = session ?? (tokenOwner && { ...tokenOwner, factor: 'totp' as const });
    if (!facts) return;
    const powerSince = actor.powerful && facts.powerSince ? new Date(facts.powerSince) : null;
    const need = secondFactorNeed({ ...facts, powerSince }, this.clock.now());
    if (need === 'set-up' && !session) throw new Forbidden(TOKEN_NEEDS_FACTOR);
    if (need === 'code') throw new StepUpNeeded();
    if (need === 'set-up') throw new SetUpFirst('Your role needs a second factor. Please set it up now.');
  }

  #demandStepUp({ session }: FolkmootRequest): void {
    if (!session) return;
    const stepUpUntil = session.stepUpUntil ? new Date(session.stepUpUntil) : null;
    if (!steppedUp({ hasTotp: session.hasTotp, stepUpUntil }, this.clock.now())) throw new StepUpNeeded();
  }
}

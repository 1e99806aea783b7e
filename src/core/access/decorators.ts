import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { NetworkFacts } from '../network/index.js';
import type { Actor } from './actor.js';
import type { FolkmootRequest } from './request.js';

/** What a route declares about who may enter. */
export type Entry =
  { who: 'can'; permission: string } | { who: 'self' } | { who: 'account' } | { who: 'public' };

export const ENTRY = 'folkmoot:entry';
export const STEP_UP = 'folkmoot:step-up';
export const MODULE = 'folkmoot:module';
export const FROM_ANYWHERE = 'folkmoot:from-anywhere';
export const BEFORE_SESSION = 'folkmoot:before-session';

/** Open to whoever has the permission through a role held today. */
export const Can = (permission: string) => SetMetadata(ENTRY, { who: 'can', permission } satisfies Entry);

/** Open to every person of the network, for what is their own. */
export const Self = () => SetMetadata(ENTRY, { who: 'self' } satisfies Entry);

/** Open to whoever is signed in, in whatever network: devices, second factor, choosing who one is. */
export const SignedIn = () => SetMetadata(ENTRY, { who: 'account' } satisfies Entry);

/** Open to everybody. */
export const Public = () => SetMetadata(ENTRY, { who: 'public' } satisfies Entry);

/** Asks for a fresh second factor (15 minutes): money, exports, roles, elections, change of e-mail address. */
export const StepUp = () => SetMetadata(STEP_UP, true);

/** The routes of a controller exist only where the network has the module switched on. */
export const PartOf = (module: string) => SetMetadata(MODULE, module);

/** Takes posts from other sites and mail programmes; only for addresses that carry their own signature. */
export const FromAnywhere = () => SetMetadata(FROM_ANYWHERE, true);

/** Takes forms of this site that were drawn before somebody signed in, so without that session's token. */
export const BeforeSession = () => SetMetadata(BEFORE_SESSION, true);

/** The person who acts, in this network. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Actor | undefined => {
  return context.switchToHttp().getRequest<FolkmootRequest>().actor;
});

/** The network of the path. */
export const Here = createParamDecorator(
  (_: unknown, context: ExecutionContext): NetworkFacts | undefined => {
    return context.switchToHttp().getRequest<FolkmootRequest>().network;
  },
);

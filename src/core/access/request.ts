import type { Request } from 'express';
import type { DomainError } from '../errors/index.js';
import type { NetworkFacts } from '../network/index.js';
import type { Actor } from './actor.js';

/** A session as the guard reads it; the cookie's own value never leaves the request. */
export interface SessionFacts {
  id: string;
  accountId: string;
  email: string;
  powerSince: string | null;
  createdAt: string;
  lastSeenAt: string;
  stepUpUntil: string | null;
  factor: 'link' | 'totp';
  people: Record<string, string>;
  hasTotp: boolean;
}

/** What the guard learned, kept on the request for the adapters. */
export interface FolkmootRequest extends Request {
  requestId: string;
  network?: NetworkFacts;
  actor?: Actor;
  session?: SessionFacts;
  sessionSecret?: string;
  tokenId?: string;
  tokenOwner?: { hasTotp: boolean; powerSince: string | null };
  /** Several people of this network share the account, and nobody has said who is sitting there. */
  ambiguous?: boolean;
  /** Why somebody who is signed in is still a stranger to this public page. */
  refusal?: DomainError;
}

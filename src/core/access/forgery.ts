import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Settings } from '../config/index.js';
import { Forbidden } from '../errors/index.js';
import type { FolkmootRequest } from './request.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The token every form of a session carries: HMAC of the session's secret, so nothing is stored. */
export function formToken(sessionSecret: string): string {
  return createHmac('sha256', sessionSecret).update('form').digest('base64url');
}

/**
 * Refuses requests that another site made a browser send: foreign origin, cross-site fetch metadata, or a
 * session's form without the session's token.
 * One-click unsubscribing comes from mail programmes and carries its own signed address (RFC 8058): `fromAnywhere`.
 * The pages of signing in were drawn before there was a session: `beforeSession`.
 * @throws Forbidden
 */
export function refuseForgery(
  request: FolkmootRequest,
  settings: Settings,
  { fromAnywhere, beforeSession }: { fromAnywhere: boolean; beforeSession: boolean },
): void {
  if (SAFE.has(request.method) || request.tokenId) return;
  const origin = request.get('origin');
  const site = request.get('sec-fetch-site');
  const ours =
    origin === undefined || origin === new URL(settings.baseUrl).origin || sameHost(origin, request);
  const foreign = !ours || (site !== undefined && site !== 'same-origin' && site !== 'none');
  if (foreign && !fromAnywhere) {
    throw new Forbidden('This form was sent from another site. Please open the page again here.');
  }
  if (
    !fromAnywhere &&
    !beforeSession &&
    request.session &&
    request.sessionSecret &&
    !tokenMatches(request, request.sessionSecret)
  ) {
    throw new Forbidden('This form has gone stale. Please open the page again and send it once more.');
  }
}

function sameHost(origin: string, request: FolkmootRequest): boolean {
  try {
    return new URL(origin).host === request.get('host');
  } catch {
    return false;
  }
}

function tokenMatches(request: FolkmootRequest, secret: string): boolean {
  const body = request.body as { _token?: unknown } | undefined;
  const given = Buffer.from(String(body?._token ?? request.get('x-form-token') ?? ''));
  const right = Buffer.from(formToken(secret));
  return given.length === right.length && timingSafeEqual(given, right);
}

import type { Response } from 'express';
import type { Settings } from '../../config/index.js';
import { NEXT_COOKIE } from '../../web/index.js';
import { clearCookie, PENDING_COOKIE, readCookie, SESSION_COOKIE, setCookie } from '../cookies.js';
import type { FolkmootRequest } from '../request.js';
import { SESSION_LIFE } from '../session.rules.js';
import { deviceOf } from './device.rules.js';
import { nextPath } from './next-path.rules.js';
import { asSecret } from './secrets.rules.js';
import type { Browser } from './sign-in.service.js';

/** How long a browser may wait for its letter, in seconds; longer than any link lives. */
const WAIT = 3600;

/** Returns what a browser says of itself. */
export function browserOf(request: FolkmootRequest, settings: Settings): Browser {
  return {
    pending: asSecret(readCookie(request, settings, PENDING_COOKIE)),
    device: deviceOf(request.get('user-agent')),
  };
}

/** Makes a browser wait; one that waits already keeps its value, so that each of its links fits. */
export function keepWaiting(response: Response, settings: Settings, pending: string): void {
  setCookie(response, settings, PENDING_COOKIE, pending, WAIT);
}

/** Gives a browser its session and takes away what it no longer needs. */
export function letIn(response: Response, settings: Settings, session: string): void {
  setCookie(response, settings, SESSION_COOKIE, session, SESSION_LIFE.member.whole / 1000);
  clearCookie(response, settings, PENDING_COOKIE);
}

/** Returns where a person was going when we stopped them, and forgets it. */
export function takeNext(
  request: FolkmootRequest,
  response: Response,
  settings: Settings,
): string | undefined {
  const text = readCookie(request, settings, NEXT_COOKIE);
  if (text !== undefined) clearCookie(response, settings, NEXT_COOKIE);
  return nextPath(text);
}

import type { CookieOptions, Request, Response } from 'express';
import type { Settings } from '../config/index.js';

/** Names without the `__Host-` prefix, which is added where the address people type is https. */
export const SESSION_COOKIE = 'folkmoot';
export const PENDING_COOKIE = 'pending';
export const NOTICE_COOKIE = 'notice';

/** Returns a cookie of ours, by exactly the name we set it under; undefined when absent or when it cannot be read. */
export function readCookie(request: Request, settings: Settings, name: string): string | undefined {
  const wanted = cookieName(settings, name);
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === wanted) return decoded(rest.join('='));
  }
  return undefined;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** Sets a cookie that scripts cannot read; `seconds` undefined means until the browser closes. */
export function setCookie(
  response: Response,
  settings: Settings,
  name: string,
  value: string,
  seconds?: number,
): void {
  response.cookie(cookieName(settings, name), value, {
    ...cookieOptions(settings),
    ...(seconds === undefined ? {} : { maxAge: seconds * 1000 }),
  });
}

/** Takes a cookie of ours away again. */
export function clearCookie(response: Response, settings: Settings, name: string): void {
  response.clearCookie(cookieName(settings, name), cookieOptions(settings));
}

function cookieName(settings: Settings, name: string): string {
  return settings.baseUrl.startsWith('https:') ? `__Host-${name}` : name;
}

function cookieOptions(settings: Settings): CookieOptions {
  // Lax, not Strict: people arrive from a mail programme.
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: settings.baseUrl.startsWith('https:') };
}

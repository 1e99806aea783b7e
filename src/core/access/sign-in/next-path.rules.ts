const LONGEST = 500;

/** Pages that lead back to themselves, or nowhere, once somebody is in. */
const DETOURS = /^\/(?:sign-in|sign-out|account\/(?:code|who|second-factor)|static|health|api)(?:[/?]|$)/;

/**
 * Returns a path of this site as it may be gone to after signing in, or undefined for anything else: another
 * host in whatever disguise, hidden characters, or a page that would only send people round again.
 */
export function nextPath(text: string | undefined): string | undefined {
  if (!text || text.length > LONGEST) return undefined;
  if (!text.startsWith('/') || /^\/[/\\]/.test(text)) return undefined;
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(text)) return undefined;
  return DETOURS.test(text) ? undefined : text;
}

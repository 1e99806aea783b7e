import { quoted, refused, taken, type Reading } from './reading.rules.js';

/** First words of paths that are the product's own, or that a host may need; no network can have them. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  `about access accessibility account accounts admin api app assets calendar confirm contact cookies css devices docs
  download error errors favicon feed feedback files fonts health help home hook hooks icons images img inbox index js
  livez log login logo logout mail mailbox manifest metrics network networks new oauth openapi operator ping preferences
  press print privacy public readyz register reset robots root search security session sessions settings setup sign-in
  sign-out sign-up signin signout signup sitemap sso static status stop stylesheet subscribe support system terms token tokens unsubscribe uploads user users verify version web webhook webhooks well-known worker www`.split(
    /\s+/,
  ),
);

const SHAPE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Reads a network's short name in addresses: 3 to 40 of a–z, 0–9 and single hyphens between them, not reserved. */
export function readSlug(text: string): Reading<string> {
  const slug = text.trim();
  if (slug.length < 3 || slug.length > 40 || !SHAPE.test(slug)) {
    const rule = `${quoted(slug)} cannot be used in addresses. Use 3 to 40 small letters, digits and single hyphens.`;
    const meant = slugFrom(slug);
    return meant ? refused(rule, meant) : refused(rule);
  }
  if (RESERVED_SLUGS.has(slug))
    return refused(`“${slug}” is kept for the product itself. Choose another short name.`);
  return taken(slug);
}

/** Returns a short name made from a longer one, or undefined when none can be. */
export function slugFrom(name: string): string | undefined {
  const words = name
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’]/gu, '')
    .match(/[a-z0-9]+/g);
  const slug = (words ?? []).join('-').slice(0, 40).replace(/-$/, '');
  return slug.length >= 3 && !RESERVED_SLUGS.has(slug) ? slug : undefined;
}

/** Returns a link that a module offers, given as it is below the network, as an address: '/members/7' → '/leeds/members/7'. */
export function inside(slug: string, href: string): string {
  return href === `/${slug}` || href.startsWith(`/${slug}/`) ? href : `/${slug}${href}`;
}

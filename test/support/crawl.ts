import { Routes, type RouteFacts } from '../../src/core/access/index.js';
import type { TestApp } from './app.js';
import type { Shown, Visitor } from './visitor.js';

/** A page that somebody can reach by pressing links. */
export interface Reached {
  path: string;
  route: string;
  shown: Shown;
}

/** How many pages of one route are enough: the first, and a few that differ. */
const PER_ROUTE = 3;

/** Follows every link of the product from the given pages on, as this visitor, and returns what was reached. */
export async function crawl(folkmoot: TestApp, visitor: Visitor, from: string[]): Promise<Reached[]> {
  const routes = pageRoutes(folkmoot);
  const waiting = [...from];
  const known = new Set(waiting);
  const perRoute = new Map<string, number>();
  const reached: Reached[] = [];
  while (waiting.length > 0) {
    const path = waiting.shift()!;
    const route = routeOf(routes, path);
    if (!route || (perRoute.get(route) ?? 0) >= PER_ROUTE) continue;
    perRoute.set(route, (perRoute.get(route) ?? 0) + 1);
    const shown = await visitor.open(path);
    reached.push({ path, route, shown });
    for (const next of linksOf(shown)) {
      if (known.has(next)) continue;
      known.add(next);
      waiting.push(next);
    }
  }
  return reached;
}

/** Every page route of the running product that answers GET. */
export function pageRoutes(folkmoot: TestApp): RouteFacts[] {
  return folkmoot.app
    .get(Routes)
    .all()
    .filter(
      ({ method, path }) => method === 'GET' && !path.startsWith('/api/') && !path.startsWith('/health'),
    );
}

/** The route that answers a path: the one with the fewest open places. */
export function routeOf(routes: RouteFacts[], path: string): string | undefined {
  const plain = path.split('?')[0];
  const fitting = routes.filter((route) => shapeOf(route.path).test(plain));
  const places = (route: RouteFacts) => (route.path.match(/:/g) ?? []).length;
  return fitting.sort((a, b) => places(a) - places(b))[0]?.path;
}

function shapeOf(path: string): RegExp {
  const parts = path.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/\./g, '\\.')));
  return new RegExp(`^${parts.join('/')}$`);
}

function linksOf(shown: Shown): string[] {
  if (!shown.headers.get('content-type')?.includes('text/html')) return [];
  return shown.page.querySelectorAll('a[href]').flatMap((link) => {
    const href = (link.getAttribute('href') ?? '')
      .replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=')
      .split('#')[0];
    if (href.startsWith('?')) return [`${shown.path.split('?')[0]}${href}`];
    return href.startsWith('/') && !href.startsWith('//') && !href.startsWith('/static/') ? [href] : [];
  });
}

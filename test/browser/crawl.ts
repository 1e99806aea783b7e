import { routeOf } from '../support/crawl.js';
import type { RouteFacts } from '../../src/core/access/index.js';
import { examine, type Examined } from './examine.js';
import type { Person } from './person.js';
import type { Product } from './product.js';

/** A page that somebody has reached. */
interface Visited extends Examined {
  route: string;
}

/** Bytes, compressed: what a page and its stylesheets may weigh. */
const [HTML, CSS] = [14_000, 4000];

/** Answers for programs, and what is saved or shown as it is. */
const NOT_PAGES =
  /^\/(health|api\/v1\/|:network\/files\/)|\.(atom|csv|css|json|pdf)$|\/(download|file|source)$/;

/** Every route of the running product that shows a page. */
export function pageRoutes(product: Product): RouteFacts[] {
  return product
    .command<RouteFacts[]>('routes')
    .filter(({ method, path }) => method === 'GET' && !NOT_PAGES.test(path));
}

/** Follows links as somebody, to at most so many pages of a route, and examines each page. */
export class Crawler {
  readonly visited: Visited[] = [];
  #told = 0;

  constructor(private readonly routes: RouteFacts[]) {}

  async crawl(person: Person, from: string[], most: number): Promise<void> {
    const waiting = [...from];
    const known = new Set(from);
    const times = new Map<string, number>();
    for (let path = waiting.shift(); path; path = waiting.shift()) {
      const route = routeOf(this.routes, path);
      if (!route || (times.get(route) ?? 0) >= most) continue;
      times.set(route, (times.get(route) ?? 0) + 1);
      await person.open(path);
      await this.examine(person);
      for (const link of await links(person)) {
        if (!known.has(link)) waiting.push(link);
        known.add(link);
      }
    }
  }

  /** Examines the page that somebody has open. */
  async examine(person: Person): Promise<Visited> {
    const route = routeOf(this.routes, person.path) ?? '';
    const visited = { route, ...(await examine(person.page, person.last)) };
    this.visited.push(visited);
    return visited;
  }

  /** What is wrong with the pages that were examined since this was asked last. */
  faults(): Partial<Examined>[] {
    const fresh = this.visited.slice(this.#told);
    this.#told = this.visited.length;
    return fresh.filter(
      ({ status, broken, beyond, html, css }) =>
        status >= 500 || broken.length > 0 || beyond > 0 || html >= HTML || css >= CSS,
    );
  }
}

async function links({ page }: Person): Promise<string[]> {
  const addresses = await page.locator('a[href]').evaluateAll((all) => all.map((one) => String(one.href)));
  const here = new URL(page.url());
  return addresses
    .map((address) => new URL(address))
    .filter(({ origin }) => origin === here.origin)
    .map(({ pathname, search }) => pathname + search);
}

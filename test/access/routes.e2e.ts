import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  isPermission,
  permissionMatrix,
  ROLES,
  Routes,
  type RouteFacts,
} from '../../src/core/access/index.js';
import { TestApp } from '../support/app.js';
import { Cast } from '../support/cast.js';

/** Whoever might try a door. */
const CALLERS = ['stranger', 'from elsewhere', 'ended', ...Object.keys(ROLES)] as const;
type Caller = (typeof CALLERS)[number];

type Answer = 'let in' | 'asked to sign in' | 'refused' | 'not found';

/** Addresses that need something in place of a name in the path; whatever else is named gets an id that is not there. */
const NAMES: Record<string, string> = {
  key: '2026-W01',
  list: 'digest',
  token: 'a'.repeat(46),
  slug: 'hull',
};
/** Public routes that ask a stranger to sign in for what is not for anybody. */
const ASKS_FIRST = /^\/sign-in|^\/:network\/(?:files|digest\/archive)(?:\/|$)/;

const NOWHERE = '01920000-0000-7000-8000-000000000000';

describe('Every route, for every role', () => {
  let folkmoot: TestApp;
  let hull: Cast;
  let leeds: Cast;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    hull = await Cast.found(folkmoot, 'hull');
    leeds = await Cast.found(folkmoot, 'leeds');
  });
  afterAll(() => folkmoot.stop());

  async function knock(route: RouteFacts, caller: Caller): Promise<{ answer: Answer; status: number }> {
    const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
      name === 'network' ? 'hull' : (NAMES[name] ?? NOWHERE),
    );
    const response = path.startsWith('/api/')
      ? await call(route, path, caller)
      : await visit(route, path, caller);
    await response.arrayBuffer();
    return { answer: read(response), status: response.status };
  }

  const castOf = (caller: Caller): { cast: Cast; part: string } =>
    caller === 'from elsewhere' ? { cast: leeds, part: 'coordinator' } : { cast: hull, part: caller };

  async function visit(route: RouteFacts, path: string, caller: Caller): Promise<Response> {
    if (caller === 'stranger')
      return folkmoot.visitor().raw(route.method, path, route.method === 'GET' ? undefined : '');
    const { cast, part } = castOf(caller);
    const browser = await cast.browser(part);
    return browser.raw(route.method, path, route.method === 'GET' ? undefined : `_token=${browser.token}`);
  }

  async function call(route: RouteFacts, path: string, caller: Caller): Promise<Response> {
    const { cast, part } = castOf(caller);
    const authorization = caller === 'stranger' ? undefined : `Bearer ${await cast.apiToken(part)}`;
    const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
    return folkmoot.visitor().raw(route.method, path, route.method === 'GET' ? undefined : '{}', headers);
  }

  function read(response: Response): Answer {
    const location = response.headers.get('location') ?? '';
    if (response.status === 401 || (location.startsWith('/sign-in') && response.status === 303))
      return 'asked to sign in';
    if (response.status === 403) return 'refused';
    if (response.status === 404) return 'not found';
    return 'let in';
  }

  /** What the route's own declaration promises this caller. */
  function promised(route: RouteFacts, caller: Caller): Answer[] {
    const { entry } = route;
    const inside: Answer[] = ['let in', 'not found'];
    const isApi = route.path.startsWith('/api/');
    // The steps of signing in send whoever skipped one back to the beginning, and some pages have more for members.
    if (entry.who === 'public') return ASKS_FIRST.test(route.path) ? [...inside, 'asked to sign in'] : inside;
    if (caller === 'stranger') return ['asked to sign in'];
    if (entry.who === 'account') return inside;
    if (caller === 'from elsewhere') return ['not found'];
    // A token works for as long as its owner may use the API.
    if (isApi && !mayUseApi(caller)) return ['asked to sign in'];
    if (entry.who === 'self') return inside;
    return rolesWith(entry.permission).includes(caller as never) ? inside : ['refused'];
  }

  const mayUseApi = (caller: Caller): boolean => rolesWith('api.use').includes(caller as never);
  const rolesWith = (permission: string) =>
    permissionMatrix().find(([name]) => name === permission)![1].roles;

  it('declares who may enter, by a permission that somebody defined', () => {
    const routes = folkmoot.app.get(Routes).all();
    expect(routes.length).toBeGreaterThan(40);
    for (const { entry, handler } of routes) {
      expect({ handler, known: entry.who !== 'can' || isPermission(entry.permission) }).toEqual({
        handler,
        known: true,
      });
    }
  });

  it.each(CALLERS)('lets in, turns away and hides as declared: %s', async (caller) => {
    const differing: unknown[] = [];
    for (const route of folkmoot.app.get(Routes).all()) {
      const { answer, status } = await knock(route, caller);
      const expected = promised(route, caller);
      if (status >= 500 || !expected.includes(answer))
        differing.push({ route: `${route.method} ${route.path}`, answer, status, expected });
    }
    expect(differing).toEqual([]);
  });
});

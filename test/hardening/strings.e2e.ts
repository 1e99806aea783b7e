import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HTMLElement } from 'node-html-parser';
import { cleanText } from '../../src/core/text/index.js';
import { TestApp } from '../support/app.js';
import { Cast } from '../support/cast.js';
import { crawl, routeOf, pageRoutes } from '../support/crawl.js';
import { fileWith } from '../support/files.js';
import type { Shown, Visitor } from '../support/visitor.js';
import { ALL, PER_FIELD, STRINGS } from './strings.js';

const CSV =
  'organisation,district,contact name,e-mail,telephone,postcode\nKite Club,Amber Valley,Ada Barley,ada@hull.example,0115 496 0001,DE5 3BT\n';

interface FormFound {
  page: string;
  action: string;
  method: string;
  route: string;
  boxes: { name: string; kind: string }[];
  rest: Record<string, string>;
}

/** What may be typed into by anybody; boxes for choices and dates get the strings too. */
const TYPED = 'input:not([type=hidden]):not([type=file]), textarea, select';

describe('Strings that break programs, typed into everything', () => {
  let folkmoot: TestApp;
  let hull: Cast;
  let browser: Visitor & { token: string };
  let forms: FormFound[];
  const taken = new Map<string, number>();
  const usedByKind = new Map<string, Set<string>>();

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    hull = await Cast.found(folkmoot, 'hull');
    browser = await hull.browser('coordinator');
    await browser.open('/hull/members/import');
    await folkmoot
      .command(
        'articles',
        'import',
        fileWith('title,summary,body,districts,themes,closes_on,must_know\nHoliday fund,Money,Ask.,,,,\n'),
        '--network',
        'hull',
      )
      .catch(() => undefined);
    await folkmoot.command('members', 'import', fileWith(CSV), '--network', 'hull');
    await folkmoot.command('digest', 'compose', '--network', 'hull');
    const reached = await crawl(folkmoot, browser, ['/', '/hull', '/account', '/sign-in']);
    forms = collect(
      folkmoot,
      reached.map(({ shown }) => shown),
    );
  }, 120_000);
  afterAll(() => folkmoot.stop());

  /** Each kind of box goes through the strings by itself, so that none is left out. */
  const take = (kind: string): string => {
    const used = usedByKind.get(kind) ?? new Set<string>();
    usedByKind.set(kind, used);
    const text = STRINGS[(taken.get(kind) ?? 0) % STRINGS.length];
    taken.set(kind, (taken.get(kind) ?? 0) + 1);
    used.add(text);
    return text;
  };

  /** A fresh session for each form, so that a form that ends sessions or roles spoils nothing for the next. */
  async function send(form: FormFound, values: Record<string, string>): Promise<Shown> {
    const body = new URLSearchParams({ ...form.rest, ...values, _token: browser.token });
    if (form.method === 'get')
      return browser.request('GET', `${form.action}?${body.toString().slice(0, 12_000)}`);
    return browser.request('POST', form.action, body.toString());
  }

  it('finds the forms of the product', () => {
    expect(forms.length).toBeGreaterThan(15);
  });

  it(
    'never breaks a page, runs nothing and loses nothing',
    async () => {
      const wrong: unknown[] = [];
      for (const form of forms) {
        browser = await hull.browser('coordinator');
        for (let round = 0; round < PER_FIELD; round += 1) {
          const values = Object.fromEntries(form.boxes.map(({ name, kind }) => [name, take(kind)]));
          const shown = await send(form, values);
          if (shown.status >= 500)
            wrong.push({ form: form.route, status: shown.status, values: shorten(values) });
          const ran = dangerous(shown.page);
          if (ran.length > 0) wrong.push({ form: form.route, ran, values: shorten(values) });
          if (shown.status === 422) wrong.push(...lost(form, values, shown));
        }
      }
      expect(wrong.slice(0, 5)).toEqual([]);
    },
    ALL ? 3_600_000 : 180_000,
  );

  it(
    'puts every string into every kind of box at least once',
    async () => {
      const wrong: unknown[] = [];
      for (const kind of new Set(forms.flatMap(({ boxes }) => boxes.map((box) => box.kind)))) {
        const [form] = [...forms].sort((a, b) => countOf(b, kind) - countOf(a, kind));
        browser = await hull.browser('coordinator');
        while ((usedByKind.get(kind)?.size ?? 0) < STRINGS_APART) {
          const boxes = form.boxes.filter((box) => box.kind === kind);
          const typed = Object.fromEntries(boxes.map(({ name }) => [name, take(kind)]));
          const shown = await send(form, typed);
          if (shown.status >= 500 || dangerous(shown.page).length > 0)
            wrong.push({ form: form.route, status: shown.status, typed: shorten(typed) });
        }
        expect({ kind, strings: usedByKind.get(kind)!.size }).toEqual({ kind, strings: STRINGS_APART });
      }
      expect(wrong.slice(0, 5)).toEqual([]);
    },
    ALL ? 3_600_000 : 240_000,
  );

  it(
    'stands strings in addresses, questions and headers',
    async () => {
      const wrong: unknown[] = [];
      const strings = ALL ? STRINGS : ['%', '%E0%A4%A', ...STRINGS.filter((_, at) => at % 12 === 0)];
      for (const text of strings) {
        const part = encodeURIComponent(text.slice(0, 2000).replace(/[\ud800-\udfff]/g, ''));
        const header = text.replace(/[^\x20-\x7e]/g, '').slice(0, 500);
        for (const path of [
          `/${part}`,
          `/hull/${part}`,
          `/hull/organisations/${part}`,
          `/hull/organisations?q=${part}&page=${part}`,
          `/hull/search?q=${part}`,
          `/hull/stop/digest/${part}`,
          `/api/v1/hull/organisations?q=${part}`,
        ]) {
          const answer = await browser.raw('GET', path, undefined, {
            'user-agent': header,
            'x-request-id': header,
            'accept-language': header,
          });
          await answer.arrayBuffer();
          if (answer.status >= 500) wrong.push({ path: path.slice(0, 200), status: answer.status });
        }
        const cookie = ['folkmoot', 'pending', 'notice', 'next']
          .map((name) => `${name}=${header}`)
          .join('; ');
        for (const path of ['/', '/hull', '/sign-in', '/sign-in/asked', '/hull/organisations']) {
          const answer = await fetch(`${folkmoot.base}${path}`, { headers: { cookie }, redirect: 'manual' });
          await answer.arrayBuffer();
          if (answer.status >= 500) wrong.push({ path, cookie: header, status: answer.status });
        }
      }
      expect(wrong.slice(0, 5)).toEqual([]);
    },
    ALL ? 3_600_000 : 120_000,
  );

  it(
    'stands strings in every property of the API, and gives back what it kept',
    async () => {
      const authorization = `Bearer ${await hull.apiToken('coordinator')}`;
      const document = (await (await fetch(`${folkmoot.base}/api/v1/openapi.json`)).json()) as {
        paths: Record<string, Record<string, Operation>>;
      };
      const wrong: unknown[] = [];
      for (const [path, methods] of Object.entries(document.paths)) {
        for (const [method, { requestBody }] of Object.entries(methods)) {
          const properties = Object.keys(requestBody?.content['application/json'].schema.properties ?? {});
          if (properties.length === 0) continue;
          for (let round = 0; round < PER_FIELD; round += 1) {
            const body = JSON.stringify(Object.fromEntries(properties.map((name) => [name, take('api')])));
            const address = path
              .replace('{network}', 'hull')
              .replace(/\{\w+\}/g, '01920000-0000-7000-8000-000000000000');
            const answer = await fetch(`${folkmoot.base}${address}`, {
              method: method.toUpperCase(),
              body,
              headers: { authorization, 'content-type': 'application/json' },
            });
            await answer.arrayBuffer();
            if (answer.status >= 500)
              wrong.push({ path, method, status: answer.status, body: body.slice(0, 300) });
          }
        }
      }
      expect(wrong.slice(0, 5)).toEqual([]);
    },
    ALL ? 3_600_000 : 120_000,
  );
});

/** Some of the lists share a string. */
const STRINGS_APART = new Set(STRINGS).size;

const countOf = (form: FormFound, kind: string): number =>
  form.boxes.filter((box) => box.kind === kind).length;

interface Operation {
  requestBody?: { content: { 'application/json': { schema: { properties?: Record<string, unknown> } } } };
}

function collect(folkmoot: TestApp, pages: Shown[]): FormFound[] {
  const routes = pageRoutes(folkmoot);
  const found = new Map<string, FormFound>();
  for (const shown of pages) {
    for (const form of shown.page.querySelectorAll('form')) {
      const boxes = form
        .querySelectorAll(TYPED)
        .flatMap((box) =>
          box.getAttribute('name') ? [{ name: box.getAttribute('name')!, kind: kindOf(box) }] : [],
        );
      const action = (form.getAttribute('action') ?? shown.path)
        .replaceAll('&amp;', '&')
        .replaceAll('&#x3D;', '=')
        .split('?')[0];
      if (boxes.length === 0 || /sign-out/.test(action)) continue;
      const rest = Object.fromEntries(
        form
          .querySelectorAll('input[type=hidden]')
          .map((box) => [box.getAttribute('name') ?? '', box.getAttribute('value') ?? '']),
      );
      const shape = `${action.replace(/[0-9a-f-]{36}/g, ':id')} ${[...new Set(boxes.map(({ name }) => name))].join(',')}`;
      const route = `${routeOf(routes, shown.path.split('?')[0]) ?? shown.path} → ${shape}`;
      if (!found.has(shape))
        found.set(shape, {
          page: shown.path,
          action: action || shown.path,
          method: (form.getAttribute('method') ?? 'get').toLowerCase(),
          route,
          boxes,
          rest,
        });
    }
  }
  return [...found.values()];
}

function kindOf(box: HTMLElement): string {
  return box.tagName === 'INPUT' ? (box.getAttribute('type') ?? 'text') : box.tagName.toLowerCase();
}

/** Anything on the page that a browser would run or fetch from elsewhere; our own pages have none of it. */
function dangerous(page: HTMLElement): string[] {
  const handlers = page
    .querySelectorAll('*')
    .filter((one) => Object.keys(one.attributes).some((name) => /^on/i.test(name)));
  const active = page.querySelectorAll(
    'script, iframe:not([sandbox]), object, embed, base, meta[http-equiv], link[rel=import], svg script',
  );
  const links = page
    .querySelectorAll('a[href], form[action]')
    .filter((one) =>
      /^\s*(javascript|data|vbscript):/i.test(one.getAttribute('href') ?? one.getAttribute('action') ?? ''),
    );
  return [...handlers, ...active, ...links].map((one) => one.toString().slice(0, 200));
}

/** A refused form comes back with what was typed, apart from what no page can hold: control characters. */
function lost(form: FormFound, values: Record<string, string>, shown: Shown): unknown[] {
  return form.boxes.flatMap(({ name, kind }) => {
    if (!['text', 'textarea', 'search'].includes(kind)) return [];
    // A code for signing in is never shown again, not even a wrong one.
    if (name === 'code' || name === 'digits') return [];
    const box = shown.page.querySelectorAll(`[name="${name}"]`)[0];
    if (!box) return [];
    const back =
      kind === 'textarea' ? decode(box.innerHTML.replace(/^\n/, '')) : (box.getAttribute('value') ?? '');
    const same = cleanText(back, { lines: true }) === cleanText(values[name], { lines: true });
    return same
      ? []
      : [{ form: form.route, lost: name, typed: values[name].slice(0, 80), back: back.slice(0, 80) }];
  });
}

function decode(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(
    /&(?:(amp|lt|gt|quot)|#x([0-9a-f]+)|#(\d+));/gi,
    (_, name: string, hex: string, number: string) =>
      name ? named[name.toLowerCase()] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number)),
  );
}

function shorten(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text.slice(0, 60)]));
}

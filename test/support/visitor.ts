import { parse, type HTMLElement } from 'node-html-parser';

/** What came back, after redirects. */
export interface Shown {
  status: number;
  path: string;
  headers: Headers;
  body: string;
  page: HTMLElement;
  /** Every redirect on the way, oldest first. */
  hops: string[];
}

type Body = string | FormData;

type Values = Record<string, string | string[] | { name: string; text: string | Buffer }>;

/**
 * A browser without scripts: keeps cookies, follows redirects, fills in and sends forms as they stand on the
 * page, hidden fields, ticks and all.
 */
export class Visitor {
  readonly cookies = new Map<string, string>();
  last!: Shown;

  constructor(readonly base: string) {}

  /** Opens a page. */
  async open(path: string, headers: Record<string, string> = {}): Promise<Shown> {
    return this.request('GET', path, undefined, headers);
  }

  /** Presses a link by its words. */
  async follow(words: string): Promise<Shown> {
    const link = this.last.page.querySelectorAll('a').find((one) => clean(one.text).includes(words));
    if (!link) throw new Error(`There is no link "${words}" on ${this.last.path}:\n${this.words()}`);
    return this.open(link.getAttribute('href') ?? '');
  }

  /** Fills in the form that has a button with these words, and presses it. */
  async press(button: string, values: Values = {}): Promise<Shown> {
    const form = this.form(button);
    const pressed = form.querySelectorAll('button').find((one) => clean(one.text).includes(button));
    const fields = { ...defaults(form), ...values };
    const name = pressed?.getAttribute('name');
    if (name) fields[name] = pressed?.getAttribute('value') ?? '';
    const action = pressed?.getAttribute('formaction') || form.getAttribute('action') || this.last.path;
    if ((form.getAttribute('method') ?? 'get').toLowerCase() === 'get')
      return this.open(`${action.split('?')[0]}?${urlencoded(fields)}`);
    const multipart = form.getAttribute('enctype') === 'multipart/form-data';
    return this.request('POST', action, multipart ? formData(fields) : urlencoded(fields));
  }

  /** The form that has a button with these words. */
  form(button: string): HTMLElement {
    const form = this.last.page
      .querySelectorAll('form')
      .find((one) => one.querySelectorAll('button').some((it) => clean(it.text).includes(button)));
    if (!form) throw new Error(`There is no button "${button}" on ${this.last.path}:\n${this.words()}`);
    return form;
  }

  /** Sends a request as it is, with this visitor's cookies, following redirects. */
  async request(
    method: string,
    path: string,
    body?: Body,
    headers: Record<string, string> = {},
  ): Promise<Shown> {
    const hops: string[] = [];
    let url = new URL(path, this.base);
    let answer = await this.#send(method, url, body, headers);
    while ([301, 302, 303, 307, 308].includes(answer.status)) {
      url = new URL(answer.headers.get('location') ?? '/', url);
      hops.push(url.pathname + url.search);
      if (hops.length > 10) throw new Error(`Too many redirects: ${hops.join(' → ')}`);
      answer = await this.#send('GET', url, undefined, {});
    }
    const text = await answer.text();
    this.last = {
      status: answer.status,
      path: url.pathname + url.search,
      headers: answer.headers,
      body: text,
      page: parse(text),
      hops,
    };
    return this.last;
  }

  /** Sends one request and follows nothing. */
  async raw(
    method: string,
    path: string,
    body?: Body,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.#send(method, new URL(path, this.base), body, headers);
  }

  /** The words of the page, for reading in a test. */
  words(): string {
    return clean(this.last.page.querySelector('main')?.text ?? this.last.page.text);
  }

  heading(): string {
    return clean(this.last.page.querySelector('h1')?.text ?? '');
  }

  /** The problems listed at the top of a refused form. */
  problems(): string[] {
    return this.last.page.querySelectorAll('[role=alert] li').map((one) => clean(one.text));
  }

  async #send(
    method: string,
    url: URL,
    body: Body | undefined,
    headers: Record<string, string>,
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = new Headers(headers);
    if (cookie) sent.set('cookie', cookie);
    if (typeof body === 'string' && !sent.has('content-type'))
      sent.set('content-type', 'application/x-www-form-urlencoded');
    if (method !== 'GET' && method !== 'HEAD' && !sent.has('origin'))
      sent.set('origin', new URL(this.base).origin);
    const answer = await fetch(url, { method, body, redirect: 'manual', headers: sent });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [pair, ...rest] = line.split(';');
    const [name, ...value] = pair.split('=');
    const gone = rest.some((part) => /max-age=0|expires=thu, 01 jan 1970/i.test(part));
    if (gone || value.join('=') === '') this.cookies.delete(name);
    else this.cookies.set(name, value.join('='));
  }
}

function defaults(form: HTMLElement): Values {
  const values: Values = {};
  for (const field of form.querySelectorAll('input, textarea, select')) {
    const name = field.getAttribute('name');
    const type = field.getAttribute('type');
    if (!name || type === 'file') continue;
    if (field.tagName === 'TEXTAREA') values[name] = decode(field.innerHTML).replace(/^\n/, '');
    else if (field.tagName === 'SELECT')
      values[name] = decode(
        (field.querySelector('option[selected]') ?? field.querySelector('option'))?.getAttribute('value') ??
          '',
      );
    else if (type === 'checkbox' || type === 'radio') {
      if (field.hasAttribute('checked')) add(values, name, field.getAttribute('value') ?? 'on');
    } else values[name] = field.getAttribute('value') ?? '';
  }
  return values;
}

function add(values: Values, name: string, value: string): void {
  const old = values[name];
  values[name] = old === undefined ? value : [...(Array.isArray(old) ? old : [old as string]), value];
}

function urlencoded(values: Values): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, one as string);
  }
  return params.toString();
}

function formData(values: Values): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') data.append(name, value);
    else if (Array.isArray(value)) value.forEach((one) => data.append(name, one));
    else data.append(name, new Blob([value.text as string]), value.name);
  }
  return data;
}

function clean(text: string): string {
  return decode(text).replace(/\s+/g, ' ').trim();
}

function decode(text: string): string {
  const entities: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#x27;': "'",
    '&#39;': "'",
    '&#x3D;': '=',
    '&#x60;': '`',
    '&nbsp;': ' ',
  };
  return text.replace(/&(?:amp|lt|gt|quot|nbsp|#x27|#39|#x3D|#x60);/g, (entity) => entities[entity]);
}

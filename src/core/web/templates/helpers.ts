import Handlebars from 'handlebars';
import type { HelperOptions } from 'handlebars';
import { shownAddress } from '../../text/index.js';
import { bars } from './chart.rules.js';
import type { BarRow } from './chart.rules.js';
import { stacks, swatch, type StackRow } from './stacks.rules.js';
import { BRAND } from './contrast.rules.js';
import { datePart, sayCount, sayDate, sayDateTime, sayMoney, sayPlural } from './format.rules.js';
import type { Moment } from './format.rules.js';
import type { PageModel } from './page-model.js';
import type { StaticFiles } from './static-files.js';

type Held = string | string[] | number | boolean | null | undefined;
export type Helper = (...given: never[]) => unknown;

const { SafeString, escapeExpression } = Handlebars;
// The opening of an address we are willing to make a link of: ours, or a known kind; never `javascript:`.
const SAFE_HREF = /^(?:\/(?![/\\])|#|\?|https?:|mailto:|tel:)/i;

/** Helpers that mean something with nothing after them; any other name alone is taken for a slip. */
export const BARE_HELPERS = new Set(['form_token', 'page_title', 'colour_sheet']);

const root = (options: HelperOptions) => (options.data as { root: PageModel }).root;
const zone = (options: HelperOptions) => root(options).network?.zone;
const isEmpty = (value: unknown) => value === undefined || value === null || value === '';
const isTrue = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/**
 * Every helper a template may use; a name not here stops the page with its name.
 * Forms: `answer name held` · `problem name` · `described id name hint` · `checked name value held` ·
 * `selected name value held` · `date_part held 'day'` · `form_token` · `attrs a=x b=y`.
 * Words: `date` · `datetime` · `money pence` · `count n` · `plural n 'body' 'bodies'` · `word 'representative'` ·
 * `lines text` · `mail_address text`. Links: `path 'members' id q=x` · `link_to words href` · `static 'site.css'`.
 * Logic: `eq a b` · `and` · `or` · `not` · `default a b` · `concat a b …`.
 * Layout and charts: `page_title` · `colour_sheet` · `bars title description rows` · `stacks title description parts rows` · `swatch n`.
 */
export function helpers(files: StaticFiles): Record<string, Helper> {
  return { ...forms, ...words, ...links(files), ...logic };
}

const forms = {
  /** What was typed into the refused form, else what we hold. */
  answer: (name: string, held: Held, options: HelperOptions) => {
    const typed = answered(options, name);
    return typed === undefined ? held : [typed].flat()[0];
  },
  /** The sentence that says what is wrong with a field, or nothing. */
  problem: (name: string, options: HelperOptions) => problemOf(options, name),
  /** Ids of the hint and the error of a field, for aria-describedby. */
  described: (id: string, name: string, hint: unknown, options: HelperOptions) =>
    [isTrue(hint) && `${id}-hint`, problemOf(options, name) && `${id}-error`].filter(Boolean).join(' '),
  checked: (name: string, value: Held, held: Held, options: HelperOptions) =>
    isChosen(options, name, value, held) ? new SafeString(' checked') : '',
  selected: (name: string, value: Held, held: Held, options: HelperOptions) =>
    isChosen(options, name, value, held) ? new SafeString(' selected') : '',
  date_part: (held: string, part: 'day' | 'month' | 'year') => datePart(held, part),
  form_token: (options: HelperOptions) =>
    new SafeString(
      `<input type="hidden" name="_token" value="${escapeExpression(root(options).formToken)}">`,
    ),
  /** Attributes with something in them, each with a space before it; `true` gives the bare name. */
  attrs: ({ hash }: HelperOptions) => {
    const kept = given(hash).filter(([, value]) => value !== false);
    const written = kept.map(
      ([name, value]) => ` ${name}${value === true ? '' : `="${escapeExpression(value as string)}"`}`,
    );
    return new SafeString(written.join(''));
  },
};

const words = {
  date: (value: Moment, options: HelperOptions) => sayDate(value, zone(options)),
  datetime: (value: Moment, options: HelperOptions) => sayDateTime(value, zone(options)),
  money: (pence: number | string) => sayMoney(pence),
  count: (value: number | string) => sayCount(value),
  plural: (value: number, one: string, many: string | HelperOptions) =>
    sayPlural(value, one, typeof many === 'string' ? many : undefined),
  /** The network's own word for ours, with a capital when ours has one. */
  word: (ours: string, options: HelperOptions) => ownWord(ours, root(options).network?.words ?? {}),
  /** Plain text as paragraphs and line breaks. */
  lines: (text: string | null | undefined) => {
    const blocks = (text ?? '').replace(/\r\n?/g, '\n').split(/\n{2,}/);
    const kept = blocks.map((block) => block.trim()).filter(Boolean);
    return new SafeString(
      kept.map((block) => `<p>${escapeExpression(block).replace(/\n/g, '<br>')}</p>`).join('\n'),
    );
  },
  /** An e-mail or web address with places where a line may end: before its @ and its stops. */
  mail_address: (text: string | null | undefined) =>
    new SafeString(escapeExpression(shownAddress(text ?? '')).replace(/\b[@.]\b/g, '<wbr>$&')),
  bars: (title: string, description: string, rows: BarRow[]) =>
    new SafeString(bars({ title, description, rows })),
  stacks: (title: string, description: string, parts: string[], rows: StackRow[]) =>
    new SafeString(stacks({ title, description, parts, rows })),
  swatch: (at: number) => new SafeString(swatch(at)),
  /** 'Error: New claim – Expenses – Leeds' */
  page_title: (options: HelperOptions) => {
    const { title, section, network, problems } = root(options);
    const parts = [...new Set([title, section, network?.name ?? 'Folkmoot'].filter(Boolean))];
    return `${problems?.length ? 'Error: ' : ''}${parts.join(' – ')}`;
  },
};

const links = (files: StaticFiles) => ({
  static: (name: string) => files.url(name),
  /** An address inside the network, each part encoded: `path 'members' 7 tab='people'` is /leeds/members/7?tab=people. */
  path: (...places: unknown[]) => {
    const options = places.pop() as HelperOptions;
    const parts = places.map((part) => String(part).split('/').map(encodeURIComponent).join('/'));
    const asked = Object.entries(options.hash).filter(([, value]) => !isEmpty(value));
    const query = new URLSearchParams(
      asked.map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    return [root(options).base, ...parts].join('/') + (query && `?${query}`);
  },
  link_to: (text: string, href: string) =>
    SAFE_HREF.test(href)
      ? new SafeString(`<a href="${escapeExpression(href)}">${escapeExpression(text)}</a>`)
      : text,
  /** Address of the sheet with the network's colour; nothing when it is our own. */
  colour_sheet: (options: HelperOptions) => {
    const { network, base } = root(options);
    const colour = network?.colour.toLowerCase();
    return colour && colour !== BRAND ? `${base}/colour.css?v=${colour.slice(1)}` : '';
  },
});

const logic = {
  eq: (one: unknown, other: unknown) => one === other,
  /** The last of them when all are there, else nothing. */
  and: (...all: unknown[]) => (all.slice(0, -1).every(isTrue) ? all.at(-2) : ''),
  or: (...all: unknown[]) => all.slice(0, -1).find(isTrue),
  not: (value: unknown) => !isTrue(value),
  default: (value: unknown, other: unknown) => (isEmpty(value) ? other : value),
  concat: (...all: unknown[]) =>
    all
      .slice(0, -1)
      .filter((part) => !isEmpty(part))
      .join(''),
};

// What was given something; Handlebars keeps the pairs from last to first.
function given(hash: Record<string, unknown>): [string, unknown][] {
  return Object.entries(hash)
    .filter(([, value]) => !isEmpty(value))
    .reverse();
}

function answered(options: HelperOptions, name: string): string | string[] | undefined {
  const { answers } = root(options);
  return answers && Object.hasOwn(answers, name) ? answers[name] : undefined;
}

function problemOf(options: HelperOptions, name: string): string | undefined {
  return root(options).problems?.find(({ field }) => field === name)?.message;
}

// In a form that came back, a box that is not among the answers was left unticked.
function isChosen(options: HelperOptions, name: string, value: Held, held: Held): boolean {
  const now = root(options).answers ? answered(options, name) : held;
  if (typeof now === 'boolean') return (now ? ['yes', 'true'] : ['no', 'false']).includes(String(value));
  return [now].flat().some((one) => !isEmpty(one) && String(one) === String(value));
}

function ownWord(ours: string, own: Record<string, string>): string {
  const key = ours.toLowerCase();
  const single = key.endsWith('s') ? own[key.slice(0, -1)] : undefined;
  const found = own[key] ?? (single && `${single}s`) ?? ours;
  return key === ours ? found : found.charAt(0).toUpperCase() + found.slice(1);
}

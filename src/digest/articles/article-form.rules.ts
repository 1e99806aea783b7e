import { readAges } from '../../members/article-cells.rules.js';

/** What a writer says of a short form that nobody knew: what it stands for, or that everybody knows it. */
export interface AskedWord {
  short: string;
  long: string;
  excuse: boolean;
}

type Typed = Record<string, unknown>;

const MOST_ASKED = 50;

/** Returns a form's fields with those that were typed in several boxes put together, for the schema to read. */
export function putTogether(body: unknown): Typed {
  const typed = (body ?? {}) as Typed;
  const date = ['day', 'month', 'year'].map((part) => text(typed[`closesOn-${part}`]));
  const closesOn = date.every((part) => part === '') ? '' : date.join('/');
  return { ...typed, closesOn, ages: typed, asked: typed, meanings: typed };
}

/** Reads the two boxes of an age; an empty one is as far as children go, two empty ones are every age. */
export function agesFrom(body: unknown) {
  const typed = body as Typed;
  const [from, to] = [text(typed['ages-from']), text(typed['ages-to'])];
  if (from === '' && to === '') return { ok: true as const, value: null };
  return readAges(`${from || '0'}-${to || '25'}`);
}

/** Returns what a form says of short forms that nobody knew, in boxes named `long-LSCB` and `excuse-LSCB`. */
export function askedWords(body: unknown): AskedWord[] {
  const typed = body as Typed;
  const shorts = [...named(typed, 'long-'), ...named(typed, 'excuse-')];
  return [...new Set(shorts)].slice(0, MOST_ASKED).map((short) => ({
    short,
    long: text(typed[`long-${short}`]),
    excuse: text(typed[`excuse-${short}`]) === 'yes',
  }));
}

/** Returns the meanings chosen in a form, where `meaning-TAC` holds the id of a term. */
export function chosenMeanings(body: unknown): Record<string, string> {
  const typed = body as Typed;
  const shorts = named(typed, 'meaning-').slice(0, MOST_ASKED);
  return Object.fromEntries(shorts.map((short) => [short, text(typed[`meaning-${short}`])]));
}

/** Returns what was typed without what was said of short forms, which is done with once it is learnt. */
export function withoutAsked(typed: Typed): Record<string, string | string[]> {
  const kept = Object.entries(typed).filter(([name]) => !/^(?:_token$|long-|excuse-)/.test(name));
  return Object.fromEntries(kept) as Record<string, string | string[]>;
}

function named(typed: Typed, prefix: string): string[] {
  const names = Object.keys(typed).filter((name) => name.startsWith(prefix) && text(typed[name]) !== '');
  return names.map((name) => name.slice(prefix.length));
}

function text(typed: unknown): string {
  return typeof typed === 'string' ? typed.trim() : '';
}

import { readDatedLine } from '../../members/article-cells.rules.js';
import type { ArticleLink, DatedLine } from './article.rules.js';

type Lines<T> = { ok: true; value: T[] } | { ok: false; problem: string };

/** Reads links, one on a line, each with or without words before it. */
export function readLinks(text: string): Lines<ArticleLink> {
  const value: ArticleLink[] = [];
  for (const line of linesOf(text)) {
    const parts = /^(.*?)\s*((?:https?:\/\/|mailto:)\S+)$/i.exec(line);
    if (!parts || !isAddress(parts[2]))
      return {
        ok: false,
        problem: `“${line.slice(0, 60)}” has no address at its end. Write it like: How to apply https://example.org/apply`,
      };
    value.push({ words: parts[1] || parts[2], url: parts[2] });
  }
  return { ok: true, value };
}

/** Returns links as they are typed, one on a line. */
export function linksText(links: readonly ArticleLink[]): string {
  return links.map(({ words, url }) => (words === url ? url : `${words} ${url}`)).join('\n');
}

/** Reads dates that matter, one on a line, each with its words behind it; in the order of the calendar. */
export function readDates(text: string): Lines<DatedLine> {
  const value: DatedLine[] = [];
  for (const line of linesOf(text)) {
    const reading = readDatedLine(line);
    if (!reading.ok) return { ok: false, problem: reading.problem };
    value.push(reading.value);
  }
  return { ok: true, value: inOrder(value) };
}

/** Returns dates as they are typed, one on a line. */
export function datesText(dates: readonly DatedLine[]): string {
  return dates.map(({ on, words }) => `${on.split('-').reverse().join('/')} ${words}`).join('\n');
}

/** Returns dates in the order of the calendar. */
export function inOrder(dates: readonly DatedLine[]): DatedLine[] {
  return [...dates].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^(?:https?|mailto):$/.test(new URL(text).protocol);
}

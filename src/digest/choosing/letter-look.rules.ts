import { sayDate } from '../../core/web/templates/format.rules.js';
import { weekdayOf } from '../editions/week.rules.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Styles of a mail; mail programmes want them in every element. */
export const INK = 'color:#1d2433';
export const MUTED = 'margin:0 0 12px;font-size:16px;color:#515b6b';
export const TEXT = `font-size:17px;line-height:1.5;${INK}`;
export const P = 'margin:0 0 12px';

/** Returns `Friday 27 November 2026`. */
export function sayDay(date: string): string {
  return `${DAYS[weekdayOf(date) - 1]} ${sayDate(date)}`;
}

/** Returns HTML with colours of our own for its links: mail programmes have others, some of them too pale. */
export function withLinks(html: string): string {
  return html.replaceAll('<a href=', '<a style="color:#0b5c6b" href=').replaceAll('<p>', `<p style="${P}">`);
}

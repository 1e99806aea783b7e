import { quoted, refused, taken, type Reading } from './reading.rules.js';

const EXTENSION = /[\s,;]*(?:ext(?:ension|n)?|x)[.:]?\s*(\d{1,6})$/i;

/**
 * Reads a UK telephone number and keeps its spaces as typed: digits, `+` for another country, brackets and hyphens
 * become spaces, `00` becomes `+`, and an extension is written “ext 12”. Nothing is dialled or looked up.
 */
export function readTelephone(text: string): Reading<string> {
  const typed = text.trim();
  if (typed.length > 60)
    return refused(`${quoted(typed)} is longer than a telephone number. Give only one number.`);
  const extension = EXTENSION.exec(typed)?.[1];
  const number = tidy(typed.replace(EXTENSION, ''));
  if (!/^\+?[\d ]+$/.test(number)) return refused(wrong(typed));
  const reading = checked(number, typed);
  return reading.ok && extension ? taken(`${reading.value} ext ${extension}`) : reading;
}

/** Returns the digits that are dialled, with the country in front, so that two ways of writing one number are equal. */
export function telephoneKey(telephone: string): string {
  const [number, extension] = telephone.split(' ext ');
  const digits = number.replace(/\D/g, '');
  const dialled = number.startsWith('+') ? digits : digits.replace(/^0/, '44');
  return extension ? `${dialled}x${extension}` : dialled;
}

/** Says whether the number is a UK mobile (07, but not the personal and pager numbers 070 and 076). */
export function isMobile(telephone: string): boolean {
  return /^447(?:[1-57-9]\d{8}|624\d{6})(?:x|$)/.test(telephoneKey(telephone));
}

function tidy(typed: string): string {
  return typed
    .replace(/[\u2010-\u2015\u2212.()/-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^00(?=[1-9 ])/, '+')
    .replace(/^\+ /, '+')
    .replace(/^(\+44) ?0 ?/, '$1 ');
}

function checked(number: string, typed: string): Reading<string> {
  const digits = number.replace(/\D/g, '');
  if (number.startsWith('+44'))
    return digits.length >= 11 && digits.length <= 12 ? taken(number) : refused(wrong(typed));
  if (number.startsWith('+'))
    return digits.length >= 8 && digits.length <= 15 ? taken(number) : refused(wrong(typed));
  if (/^0/.test(digits)) return isNational(digits) ? taken(number) : refused(wrong(typed));
  if (/^1\d{2}$|^116\d{3}$/.test(digits)) return taken(number);
  // Spreadsheets drop the first zero of a number they take for a sum.
  const lost = /^[1-9]\d{8,9}$/.test(digits) ? `0${number}` : undefined;
  return refused(wrong(typed), lost);
}

/** National numbers have ten or eleven digits; 0800 1111 and a few old 0845 and 0800 numbers have fewer. */
function isNational(digits: string): boolean {
  return (
    /^0[1-9]/.test(digits) && (/^.{10,11}$/.test(digits) || /^0800.{4,6}$|^08454[0-9]{1,2}/.test(digits))
  );
}

function wrong(typed: string): string {
  return `${quoted(typed)} is not a telephone number. Write it in digits, like 01632 960123, or leave it blank.`;
}

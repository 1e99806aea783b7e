import { quoted, refused, taken, type Reading } from '../core/text/reading.rules.js';
import type { Identifier, Scheme } from './member-record.rules.js';

const NO_NUMBER =
  /^(?:-+|n\/?a|none|nil|no|unregistered|not registered|excepted|exempt|pending|applied for|tbc|unknown)\.?$/i;

/** The shape of each register's numbers, as org-id.guide gives it; a linked charity keeps the tail of its number. */
const SHAPES: Record<Scheme, RegExp> = {
  'GB-CHC': /^[1-9]\d{5,6}(?:-\d{1,4})?$/,
  'GB-COH': /^(?:\d{8}|[A-Z]{2}\d{6}|IP\d{5}[A-Z])$/,
  'GB-SC': /^SC\d{6}$/,
  'GB-NIC': /^\d{6}$/,
  'GB-MPR': /^[A-Z0-9]{2,12}$/,
  'GB-CASC': /^[0-9a-f]{8}$/,
  'GB-EDU': /^\d{6}$/,
  'GB-LAE': /^[A-Z]{3}$/,
};

/** Reads a charity number: England and Wales, Scotland (SC) or Northern Ireland (NIC). None or “unregistered” is null. */
export function readCharityNumber(text: string): Reading<Identifier | null> {
  const number = bare(text).replace(/^(?:GB-?CHC-?|RCN|NO\.?)/, '');
  if (NO_NUMBER.test(text.trim())) return taken(null);
  if (/^(?:GB-?SC-?)?SC\d{6}$/.test(number)) return taken({ scheme: 'GB-SC', value: number.slice(-8) });
  const northern = /^(?:GB-?)?NIC?-?(\d{6})$/.exec(number);
  if (northern) return taken({ scheme: 'GB-NIC', value: northern[1] });
  const value = number.replace(/\//g, '-').replace(/^0+/, '');
  if (SHAPES['GB-CHC'].test(value)) return taken({ scheme: 'GB-CHC', value });
  return refused(
    `${quoted(text.trim())} is not a charity number. Write its six or seven digits, or leave it blank.`,
  );
}

/** Reads a company number and fills it up with zeros to eight characters, as Companies House writes it. */
export function readCompanyNumber(text: string): Reading<Identifier | null> {
  const number = bare(text).replace(/^(?:GB-?COH-?|NO\.?)/, '');
  if (NO_NUMBER.test(text.trim())) return taken(null);
  const value = /^\d{4,8}$/.test(number) ? number.padStart(8, '0') : number;
  if (SHAPES['GB-COH'].test(value)) return taken({ scheme: 'GB-COH', value });
  return refused(
    `${quoted(text.trim())} is not a company number. Write its eight characters, or leave it blank.`,
  );
}

/** Reads an identifier in the form of org-id.guide, such as GB-CHC-1090095. */
export function readOrgId(text: string): Reading<Identifier | null> {
  if (NO_NUMBER.test(text.trim())) return taken(null);
  const match = /^(GB-(?:CHC|COH|SC|NIC|MPR|CASC|EDU|LAE))-(\S+)$/i.exec(text.trim());
  const scheme = match?.[1].toUpperCase() as Scheme | undefined;
  if (!match || !scheme)
    return refused(`${quoted(text.trim())} is not an identifier. Write it like GB-CHC-1090095.`);
  if (scheme === 'GB-CHC') return readCharityNumber(match[2]);
  if (scheme === 'GB-COH') return readCompanyNumber(match[2]);
  const value = scheme === 'GB-CASC' ? match[2].toLowerCase() : match[2].toUpperCase();
  if (SHAPES[scheme].test(value)) return taken({ scheme, value });
  return refused(`${quoted(text.trim())} does not look like a number of the register ${scheme}. Check it.`);
}

/** Returns the identifier as one text, such as GB-CHC-1090095. */
export function orgId({ scheme, value }: Identifier): string {
  return `${scheme}-${value}`;
}

function bare(text: string): string {
  return text
    .toUpperCase()
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, '');
}

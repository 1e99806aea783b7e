import { domainToASCII, domainToUnicode } from 'node:url';

/** What was made of an address somebody typed: the one form we keep, or a sentence that names the way out. */
export type AddressReading =
  | {
      ok: true;
      address: string;
      domain: string;
      asTyped: string;
      /** False where letters beyond a to z stand before the @: only a relay that offers SMTPUTF8 takes it (RFC 6531). */
      isPlain: boolean;
    }
  | { ok: false; problem: string };

const EXAMPLE = 'anne@example.org';
const LOCAL_PART = /^[A-Za-z0-9_+'&=/#~-]+(?:\.[A-Za-z0-9_+'&=/#~-]+)*$/;
const LETTERED_LOCAL =
  /^[\p{L}\p{N}_+'&=/#~-][\p{L}\p{M}\p{N}_+'&=/#~-]*(?:\.[\p{L}\p{N}_+'&=/#~-][\p{L}\p{M}\p{N}_+'&=/#~-]*)*$/u;
const LATIN = /^[\P{L}\p{sc=Latin}]*$/u;
/** Scripts that are written with no other beside them; Japanese and Korean mix three. */
const SCRIPTS = [
  LATIN,
  /^[\P{L}\p{sc=Cyrillic}]*$/u,
  /^[\P{L}\p{sc=Greek}]*$/u,
  /^[\P{L}\p{sc=Arabic}]*$/u,
  /^[\P{L}\p{sc=Hebrew}]*$/u,
  /^[\P{L}\p{sc=Armenian}]*$/u,
  /^[\P{L}\p{sc=Georgian}]*$/u,
  /^[\P{L}\p{sc=Devanagari}]*$/u,
  /^[\P{L}\p{sc=Bengali}]*$/u,
  /^[\P{L}\p{sc=Gurmukhi}]*$/u,
  /^[\P{L}\p{sc=Gujarati}]*$/u,
  /^[\P{L}\p{sc=Tamil}]*$/u,
  /^[\P{L}\p{sc=Thai}]*$/u,
  /^[\P{L}\p{sc=Ethiopic}]*$/u,
  /^[\P{L}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u30fc]*$/u,
];
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Shapes that people really type, most telling first; what is left over gets the general sentence. */
const REFUSALS: [RegExp, string][] = [
  [/^$/, `Enter an e-mail address, such as ${EXAMPLE}.`],
  [HIDDEN, 'This contains a line break or another hidden character. Type the address again by hand.'],
  [/[,;]/, 'Only one address fits here. Enter one, and add the others on their own.'],
  [/^mailto:/i, `Leave out “mailto:”. Enter only the address, such as ${EXAMPLE}.`],
  [/[<>"()]/, `Enter only the address, without a name, brackets or quotation marks, such as ${EXAMPLE}.`],
  [/\s/, 'An address has no spaces inside. Take the space out, or enter only one address.'],
  [/^[^@]*$/, `An address has an @ in the middle. Enter it in full, such as ${EXAMPLE}.`],
  [/@.*@/, 'An address has only one @. Enter one address, and add any other on its own.'],
  [/^@/, `The part before the @ is missing. Enter the address in full, such as ${EXAMPLE}.`],
  [/@$/, `The part after the @ is missing. Enter the address in full, such as ${EXAMPLE}.`],
];

const TOO_LONG = 'This is longer than any e-mail address can be. Check it, or ask for another address.';
const BAD_LOCAL =
  'The part before the @ has a character, or a full stop in a place, that we cannot send to. ' +
  'Check the spelling, or ask for another address.';
const BAD_DOMAIN =
  'The part after the @ is not a domain that mail can be sent to. Check it, such as example.org.';
const LOOKALIKE =
  'The part after the @ has letters that only look like plain ones. Type it again on an ordinary keyboard.';
const LOOKALIKE_LOCAL =
  'The part before the @ has letters that only look like plain ones. ' +
  'Type it again on an ordinary keyboard, or ask for another address.';

/** What is said of an address whose mailbox name the relay in use does not take. */
export const NOT_MAILABLE_HERE =
  'It cannot be mailed here: before the @ it has letters beyond a to z, which our mail server does not take. ' +
  'Ask for another address.';

/**
 * Reads one e-mail address strictly: a dot-atom of plain characters, or of letters of one script (RFC 6531), an @ and
 * a full domain name, within the lengths of RFC 5321 section 4.5.3.1. Returns it in lower case with the domain as an
 * A-label (RFC 5890), so that two readings are the same mailbox exactly when their `address` is equal; `asTyped` keeps
 * what the person wrote.
 */
export function readAddress(text: string): AddressReading {
  const asTyped = text.replace(/^[ \t\u00a0]+|[ \t\u00a0]+$/g, '');
  if (asTyped.length > 320) return refused(TOO_LONG);
  const refusal = REFUSALS.find(([shape]) => shape.test(asTyped));
  if (refusal) return refused(refusal[1]);
  const at = asTyped.indexOf('@');
  const local = asTyped.slice(0, at);
  const box = readLocal(local);
  if (typeof box !== 'string') return box;
  const reading = readDomain(asTyped.slice(at + 1));
  if (typeof reading !== 'string') return reading;
  const address = `${box}@${reading}`;
  if (octets(address) > 254) return refused(TOO_LONG);
  return { ok: true, address, domain: reading, asTyped, isPlain: !isBeyondAscii(box) };
}

/**
 * Returns an address as people read it: the labels of its domain in their own letters (RFC 5891) where each is of one
 * script, so that none can pass for another.
 */
export function shownAddress(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  const labels = address.slice(at).split('.');
  return address.slice(0, at) + labels.map(shownLabel).join('.');
}

function shownLabel(label: string): string {
  if (!label.startsWith('xn--') || !isSoundLabel(label)) return label;
  const shown = domainToUnicode(label);
  return LATIN.test(shown) ? shown : label;
}

function readLocal(typed: string): string | AddressReading {
  const local = typed.normalize('NFC');
  if (octets(local) > 64) return refused(TOO_LONG);
  if (LOCAL_PART.test(typed)) return typed.toLowerCase();
  if (!LETTERED_LOCAL.test(local)) return refused(BAD_LOCAL);
  const isDisguised = [...typed].some((one) => isBeyondAscii(one) && one.normalize('NFKC') !== one);
  if (isDisguised || !SCRIPTS.some((script) => script.test(local))) return refused(LOOKALIKE_LOCAL);
  const lower = local.toLowerCase().normalize('NFC');
  return octets(lower) > 64 || !LETTERED_LOCAL.test(lower) ? refused(BAD_LOCAL) : lower;
}

function octets(text: string): number {
  return Buffer.byteLength(text);
}

function readDomain(typed: string): string | AddressReading {
  if (!TYPED_DOMAIN.test(typed)) return refused(BAD_DOMAIN);
  const domain = domainToASCII(typed.toLowerCase());
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return refused(BAD_DOMAIN);
  if (!TOP_LABEL.test(labels.at(-1) ?? '')) return refused(BAD_DOMAIN);
  if (!labels.every(isSoundLabel)) return refused(BAD_DOMAIN);
  const disguised = typed
    .split('.')
    .some((label, i) => isBeyondAscii(label) && !labels[i]?.startsWith('xn--'));
  return disguised ? refused(LOOKALIKE) : domain;
}

/** An A-label must stand for something, and for nothing else: newer versions of Node let broken ones through. */
function isSoundLabel(label: string): boolean {
  if (!label.startsWith('xn--')) return true;
  const shown = domainToUnicode(label);
  return isBeyondAscii(shown) && domainToASCII(shown) === label;
}

function isBeyondAscii(text: string): boolean {
  return /[^\x20-\x7e]/.test(text);
}

function refused(problem: string): AddressReading {
  return { ok: false, problem };
}

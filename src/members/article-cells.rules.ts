import { nameKey } from '../core/text/name-key.rules.js';
import { readDate } from '../core/text/date.rules.js';
import { listed, quoted, refused, taken, type Reading } from '../core/text/reading.rules.js';
import { AUDIENCE_ROLES } from './audience/audience.roles.rules.js';
import { SIZE_BANDS } from './figures/size-band.rules.js';

export { agesWords, readAges, readStage } from './organisations/serving.rules.js';

const READERS = ['public', 'members', 'roles'] as const;

/** Reads who may read an article on the web. */
export function readReaders(text: string): Reading<(typeof READERS)[number]> {
  const found = READERS.find((one) => one === text.toLowerCase());
  return found
    ? taken(found)
    : refused(`${quoted(text)} is not who may read it. Write ${listed(READERS, 'or')}.`);
}

/** Reads a size band of organisations. */
export function readBand(text: string): Reading<string> {
  const bands = Object.keys(SIZE_BANDS);
  const found = bands.find((band) => band === text.toLowerCase());
  return found ? taken(found) : refused(`${quoted(text)} is not a size. Write ${listed(bands, 'or')}.`);
}

/** Reads a part that people have, by its name or its words on the screens. */
export function readAudienceRole(text: string): Reading<string> {
  const key = nameKey(text);
  const found = AUDIENCE_ROLES.find(
    ({ value, words }) => nameKey(value.replace(/_/g, ' ')) === key || nameKey(words) === key,
  );
  const names = AUDIENCE_ROLES.map(({ value }) => value.replace(/_/g, ' '));
  return found ? taken(found.value) : refused(`${quoted(text)} is not a role. Write ${listed(names, 'or')}.`);
}

/** Reads a date that matters with its words behind it, such as “27/03/2027 Meeting for those who apply”. */
export function readDatedLine(text: string): Reading<{ on: string; words: string }> {
  const parts = DAY.exec(text.trim());
  if (!parts || parts[2] === '') {
    return refused(
      `${quoted(text)} is not a date with words behind it. Write it like: 27 March 2027 Meeting for those who apply.`,
    );
  }
  const reading = readDate(parts[1]);
  if (!reading.ok) return reading;
  if (parts[2].length > 200)
    return refused('These words are longer than we can keep: use up to 200 characters.');
  return taken({ on: reading.value, words: parts[2] });
}

const DAY =
  /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\d{1,2}|[A-Za-z]{3,9})[ /.-]\d{4})(?:\s*[:,–-]\s*|\s+)(.*)$/;

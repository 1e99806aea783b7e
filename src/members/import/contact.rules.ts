import { cleanText } from '../../core/text/normalise.rules.js';
import { quoted, refused, taken, type Reading } from '../../core/text/reading.rules.js';

export interface Name {
  given: string;
  family: string;
}

/** Titles that say nothing about how to greet somebody; Dr, Rev and the like stay. */
const HONORIFIC = /^(?:mr|mrs|ms|miss|mx)\.? +(?=\S)/i;
const TWO_PEOPLE = /[;/|]| & | and |\+/i;

/**
 * Reads one person's name: “Given Family”, “Family, Given”, or one word only. Titles such as Mrs are left out. Two
 * people in one cell are refused, since each needs a row of their own.
 */
export function readName(text: string): Reading<Name> {
  const typed = cleanText(text);
  if (TWO_PEOPLE.test(typed)) {
    return refused(
      `${quoted(typed)} looks like two people. Give each person a row with the same organisation.`,
    );
  }
  const name = typed.replace(HONORIFIC, '');
  if (!/\p{L}/u.test(name))
    return refused(`${quoted(name)} is not a name. Write the person’s name, or leave it blank.`);
  const [before, after] = name.split(',', 2).map((part) => part.trim());
  if (after) return taken({ given: after.replace(HONORIFIC, ''), family: before });
  const words = (after === undefined ? name : before).split(' ');
  return taken({ given: words[0], family: words.slice(1).join(' ') });
}

/** Returns the name as it is read out; empty for a mailbox behind which no name is known. */
export function fullName({ given, family }: Name): string {
  return `${given} ${family}`.trim();
}

import { sayCount, sayPlural } from '../../core/web/templates/index.js';
import type { EditionKind } from '../kinds/kind.rules.js';
import type { PeopleSum, Place } from './ledgers.rules.js';

const WORDS: Record<Place, string> = {
  sent: 'By e-mail',
  pending: 'By e-mail, still to go',
  uncertain: 'By e-mail, but nobody can tell whether it arrived',
  returned: 'By e-mail, but it came back: the address does not work',
  refused: 'Refused by their mail server',
  limit: 'At their weekly limit, so not sent it',
  otherwise: 'Get it otherwise: daily, item by item, or once a month',
  nothing: 'Nothing in it is new for them, or for them at all',
  held: 'No e-mail address that can be used',
  paper: 'Asked for paper',
  declined: 'Asked not to get it',
  left: 'Their organisation has left',
  rest: 'For another reason, which stands beside each name',
};

/** The same in the middle of a sentence, for one and for several: `all of them …`. */
const WHY: Record<Place, readonly [one: string, many: string]> = {
  sent: ['was sent it', 'were sent it'],
  pending: ['is still to get it', 'are still to get it'],
  uncertain: ['may have got it: nobody can tell', 'may have got it: nobody can tell'],
  returned: ['was sent it in vain: it came back', 'were sent it in vain: it came back'],
  refused: ['was refused by a mail server', 'were refused by their mail servers'],
  limit: ['is at the weekly limit', 'are at their weekly limit'],
  otherwise: ['gets it otherwise', 'get it otherwise'],
  nothing: ['has nothing new in it', 'have nothing new in it'],
  held: ['has no e-mail address that can be used', 'have no e-mail address that can be used'],
  paper: ['asked for paper', 'asked for paper'],
  declined: ['asked not to get it', 'asked not to get it'],
  left: ['is at an organisation that has left', 'are at organisations that have left'],
  rest: ['was left out for another reason', 'were left out for another reason'],
};

/** Places of whoever has a copy of their own, in a mailbox that others may read too. */
const MAILED: readonly Place[] = ['sent', 'pending', 'uncertain', 'returned', 'refused'];

/** Which filter of the ledger names the people of a place. */
const FATES: Partial<Record<Place, string>> = {
  ...{
    sent: 'sent',
    returned: 'sent',
    pending: 'pending',
    uncertain: 'uncertain',
    refused: 'refused',
    held: 'held',
  },
};

/** Returns the people of an edition as the lines of a sum that anybody can check. */
export function viewPeople({ lines, people }: PeopleSum) {
  return {
    people,
    lines: lines.map(({ place, people: count, mailboxes }) => ({
      words: WORDS[place],
      count,
      fate: FATES[place] ?? 'skipped',
      mailboxes: MAILED.includes(place) ? `in ${sayPlural(mailboxes, 'mailbox', 'mailboxes')}` : '',
    })),
  };
}

/** Whom an edition was for, as far as its sentence needs to know. */
export interface Addressed {
  kind: EditionKind;
  /** It asks something of its readers: a district, a theme, a role. */
  isForSome: boolean;
  /** Nothing of it goes out any more. */
  isOver: boolean;
}

/**
 * Returns to whom an edition went, or is to go, in one sentence that is true of every kind: `Sent once each to 23
 * people (21 mailboxes) whom the newsletter was addressed to.` Where nobody was sent it, the sentence says why.
 */
export function wentTo(sum: PeopleSum, { kind, isForSome, isOver }: Addressed): string {
  const got = sum.lines.filter(({ place }) => ['sent', 'uncertain', 'pending'].includes(place));
  const count = got.reduce((all, { people }) => all + people, 0);
  if (count === 0) return nobody(sum, isOver);
  const mailboxes = got.reduce((all, one) => all + one.mailboxes, 0);
  const shared = mailboxes === count ? '' : ` in ${sayPlural(mailboxes, 'mailbox', 'mailboxes')}`;
  const whom = `${sayPlural(count, 'person', 'people')}${shared}${forWhom(kind, isForSome)}`;
  const others = sum.people - count;
  const rest = others === 0 ? '' : ` ${sayPlural(others, 'other was', 'others were')} not: they stand below.`;
  return `${isOver ? 'Sent once to' : 'It goes once to'} ${whom}.${isOver ? rest : ''}`;
}

function forWhom(kind: EditionKind, isForSome: boolean): string {
  if (kind === 'correction') return ' who had what it corrects';
  if (!isForSome) return '';
  return ` whom the ${kind === 'urgent' ? 'briefing' : 'newsletter'} was addressed to`;
}

function nobody({ lines, people }: PeopleSum, isOver: boolean): string {
  const begins = isOver ? 'Nobody was sent this by e-mail' : 'Nobody is to be sent this by e-mail';
  if (people === 0) return `${begins}: there is nobody whom it is for.`;
  const [only] = lines;
  if (lines.length === 1 && people > 1)
    return `${begins}: all ${sayCount(people)} people whom it is for ${WHY[only.place][1]}.`;
  const why = lines.map(
    ({ place, people: count }) => `${sayCount(count)} ${WHY[place][count === 1 ? 0 : 1]}`,
  );
  return `${begins}: of ${sayPlural(people, 'person', 'people')} whom it is for, ${why.join(', ')}.`;
}

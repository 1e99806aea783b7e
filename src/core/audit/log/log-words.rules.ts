import { ROLES } from '../../access/roles.rules.js';
import { sayDate, sayDateTime } from '../../web/templates/format.rules.js';

const WORDS: Record<string, string> = {
  'network.founded': 'Founded the network',
  'network.settings': 'Changed the settings',
  'role.granted': 'Gave a role',
  'role.proposed': 'Proposed somebody for a role',
  'role.confirmed': 'Confirmed a role',
  'role.ended': 'Ended a role',
  'token.created': 'Made a token for the API',
  'token.revoked': 'Stopped a token for the API',
  'person.erased': 'Erased what was held about a person',
  'personal-data.read': 'Looked at what is held about a person',
  'personal-data.downloaded': 'Downloaded what is held about a person',
  'account.signed-in': 'Signed in',
  'account.signed-out': 'Signed out',
  'second-factor.on': 'Switched on the second factor',
  'second-factor.off': 'Switched off the second factor',
  'second-factor.reset': 'Took a second factor away',
  'second-factor.recovery-code-used': 'Used a recovery code',
  'second-factor.new-recovery-codes': 'Made new recovery codes',
  'session.ended': 'Signed a device out',
  'sessions.ended': 'Signed every other device out',
  'article.written': 'Wrote an article',
  'article.changed': 'Changed an article',
  'article.withdrawn': 'Withdrew an article',
  'articles.imported': 'Imported articles',
  'edition.composed': 'Composed a digest',
  'edition.begun': 'Began a newsletter or an urgent briefing',
  'edition.addressed': 'Said whom a newsletter or a briefing is for',
  'edition.corrected': 'Began a correction',
  'edition.sent by itself': 'Sent a digest by itself',
  'edition.tried': 'Sent a test of a digest',
  'edition.approved': 'Approved a digest',
  'edition.approved once': 'Approved a digest as the first of two',
  'edition.approval void': 'Made the first approval of a digest void',
  'edition.stopped': 'Stopped a digest',
  'edition.paused': 'Paused a digest on its way',
  'edition.cancelled': 'Cancelled the rest of a digest',
  'edition.missed': 'Held a digest whose day had passed',
  'edition.left to the next': 'Left a digest to the next one',
  'edition.handed over': 'Looked after a digest in a handover',
  'deputy.named': 'Named the deputy',
  'handover.made': 'Handed the digest over to a deputy',
  'handover.ended': 'Ended a handover',
  'edition.resumed': 'Let a digest go on',
  'edition.resent': 'Sent copies again',
  'edition.arrived': 'Counted copies as arrived',
  'edition.brought forward': 'Brought a digest forward',
  'reach.printed': 'Marked pages as printed',
  'reach.printed-undone': 'Took back that pages were printed',
  'reach.collected': 'Marked pages as collected',
  'reach.collected-undone': 'Took back that pages were collected',
  'phone-lists.made': 'Made lists for telephoning',
  'file.kept': 'Added a file',
  'file.described': 'Described a picture in other words',
  'file.removed': 'Removed a file',
  'file.refused': 'Sent a file with a virus in it',
  'organisation.added': 'Added an organisation',
  'organisation.edited': 'Corrected an organisation',
  'person.added': 'Added a person',
  'person.edited': 'Corrected a person’s record',
  'person.confirmed': 'Confirmed their own record',
  'person.moved': 'Changed their address',
  'person.address asked': 'Asked to change their address',
  'inbox.answered': 'Answered an e-mail to the network',
  'inbox.assigned': 'Said who sees to an e-mail to the network',
  'inbox.new': 'Took up an e-mail to the network again',
  'inbox.read': 'Read an e-mail to the network',
  'inbox.done': 'Dealt with an e-mail to the network',
  'inbox.unfolded': 'Took an e-mail to the network out of the spam',
  'inbox.removed': 'Removed an e-mail to the network',
  'mail-trouble.settled': 'Saw to trouble with e-mails',
  'address.held': 'Put an address on hold, because mail to it came back',
  'address.released': 'Said that an address works again',
  'reading.chosen': 'Changed how a person is written to',
  'list.stopped': 'Stopped the e-mails to a person',
  'list.started': 'Started the e-mails to a person',
  'members.imported': 'Imported members',
  'members.exported': 'Downloaded the members',
};

/** Returns an act in words; one that has none of its own is read as it is written: 'member.edited' → 'Member edited'. */
export function actionWords(action: string): string {
  const plain = action.replace(/[.-]/g, ' ');
  return WORDS[action] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

const VIA: Record<string, string> = { api: 'through the API', cli: 'on the command line', mail: 'by e-mail' };

/** Returns by which way something was done, where that was not a page; the product's own acts need no word. */
export function viaWords(via: string): string {
  return VIA[via] ?? '';
}

const SUBJECTS: Record<string, { words: string; place: string }> = {
  article: { words: 'Article', place: 'articles' },
  organisation: { words: 'Organisation', place: 'organisations' },
  person: { words: 'Person', place: 'people' },
};

/** Returns where to read what an act was about, inside the network, for what has a page of its own. */
export function subjectLink(
  type: string | null,
  id: string | null,
): { words: string; path: string } | undefined {
  const subject = type === null || id === null ? undefined : SUBJECTS[type];
  return subject && { words: subject.words, path: `${subject.place}/${id}` };
}

/** Returns the details of an act as short sentences; ids of people become their names, other ids stay out. */
export function detailWords(
  details: Record<string, unknown>,
  names: Map<string, string>,
  zone?: string,
): string[] {
  const first = (key: string) => (key === 'before' ? 0 : 1);
  const entries = Object.entries(details).sort(([a], [b]) => first(a) - first(b));
  return entries.flatMap(([key, value]) => {
    const words = VALUES[key]?.[String(value)] ?? valueWords(value, names, zone);
    return words === '' ? [] : [`${keyWords(key)}: ${words}`];
  });
}

/** Words for what the details say in short. */
const KEYS: Record<string, string> = { way: 'takes effect', key: 'week', sendAfter: 'goes out' };
const VALUES: Record<string, Record<string, string>> = {
  way: {
    now: 'at once',
    proposed: 'once confirmed',
    second: 'with a second co-ordinator',
    delay: 'after a day',
  },
  role: Object.fromEntries(Object.entries(ROLES).map(([name, { words }]) => [name, words.toLowerCase()])),
};

const DATE = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

function valueWords(value: unknown, names: Map<string, string>, zone?: string): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value))
    return value
      .map((one) => valueWords(one, names, zone))
      .filter(Boolean)
      .join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') {
    const inner = Object.entries(value).map(
      ([key, one]) => `${keyWords(key)} ${valueWords(one, names, zone) || 'nothing'}`,
    );
    return inner.join(', ');
  }
  const text = String(value as string | number);
  if (DATE.test(text)) return sayDate(text);
  if (MOMENT.test(text)) return sayDateTime(text, zone);
  return ID.test(text) ? (names.get(text) ?? '') : text;
}

/** 'sessionsEnded' → 'sessions ended', 'personId' → 'person'. */
function keyWords(key: string): string {
  return (KEYS[key] ?? key)
    .replace(/Ids?$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

/**
 * Every act of the log as a sentence about whoever did it. What stands in brackets is the thing it was done to: the
 * page puts its name there, and leads to it, where it has one.
 */
export const ACTS: Record<string, string> = {
  'network.founded': 'Founded [the network]',
  'network.settings': 'Changed [the settings]',
  'role.granted': 'Gave somebody [a role in the network]',
  'role.proposed': 'Proposed somebody for [a role in the network]',
  'role.confirmed': 'Confirmed [a role in the network]',
  'role.ended': 'Ended [a role]',
  'role.given': 'Gave [somebody] a role at an organisation',
  'role.changed': 'Changed the role of [somebody] at an organisation',
  'token.created': 'Made [a token for the API]',
  'token.revoked': 'Stopped [a token for the API]',
  'account.signed-in': 'Signed in',
  'account.signed-out': 'Signed out',
  'second-factor.on': 'Switched on the second factor',
  'second-factor.off': 'Switched off the second factor',
  'second-factor.reset': 'Took a second factor away',
  'second-factor.recovery-code-used': 'Used a recovery code',
  'second-factor.new-recovery-codes': 'Made new recovery codes',
  'session.ended': 'Signed a device out',
  'sessions.ended': 'Signed every other device out',
  'article.written': 'Wrote [an article]',
  'article.edited': 'Changed [an article]',
  'article.returned': 'Sent [an article] back to whoever sent it in',
  'article.withdrawn': 'Withdrew [an article]',
  'articles.imported': 'Imported articles from a file',
  'edition.composed': 'Composed [a digest]',
  'edition.begun': 'Began [a newsletter or an urgent briefing]',
  'edition.addressed': 'Chose whom [a newsletter or a briefing] is for',
  'edition.corrected': 'Began a correction to [an edition]',
  'edition.sent by itself': 'Sent [a digest] on its day',
  'edition.tried': 'Sent a test copy of [an edition]',
  'edition.approved': 'Approved [an edition]',
  'edition.approved once': 'Approved [an edition] as the first of two',
  'edition.approval void': 'Cancelled the first approval of [an edition]',
  'edition.stopped': 'Stopped [an edition] before it went out',
  'edition.paused': 'Paused the sending of [an edition]',
  'edition.resumed': 'Carried on sending [an edition]',
  'edition.cancelled': 'Cancelled the rest of [an edition]',
  'edition.missed': 'Held back [an edition] that had missed its time',
  'edition.left to the next': 'Did not send [an edition] and left its articles for the next one',
  'edition.handed over': 'Dealt with [an edition] while the co-ordinator was away',
  'edition.resent': 'Sent copies of [an edition] again',
  'edition.arrived': 'Counted copies of [an edition] as arrived',
  'edition.brought forward': 'Brought forward the sending of [an edition]',
  'deputy.named': 'Named [somebody] as the deputy',
  'handover.made': 'Handed the digest [over to the deputy]',
  'handover.ended': 'Ended [a handover]',
  'reach.printed': 'Marked pages of [an edition] as printed',
  'reach.printed-undone': 'Took back that pages of [an edition] were printed',
  'reach.collected': 'Marked pages of [an edition] as collected',
  'reach.collected-undone': 'Took back that pages of [an edition] were collected',
  'reach.phoned': 'Marked organisations as told by telephone about [an edition]',
  'reach.phoned-undone': 'Took back that organisations were told by telephone about [an edition]',
  'phone-lists.ring-again': 'Noted that [an organisation] may be telephoned again',
  'phone-lists.made': 'Made telephone lists for [an edition]',
  'digest.rules changed': 'Changed [the rules that choose who gets what]',
  'file.kept': 'Added a file to [an article or an e-mail]',
  'file.described': 'Changed the description of a picture in [an article or an e-mail]',
  'file.removed': 'Removed a file from [an article or an e-mail]',
  'file.refused': 'Tried to add a file with a virus in it to [an article or an e-mail]',
  'term.added': 'Added [a short form] to the glossary',
  'term.changed': 'Changed [a short form] in the glossary',
  'term.removed': 'Took [a short form] out of the glossary',
  'capitals.excused': 'Said that everybody knows a short form',
  'capitals.excused-no-more': 'Said that a short form needs explaining after all',
  'glossary.imported': 'Imported short forms from a file',
  'organisation.added': 'Added [an organisation]',
  'organisation.edited': 'Changed the record of [an organisation]',
  'membership.applied': 'Noted that [an organisation] has applied for membership',
  'membership.active': 'Made [an organisation] a member',
  'membership.due': 'Marked the membership of [an organisation] as due for renewal',
  'membership.lapsed': 'Marked the membership of [an organisation] as lapsed',
  'membership.left': 'Noted that [an organisation] has left',
  'membership.refused': 'Refused the membership of [an organisation]',
  'members.imported': 'Imported members from a file',
  'members.exported': 'Downloaded the list of members',
  'person.added': 'Added [a person]',
  'person.edited': 'Changed the record of [a person]',
  'person.confirmed': 'Confirmed that the record of [a person] is right',
  'person.moved': 'Changed the e-mail address of [a person]',
  'person.address asked': 'Asked to change the e-mail address of [a person]',
  'person.erased': 'Erased what was held about [a person]',
  'personal-data.read': 'Looked at what is held about [a person]',
  'personal-data.downloaded': 'Downloaded what is held about [a person]',
  'list.stopped': 'Stopped a list for [a person]',
  'list.started': 'Started a list again for [a person]',
  'reading.chosen': 'Changed how [a person] is written to',
  'address.held': 'Stopped writing to the address of [a person], because e-mails came back',
  'address.released': 'Started writing to the address of [a person] again',
  'district.added': 'Added [a district]',
  'district.renamed': 'Renamed [a district]',
  'district.reordered': 'Put [a district] in another place',
  'district.ended': 'Ended [a district]',
  'inbox.answered': 'Answered [an e-mail to the network]',
  'inbox.assigned': 'Said who deals with [an e-mail to the network]',
  'inbox.new': 'Marked [an e-mail to the network] as new',
  'inbox.read': 'Read [an e-mail to the network]',
  'inbox.done': 'Marked [an e-mail to the network] as dealt with',
  'inbox.unfolded': 'Said that [an e-mail to the network] is not spam',
  'inbox.removed': 'Removed an e-mail to the network',
  'mail-trouble.settled': 'Decided about [trouble with e-mails]',
};

/** Acts that say what one person has chosen, or how they can be reached. */
export const PERSONAL_ACTS: readonly string[] = [
  'list.stopped',
  'list.started',
  'reading.chosen',
  'address.held',
  'address.released',
  'person.moved',
  'person.address asked',
  'person.erased',
  'personal-data.read',
  'personal-data.downloaded',
  'inbox.answered',
  'inbox.assigned',
  'inbox.new',
  'inbox.read',
  'inbox.done',
  'inbox.unfolded',
  'inbox.removed',
];

/** An act in words, with the thing it was done to taken out of the middle. */
export interface ActWords {
  before: string;
  /** What the thing is called where its name is not known; empty where the act names no thing. */
  thing: string;
  after: string;
}

/** Returns an act in words; one that has none of its own is read as it is written: 'member.edited' → 'Member edited'. */
export function actWords(action: string): ActWords {
  const [before, thing = '', after = ''] = (ACTS[action] ?? plainWords(action)).split(/[[\]]/);
  return { before, thing, after };
}

/** Returns the same in one piece, without a name. */
export function actionWords(action: string): string {
  const { before, thing, after } = actWords(action);
  return before + thing + after;
}

function plainWords(action: string): string {
  const plain = action.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** A page of the network, and who may open it. */
interface Place {
  path: string;
  permission: string;
}

const GLOSSARY = { path: 'glossary', permission: 'glossary.read' };

/** Where something is read that has no page of its own. */
const PLACES: Record<string, Place> = {
  network: { path: 'settings', permission: 'network.settings' },
  role: { path: 'roles', permission: 'roles.read' },
  term: GLOSSARY,
  handover: { path: 'handover', permission: 'digest.approve' },
  district: { path: 'settings/districts', permission: 'districts.edit' },
  'mail-trouble': { path: 'mail-troubles', permission: 'inbox.read' },
  'digest.rules changed': { path: 'digest/rules', permission: 'digest.read' },
};

/** Returns the page that shows what an act was done to, where no module names the very thing. */
export function placeOf(action: string, type: string | null, id: string | null): Place | undefined {
  if (type === 'inbox') return { path: `inbox/${id}`, permission: 'inbox.read' };
  return PLACES[action] ?? PLACES[type ?? ''];
}

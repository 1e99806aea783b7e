import { Keys } from '../../src/core/config/index.js';
import { stopToken } from '../../src/core/mail/index.js';
import { pageToken } from '../../src/digest/print/page-token.rules.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, WEEK, YOUTH, type Member } from './digest-county.js';

export const KEY = '2026-W47';
export const OFFICE = 'office@dale.example.org';
export const ADA = 'ada@sunrise.example.org';
export const TOM = 'tom@youth.example.org';
export const RUTH = 'ruth@grid.example.org';
export const ALL = [ADA, OFFICE, RUTH, TOM];
/** Two people who read one mailbox. */
const DALE: Member = { organisation: 'Dale Choir', districts: 'Bolsover', email: OFFICE };

export let county: County;
export let ruth: Visitor;
const ids = new Map<string, string>();
let networkId: string;

/** A week that has been approved and waits for its ten minutes to be over. */
export async function approved(): Promise<void> {
  county = await County.found([
    SUNRISE,
    YOUTH,
    { ...DALE, name: 'Ann Lark' },
    { ...DALE, organisation: 'Dale Band', name: 'Ben Dale' },
  ]);
  await county.articles(WEEK);
  await county.command('digest compose');
  for (const { id, given } of await county.rows<{ id: string; given: string }>(
    'select id, given from person',
  ))
    ids.set(given, id);
  const [{ id }] = await county.folkmoot.db.query<{ id: string }>(
    'select id from network_all() where slug = $1',
    ['grid'],
  );
  networkId = id;
  ruth = await county.ruth();
  await approve(KEY);
}

export async function approve(key: string): Promise<void> {
  await ruth.open(county.path('digest', key));
  await ruth.follow('Approve it');
  await ruth.press('Approve and send', { when: 'soon' });
}

export const idOf = (given: string): string => ids.get(given)!;

function link(place: string, list: string, given: string): string {
  const key = county.folkmoot.app.get(Keys).for('tokens');
  return county.path(place, stopToken(key, networkId, list, idOf(given)));
}
export const stopLink = (given: string, list = 'digest') => link(`stop/${list}`, list, given);
export const choiceLink = (given: string) => link('preferences', 'preferences', given);

/** The page of an organisation on the web, to which the code on its paper leads. */
export async function pageLink(organisation: string): Promise<string> {
  const [{ edition, id }] = await county.rows<{ edition: string; id: string }>(
    'select e.id as edition, o.id from edition e, organisation o where o.name = $1',
    [organisation],
  );
  const key = county.folkmoot.app.get(Keys).for('tokens');
  return county.path('page', pageToken(key, networkId, edition, id));
}

/** Somebody says by the link of their letters what they want to be sent. */
export async function chooses(given: string, choice: Record<string, string>): Promise<Visitor> {
  const visitor = county.folkmoot.visitor();
  await visitor.open(choiceLink(given));
  await visitor.press('Save my choice', choice);
  return visitor;
}

/** Somebody presses the stop-link, for themselves only where others read the mailbox too; the page is still open. */
export async function stops(given: string, list = 'digest'): Promise<Visitor> {
  const visitor = county.folkmoot.visitor();
  await visitor.open(stopLink(given, list));
  await visitor.press('Stop it', { whose: idOf(given) });
  return visitor;
}

/** Somebody who has stopped a list finds that it was a slip. */
export async function undoes(given: string, list = 'digest'): Promise<Visitor> {
  const visitor = county.folkmoot.visitor();
  await visitor.request('POST', choiceLink(given), `again=${list}`);
  return visitor;
}

/** Somebody's address is another one from now on, which works as far as anybody knows. */
export async function moves(given: string, address: string): Promise<void> {
  await county.rows(
    `update contact_point set value = $2, value_key = $2, held_since = null where person_id = $1 and kind = 'email' returning 1`,
    [idOf(given), address],
  );
  await county.tell('person.moved', { personId: idOf(given), address });
}

/** An e-mail to somebody came back for good. */
export const comesBack = (given: string, address: string) =>
  county.tell('address.bounced', {
    ...{ personId: idOf(given), address, how: 'hard', list: 'digest', deliveryId: null },
  });

/** Moves on to a time of that morning and returns to whom letters go then. */
export async function sentAt(time: string): Promise<string[]> {
  county.moveTo(time.includes('T') ? time : `2026-11-18T${time}:00Z`);
  return (await county.folkmoot.deliver()).map(({ to }) => to).sort();
}

export const counts = async () =>
  (await county.command<{ counts: Record<string, number> }>('digest status', '--edition', KEY)).counts;

/** Sends the week after, and returns what of this one comes to somebody with it. */
export async function nextWeekTo(address: string): Promise<string> {
  await county.articles('title\nSecond news');
  county.moveTo('2026-11-25T10:00:00Z');
  county.folkmoot.sink.taken.length = 0;
  await county.command('digest compose');
  await county.command('digest approve');
  await county.folkmoot.deliver();
  return county.folkmoot.sink
    .to(address)
    .map(({ mail }) => mail.text!)
    .join();
}

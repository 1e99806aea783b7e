import { sayDate } from '../../core/web/templates/index.js';
import { writeCsv } from '../../core/text/index.js';
import type { AudiencePerson } from '../../members/index.js';
import { CALL_RESULTS } from './phone-lists.rules.js';
import type { Unreached } from './reaching.service.js';
import { whereWords } from './reach.view.js';

const WHY: Record<AudiencePerson['status'], string> = {
  may: 'E-mails to them come back or are refused',
  left: 'Nobody there is on the list',
  'opted-out': 'Asked not to get it',
  'no-address': 'No e-mail address on record',
  'held-address': 'The e-mail address does not work',
  'no-basis': 'No basis on record for writing to them',
  'on-paper': 'Wishes for paper, and no page was marked as printed',
};

/** Returns why nothing has reached an organisation, in words: what holds for its people, and what calls came to. */
export function reasonOf({ row, telephones, call }: Pick<Unreached, 'row' | 'telephones' | 'call'>): string {
  const people = [...new Set(row.people.map(({ status }) => WHY[status]))];
  return [
    ...(people.length === 0 ? ['Nobody there is on record'] : people),
    ...(telephones.length === 0 ? ['no telephone number'] : []),
    ...(call && call !== 'reached' ? [`telephone: ${CALL_RESULTS[call].toLowerCase()}`] : []),
  ].join('; ');
}

/** Returns the list as a file for a spreadsheet; whoever asked not to be rung has no number in it. */
export function unreachedCsv(all: readonly Unreached[], districts: ReadonlyMap<string, string>): Buffer {
  return writeCsv(
    ['organisation', 'district', 'why', 'contact', 'telephone', 'last reached'],
    all.map((one) => [
      one.row.organisation.name,
      whereWords(one.row.organisation, districts),
      reasonOf(one),
      one.contact,
      one.mayRing ? one.telephones.join(', ') : '',
      one.lastReached ? sayDate(one.lastReached) : 'never',
    ]),
  );
}

import { sayDate } from '../../core/web/templates/index.js';
import { wayWords } from '../history/index.js';
import { telephoneHref, type SummaryRow } from '../organisations/index.js';
import { BASIS_WORDS, CONSENT_STATUSES, getsIt, type Standing } from '../preferences/index.js';
import { CHANNELS, type Channel } from './person.rules.js';
import type { PersonView } from './person.view.js';

/** Returns how a person is reached, as far as the reader may see; nothing when that is nothing. */
export function contactRows({ contact, channel, share }: PersonView): SummaryRow[] {
  if (!contact) return [];
  const dial = (words: string | null) => (words ? { href: telephoneHref(words), words } : null);
  const { email, telephone, mobile } = contact;
  return [
    { key: 'E-mail', link: email ? { href: `mailto:${email}`, words: email } : null },
    { key: 'Telephone', link: dial(telephone) },
    { key: 'Mobile', link: dial(mobile) },
    { key: 'Prefers', value: channel && CHANNELS[channel as Channel] },
    { key: 'Shares these', value: share ? 'Yes, with members of the same districts' : 'No' },
  ];
}

/** Returns what helps a person to take part. */
export function needRows({ language, accessNeeds }: PersonView): SummaryRow[] {
  return [
    { key: 'Language', value: language },
    { key: 'Access needs', value: accessNeeds },
  ];
}

/** Returns on what ground a person is sent the digest, unless they stopped it, since when, and how we know. */
export function consentRows(standing: Standing | undefined): SummaryRow[] {
  if (!standing)
    return [{ key: 'Weekly digest', value: 'Nothing is noted; it comes as part of membership.' }];
  const { status, basis, source, at } = standing;
  return [
    { key: 'Weekly digest', value: CONSENT_STATUSES[status] },
    ...(getsIt(standing) ? [{ key: 'Basis', value: BASIS_WORDS[basis] }] : []),
    { key: 'Noted', value: `${sayDate(at)} (${wayWords(source)})` },
  ];
}

import type { Basis } from '../member-record.rules.js';

/** What was last said about a list, in the words of the screens. */
export const CONSENT_STATUSES = {
  opted_in: 'Has asked to get it',
  soft_opt_in: 'Was told when the address was given, and did not refuse',
  not_asked: 'Gets it as part of membership',
  opted_out: 'Has asked not to get it',
} as const;

export type ConsentStatus = keyof typeof CONSENT_STATUSES;

/** The grounds on which people may be written to, in the words of the screens. */
export const BASIS_WORDS: Record<Basis, string> = {
  membership: 'It is part of the membership of their organisation',
  consent: 'They have asked for it',
  'soft-opt-in': 'Their address was given with the chance to refuse (charities, since 5 February 2026)',
};

/** By which way somebody can tell us, when it is not by a link. */
export const SAID_BY = {
  telephone: 'By telephone',
  letter: 'By letter or e-mail',
  person: 'In person',
} as const;

export type SaidBy = keyof typeof SAID_BY;

/** True for a source that is somebody's telling us, rather than doing it themselves. */
export function isSaid(source: string): source is SaidBy {
  return Object.hasOwn(SAID_BY, source);
}

/** What was last said about one list. */
export interface Standing {
  status: ConsentStatus;
  basis: Basis;
  source: string;
  at: Date;
}

/** Returns what is noted of somebody who was never asked: only a consent is one. */
export function firstStatus(basis: Basis): ConsentStatus {
  const statuses: Record<Basis, ConsentStatus> = {
    membership: 'not_asked',
    consent: 'opted_in',
    'soft-opt-in': 'soft_opt_in',
  };
  return statuses[basis];
}

/** True unless the latest word is no. */
export function getsIt(standing: { status: string } | undefined): boolean {
  return standing?.status !== 'opted_out';
}

/** Returns an address of which only its reader recognises the rest: “j…@e…”. */
export function maskedAddress(address: string): string {
  const [local, domain = ''] = address.split('@');
  return `${local.charAt(0)}…@${domain.charAt(0)}…`;
}

/** Returns a name by which colleagues know each other and strangers nobody: “Maureen T.”. */
export function shortName({ given, family }: { given: string; family: string }): string {
  const initial = family ? ` ${family.charAt(0)}.` : '';
  return `${given}${initial}`.trim() || 'Whoever reads this mailbox';
}

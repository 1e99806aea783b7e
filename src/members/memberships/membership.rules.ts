/** The states of a membership in the words of the screens, and the kind of tag each wears. */
export const MEMBERSHIP_STATES = {
  applied: { words: 'Applied', kind: 'waiting' },
  active: { words: 'Member', kind: 'good' },
  due: { words: 'Renewal due', kind: 'waiting' },
  lapsed: { words: 'Lapsed', kind: 'bad' },
  left: { words: 'Left', kind: '' },
  refused: { words: 'Refused', kind: '' },
} as const;

export type MembershipState = keyof typeof MEMBERSHIP_STATES;

/** Why an organisation leaves, in the words of the screens. */
export const LEAVING_REASONS = {
  closed: 'It has closed',
  merged: 'It has become part of another organisation',
  moved: 'It no longer works in our area',
  chose: 'It has chosen to leave',
  rules: 'It no longer meets our rules',
} as const;

export type LeavingReason = keyof typeof LEAVING_REASONS;

/** A period of belonging as far as the rules need to know; `validTo` is the first day after. */
export interface Period {
  state: MembershipState;
  validFrom: string;
  validTo: string | null;
}

/** Returns the period that says how things stand: the open one, else the latest; undefined where there never was one. */
export function latestOf<P extends Period>(periods: readonly P[]): P | undefined {
  const open = periods.find(({ validTo }) => validTo === null);
  return open ?? [...periods].sort((a, b) => (b.validTo ?? '').localeCompare(a.validTo ?? ''))[0];
}

/** True when there is a membership to end. */
export function canEnd(latest: Period | undefined): boolean {
  return latest !== undefined && latest.validTo === null;
}

/** True when there is a membership to renew: due, lapsed, or one that has ended. */
export function canRenew(latest: Period | undefined): boolean {
  return latest !== undefined && (latest.validTo !== null || ['due', 'lapsed'].includes(latest.state));
}

/** True when somebody may end and renew memberships. */
export function mayDecideMembership(me: { may(permission: string): boolean }): boolean {
  return me.may('members.membership');
}

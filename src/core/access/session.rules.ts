const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long a session lives, in milliseconds (ASVS 7.3; C.1 of the security page). */
export const SESSION_LIFE = {
  member: { idle: 14 * DAY, whole: 30 * DAY },
  power: { idle: 60 * MINUTE, whole: 12 * 60 * MINUTE },
};

/** How long a confirmed second factor counts for acts that need one, in milliseconds. */
export const STEP_UP_LIFE = 15 * MINUTE;

/** Days within which a person given a role with power sets up the second factor. */
export const SECOND_FACTOR_GRACE_DAYS = 14;

/** True while a session may still be used, by its age and by how long it has lain idle. */
export function sessionLives(
  session: { createdAt: Date; lastSeenAt: Date },
  power: boolean,
  now: Date,
): boolean {
  const life = power ? SESSION_LIFE.power : SESSION_LIFE.member;
  return (
    now.getTime() - session.lastSeenAt.getTime() <= life.idle &&
    now.getTime() - session.createdAt.getTime() <= life.whole
  );
}

/** What the second factor asks of a person with power: nothing, a code now, or to be set up first. */
export function secondFactorNeed(
  facts: { hasTotp: boolean; factor: 'link' | 'totp'; powerSince: Date | null },
  now: Date,
): 'nothing' | 'code' | 'set-up' {
  if (facts.hasTotp) return facts.factor === 'totp' ? 'nothing' : 'code';
  if (facts.powerSince === null) return 'nothing';
  return now.getTime() - facts.powerSince.getTime() > SECOND_FACTOR_GRACE_DAYS * DAY ? 'set-up' : 'nothing';
}

/** True when an act that needs a step-up may go on. People still in their grace have no factor to ask for. */
export function steppedUp(facts: { hasTotp: boolean; stepUpUntil: Date | null }, now: Date): boolean {
  return !facts.hasTotp || (facts.stepUpUntil !== null && facts.stepUpUntil > now);
}

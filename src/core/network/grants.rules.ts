/** How a role that somebody wants to give comes into force. */
export type Way =
  /** At once. */
  | 'now'
  /** When a co-ordinator takes up what somebody else proposed. */
  | 'proposed'
  /** When a second co-ordinator confirms it. */
  | 'second'
  /** After a day, because there is no second co-ordinator. */
  | 'delay';

/** Hours between granting a guarded role and its taking effect where nobody else can confirm it. */
export const DELAY_HOURS = 24;

/** Returns how a role given by somebody comes into force (C.3 of the security page, note 2). */
export function wayOfGrant(facts: {
  /** Co-ordinator, treasurer, or chair or returning officer. */
  guarded: boolean;
  byCoordinator: boolean;
  /** Co-ordinators besides whoever gives the role and whoever gets it. */
  otherCoordinators: number;
}): Way {
  if (!facts.byCoordinator) return 'proposed';
  if (!facts.guarded) return 'now';
  return facts.otherCoordinators > 0 ? 'second' : 'delay';
}

/** Returns the sentence that says what happens next; `hours` apart only in tests. */
export function whatHappens(way: Way): string {
  const sentences: Record<Way, string> = {
    now: 'This takes effect at once, and an e-mail tells them.',
    proposed: 'This takes effect once a co-ordinator has confirmed it.',
    second: 'This takes effect once a second co-ordinator has confirmed it.',
    delay: `This takes effect in ${DELAY_HOURS} hours unless it is withdrawn, because there is no second co-ordinator to confirm it.`,
  };
  return sentences[way];
}

/** Where a role row stands: held, waiting for its day or for a word, or over. */
export type Standing = 'held' | 'later' | 'proposed' | 'second' | 'over';

/** Returns where a role stands at an instant. `takesEffectAt` Infinity means that somebody's word is missing. */
export function standingOf(
  role: {
    takesEffectAt: Date | number | null;
    grantedBy: string | null;
    proposedBy: string | null;
    ended: boolean;
  },
  now: Date,
): Standing {
  if (role.ended) return 'over';
  const { takesEffectAt } = role;
  if (takesEffectAt === null) return 'held';
  if (takesEffectAt instanceof Date) return takesEffectAt <= now ? 'held' : 'later';
  return role.grantedBy === null && role.proposedBy !== null ? 'proposed' : 'second';
}

/** Returns why somebody may not confirm a waiting role, or undefined when they may. */
export function refuseConfirming(facts: {
  standing: Standing;
  /** Whoever would confirm is the person who gets the role, or signs in with the same address. */
  same: boolean;
  isGranter: boolean;
}): string | undefined {
  if (facts.standing !== 'proposed' && facts.standing !== 'second')
    return 'There is nothing to confirm here any more.';
  if (facts.same) return 'Nobody confirms a role of their own.';
  if (facts.standing === 'second' && facts.isGranter)
    return 'You have given this role yourself. A second co-ordinator has to confirm it.';
  return undefined;
}

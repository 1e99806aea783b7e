/** Somebody else at the organisation of a person whose address does not work. */
export interface Colleague {
  personId: string;
  name: string;
  organisationId: string;
  mainContact: boolean;
  address: string | null;
  isHeld: boolean;
  /** They are written to on paper, or have stopped the digest. */
  paper: boolean;
  stopped: boolean;
}

/** What can be done about an organisation that one person's address no longer reaches. */
export type WayOut =
  { kind: 'reached'; by: string[] } | { kind: 'could'; colleagues: Colleague[] } | { kind: 'nobody' };

/** True when somebody gets the digest by e-mail, so that the organisation is reached through them. */
export function isReached({ address, isHeld, paper, stopped }: Omit<Colleague, 'name'>): boolean {
  return address !== null && !isHeld && !paper && !stopped;
}

/**
 * Returns who at an organisation can stand in for somebody whose address is held: those who get the digest anyway; else
 * those who are known there, the main contact first; else nobody.
 */
export function wayOut(colleagues: readonly Colleague[]): WayOut {
  const by = colleagues.filter(isReached).map(({ name }) => name);
  if (by.length > 0) return { kind: 'reached', by };
  if (colleagues.length === 0) return { kind: 'nobody' };
  const ordered = [...colleagues].sort(
    (a, b) => Number(b.mainContact) - Number(a.mainContact) || a.name.localeCompare(b.name, 'en'),
  );
  return { kind: 'could', colleagues: ordered };
}

/** Returns why a colleague is not written to by e-mail, in words after their name. */
export function whyNot({ address, isHeld, paper, stopped }: Omit<Colleague, 'name'>): string {
  if (stopped) return 'has asked not to get it';
  if (address === null) return 'has no e-mail address';
  if (isHeld) return 'has an address that does not work either';
  return paper ? 'gets it on paper' : 'gets it';
}

/** A failure that waits to be scored. */
export interface WaitingFailure {
  id: string;
  /** Milliseconds. */
  at: number;
  relay: string;
  diagnostic: string;
  letterId: string;
}

/** Many failures in the same words from the same server: our trouble rather than theirs. */
export interface Burst {
  relay: string;
  diagnostic: string;
  ids: string[];
  letterIds: string[];
}

const HOUR = 3_600_000;
/** Fewer than this in an hour are no outage; nor is a smaller share of the letters they are about. */
export const LEAST = 10;
export const SHARE = 0.05;
/** In a small network fewer are, when they are half of all there is. */
export const LEAST_OF_FEW = 3;

/**
 * Returns the bursts among failures (E31 of the mail page): within an hour, in one diagnostic from one relay, at least
 * ten that are at least one in twenty of the copies their letters have, or three that are at least half of them.
 * `copies` counts the copies by letter.
 */
export function burstsIn(failures: readonly WaitingFailure[], copies: ReadonlyMap<string, number>): Burst[] {
  const groups = new Map<string, WaitingFailure[]>();
  for (const one of failures) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = [...group].sort((a, b) => a.at - b.at);
    return (
      burstOf(withinAnHour(sorted, LEAST), SHARE, copies) ??
      burstOf(withinAnHour(sorted, LEAST_OF_FEW), 0.5, copies) ??
      []
    );
  });
}

function burstOf(
  failures: WaitingFailure[],
  share: number,
  copies: ReadonlyMap<string, number>,
): Burst | undefined {
  const letterIds = [...new Set(failures.map(({ letterId }) => letterId))];
  const all = letterIds.reduce((sum, id) => sum + (copies.get(id) ?? 0), 0);
  if (failures.length === 0 || failures.length < all * share) return undefined;
  const [{ relay, diagnostic }] = failures;
  return { relay, diagnostic: sameWords(diagnostic), ids: failures.map(({ id }) => id), letterIds };
}

/** Returns the key by which two failures are the same trouble. */
export function keyOf({ relay, diagnostic }: Pick<WaitingFailure, 'relay' | 'diagnostic'>): string {
  return `${relayName(relay)}|${sameWords(diagnostic)}`;
}

/** What a server says apart from addresses, names of machines and numbers, so that the same trouble reads the same. */
export function sameWords(diagnostic: string): string {
  return diagnostic
    .slice(0, 300)
    .replace(/<?[^\s<>]{1,100}@[^\s<>]{1,255}>?/g, '@')
    .replace(/\[[0-9a-f.:]{2,45}\]|\b\d{1,3}(?:\.\d{1,3}){3}\b/gi, '#')
    .replace(/\b(?=[\w-]*\d)[\w-]{8,}\b|\d{4,}/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

/** One of several machines of a provider is that provider: `mx3.mail.example.net` is `mail.example.net`. */
function relayName(relay: string): string {
  const host = relay.toLowerCase().split(/[\s([]/)[0];
  const labels = host.split('.');
  return labels.length > 2 ? labels.slice(1).join('.') : host;
}

/** Those that share an hour with so many, themselves counted. */
function withinAnHour(sorted: WaitingFailure[], least: number): WaitingFailure[] {
  const inBurst = new Set<WaitingFailure>();
  for (let from = 0, to = 0; from < sorted.length; from += 1) {
    while (to < sorted.length && sorted[to].at - sorted[from].at <= HOUR) to += 1;
    if (to - from >= least) for (let at = from; at < to; at += 1) inBurst.add(sorted[at]);
  }
  return [...inBurst];
}

const CLOSING = ['funding', 'consultation', 'training'];

/** Returns the words before the last day of an item: funding closes on it, an event takes place, news counts until it. */
export function lastDayWords(kind: string): 'Closes on' | 'On' | 'By' {
  if (kind === 'event') return 'On';
  return CLOSING.includes(kind) ? 'Closes on' : 'By';
}

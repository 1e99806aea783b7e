/** What a rate of complaints asks for. */
export type Alarm = 'none' | 'warning' | 'block';

const WARNING = 0.001;
const BLOCK = 0.003;
/** One press of a button is no rate: fewer complaints than this only warn, however short the list. */
const LEAST_TO_BLOCK = 3;

/**
 * Returns the complaints of a run as a share of the copies that were accepted, and what it asks for: a warning at
 * 0.1 %, a review before anything more is sent at 0.3 % and three complaints or more (E7 of the mail page; Gmail's and Yahoo's sender rules).
 */
export function complaintRate(complaints: number, accepted: number): { rate: number; alarm: Alarm } {
  if (complaints <= 0) return { rate: 0, alarm: 'none' };
  const rate = complaints / Math.max(accepted, 1);
  const isBlock = rate >= BLOCK && complaints >= LEAST_TO_BLOCK;
  return { rate, alarm: isBlock ? 'block' : rate >= WARNING ? 'warning' : 'none' };
}

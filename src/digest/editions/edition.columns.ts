import type { Group } from '../choosing/choose.rules.js';
import { EVERYBODY, type AudienceFilter } from '../kinds/audience-filter.rules.js';
import type { EditionKind } from '../kinds/kind.rules.js';
import type { EditionState } from './edition.rules.js';

/** What a piece of an edition's letter is: an item with its reason, a heading, or null for the first and last words. */
export type PieceFacts = { key: string; reason: string; brief: boolean } | { group: Group } | null;

/** An edition as it is kept. `pieces` says of each piece of its letter what it is. */
export interface Edition {
  id: string;
  kind: EditionKind;
  key: string;
  /** The first and the last of its days: a week, a month, or one day. */
  weekFrom: string;
  weekTo: string;
  state: EditionState;
  /** Raised by every change, so that an approval can say what it is of. */
  version: number;
  subject: string | null;
  intro: string;
  note: string | null;
  letterId: string | null;
  pieces: PieceFacts[];
  sendAfter: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  sentAt: Date | null;
  /** When it was to go out and did not, because nothing ran; until somebody approves it again. */
  missedAt: Date | null;
  /** When somebody stopped it or sent it back; until a person approves it again. */
  stoppedAt: Date | null;
  /** The edition that a correction is of. */
  aboutId: string | null;
  /** Whom it is for, as whoever wrote it has chosen; a digest goes to all. */
  audience: AudienceFilter;
}

/** An edition that is about to be. */
export type NewEdition = Pick<Edition, 'key'> & { from: string; to: string } & Partial<
    Pick<Edition, 'subject' | 'aboutId' | 'audience'>
  >;

/** The columns of an edition, for a query. */
export const EDITION = `id, kind, key, week_from::text as "weekFrom", week_to::text as "weekTo", state, version, subject, intro, note, letter_id as "letterId", pieces,
  send_after as "sendAfter", approved_by as "approvedBy", approved_at as "approvedAt", sent_at as "sentAt", missed_at as "missedAt", stopped_at as "stoppedAt",
  about_id as "aboutId", '${JSON.stringify(EVERYBODY)}'::jsonb || audience as audience`;

/** A message that this worker has claimed: its lease is ours until `lease_until` by the database's clock. */
export interface Claimed {
  id: string;
  network_id: string;
  letter_id: string;
  person_id: string | null;
  to_name: string;
  address: string;
  address_lc: string;
  attempts: number;
  lease_token: string;
  message_id: string;
  pieces: number[];
  holes: Record<string, string>;
  form: 'both' | 'text';
  /** When this process claimed it, in milliseconds of its own clock. */
  claimed_at: number;
}

/** A message that stands before its final dot. */
export interface GateRow {
  key: string;
  token: string;
  sha256: Buffer;
}

/** What became of a message, to be written down. */
export interface ResultRow {
  id: string;
  token: string;
  state: 'sent' | 'refused' | 'uncertain' | 'pending' | 'held' | 'skipped';
  reply: string | null;
  reason: string | null;
  /** For pending: seconds to wait before the next try. */
  waitSeconds: number;
}

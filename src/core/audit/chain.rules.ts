import { createHash } from 'node:crypto';

/** One row of the audit log, as the chain sees it. */
export interface AuditRow {
  seq: string;
  at: string;
  actorId: string | null;
  actorRole: string | null;
  via: string;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  details: unknown;
  requestId: string | null;
}

/** The hash before the first row of a network's chain. */
export const CHAIN_START = Buffer.alloc(32);

/** Returns a row as text that is the same whatever order its details' members were stored in. */
export function canonicalRow(row: AuditRow): string {
  const fields = [
    row.seq,
    row.at,
    row.actorId,
    row.actorRole,
    row.via,
    row.action,
    row.subjectType,
    row.subjectId,
    sorted(row.details),
    row.requestId,
  ];
  return JSON.stringify(fields);
}

/** Returns h(n) = SHA-256(h(n-1) ‖ canonical row), 32 bytes. */
export function nextHash(previous: Buffer, row: AuditRow): Buffer {
  return createHash('sha256').update(previous).update(canonicalRow(row)).digest();
}

/** Returns the first sealed row that does not fit the chain, or undefined when all do. */
export function firstBroken(
  sealed: { row: AuditRow; hash: Buffer }[],
  start = CHAIN_START,
): AuditRow | undefined {
  let previous: Buffer = start;
  for (const { row, hash } of sealed) {
    previous = nextHash(previous, row);
    if (!previous.equals(hash)) return row;
  }
  return undefined;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  );
}

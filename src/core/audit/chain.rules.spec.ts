import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalRow, CHAIN_START, firstBroken, nextHash, type AuditRow } from './chain.rules.js';

const row = (seq: number, action = 'member.edited'): AuditRow => ({
  seq: String(seq),
  at: '2026-11-20T09:00:00.000000Z',
  actorId: null,
  actorRole: 'coordinator',
  via: 'page',
  action,
  subjectType: 'organisation',
  subjectId: null,
  details: { field: 'name', b: [1, { z: 1, a: 2 }] },
  requestId: null,
});

function seal(rows: AuditRow[]): { row: AuditRow; hash: Buffer }[] {
  let hash: Buffer = CHAIN_START;
  return rows.map((one) => ({ row: one, hash: (hash = nextHash(hash, one)) }));
}

describe('The chain of the audit log', () => {
  it('is whole when nobody touched it', () => {
    expect(firstBroken(seal([row(1), row(2), row(3)]))).toBeUndefined();
  });

  it('does not mind in which order the database gives back the details', () => {
    const other = { ...row(1), details: { b: [1, { a: 2, z: 1 }], field: 'name' } };
    expect(canonicalRow(other)).toBe(canonicalRow(row(1)));
  });

  it('names the row of which any one field was changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom('at', 'via', 'action', 'seq', 'actorRole'),
        (at, field) => {
          const sealed = seal([1, 2, 3, 4, 5].map((seq) => row(seq)));
          sealed[at] = { ...sealed[at], row: { ...sealed[at].row, [field]: 'x' } };
          expect(firstBroken(sealed)).toBe(sealed[at].row);
        },
      ),
    );
  });

  it('notices a row taken out', () => {
    const sealed = seal([row(1), row(2), row(3)]);
    expect(firstBroken([sealed[0], sealed[2]])).toBe(sealed[2].row);
  });
});

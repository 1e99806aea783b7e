import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DERBYSHIRE, imported, plan } from '../../../test/data/members/planning.js';
import { writeCsv } from '../../core/text/index.js';
import { EXPORT_COLUMNS, exportRows } from '../export/export.rules.js';
import { THEMES } from '../themes.rules.js';

const word = fc.constantFrom(
  'Kestrel',
  'Fern',
  'Moor',
  'Lark',
  'Quarry',
  '=SUM(A1)',
  "'Den",
  'Café “Ö”',
  '-Bank',
);
const row = fc.record({
  district: fc.constantFrom('Bolsover', 'High Peak; Erewash', '', 'County-wide'),
  given: fc.constantFrom('Sam', 'Ann', ''),
  email: fc.constantFrom('a@example.org', 'b@example.org', ''),
  address: fc.constantFrom('4 Mill Lane, Matlock DE4 3AG', '', '1 Yard\nClowne'),
  telephone: fc.constantFrom('0115 496 0000', '', '+44 115 496 0001'),
  themes: fc.constantFrom('early years, youth work', 'travellers', ''),
  income: fc.constantFrom('£1,200', '0', ''),
});
/** One person has one telephone, or the rows would rightly be refused. */
const consistent = (one: { given: string; email: string; telephone: string }) =>
  one.given !== '' && one.email !== '' ? { ...one, telephone: '0115 496 0009' } : one;
const file = fc
  .uniqueArray(fc.tuple(word, fc.nat(30), row), {
    selector: ([name, n]) => `${name} ${n}`,
    minLength: 1,
    maxLength: 12,
  })
  .map((rows) => rows.map(([name, n, cells]) => [`${name} ${n}`, ...Object.values(consistent(cells))]));
const columns = [
  'organisation',
  'districts',
  'contact name',
  'email',
  'address',
  'telephone',
  'themes',
  'income',
];
const names = {
  district: (id: string) => DERBYSHIRE.find((district) => district.id === id)?.name ?? '',
  theme: (key: string) => THEMES.find((theme) => theme.key === key)?.name ?? '',
};

describe('any file of different organisations', () => {
  it('changes nothing the second time, nor does its export', () => {
    fc.assert(
      fc.property(file, (rows) => {
        const bytes = writeCsv(columns, rows);
        const members = imported(bytes);
        expect(members.organisations).toHaveLength(rows.length);
        expect(plan(bytes, members)).toMatchObject({
          unchanged: rows.length,
          changes: [],
          organisations: [],
          people: [],
        });
        const exported = plan(writeCsv(EXPORT_COLUMNS, exportRows(members, names)), members);
        expect(exported).toMatchObject({ refused: [], created: 0, updated: 0, changes: [] });
      }),
      { numRuns: 40 },
    );
  });

  it('means the same in whatever order its rows stand', () => {
    const facts = (rows: string[][]) => {
      const { organisations, people } = imported(writeCsv(columns, rows));
      const found = organisations.map(({ id: _, reference: __, ...facts }) => JSON.stringify(facts));
      return [...found, ...people.map(({ given, email }) => `${given} ${email}`)].sort();
    };
    fc.assert(
      fc.property(file, (rows) => expect(facts([...rows].reverse())).toEqual(facts(rows))),
      { numRuns: 40 },
    );
  });

  it('counts every row once, refused or not', () => {
    const messy = fc.array(
      fc.tuple(word, fc.constantFrom('Bolsover', 'Narnia', 'Erewash'), fc.constantFrom('a@b.org', 'x', '')),
    );
    fc.assert(
      fc.property(messy, (rows) => {
        const answer = plan(writeCsv(['organisation', 'district', 'email'], rows));
        const lines = new Set(answer.refused.map(({ line }) => line)).size;
        expect(answer.created + answer.updated + answer.unchanged + lines).toBe(answer.rows);
        if (lines > 0) expect(answer.organisations).toEqual([]);
      }),
    );
  });
});

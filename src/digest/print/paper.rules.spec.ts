import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { paperCopies, type PaperOrganisation, type PaperPerson } from './paper.rules.js';

const person = (name: string, facts: Partial<PaperPerson> = {}): PaperPerson => ({
  ...{ personId: name, name, isMain: false, wishes: false, optedOut: false, largePrint: false },
  ...{ status: 'no-address' },
  ...{ address: null, postcode: null, ...facts },
});
const organisation = (name: string, facts: Partial<PaperOrganisation> = {}): PaperOrganisation => ({
  ...{ id: name, name, isAsFirst: false, people: [], address: '1 High Street', postcode: 'DE4 3AG' },
  ...facts,
});

describe('Copies on paper', () => {
  it('are one for each organisation without e-mail, for its main contact', () => {
    const [copy, ...others] = paperCopies([
      organisation('Larkfield', {
        people: [person('Tom'), person('Ada', { isMain: true, largePrint: true })],
      }),
    ]);
    expect(others).toEqual([]);
    expect(copy).toMatchObject({ name: 'Ada', organisation: 'Larkfield', size: 'large', isPosted: true });
  });

  it('are one for two people at one address who wish for paper, and two for two addresses', () => {
    const at = (address: string) => ({ wishes: true, address, postcode: 'DE4 3AG' });
    const together = organisation('Larkfield', {
      people: [person('Ada', at('2 Mill Lane')), person('Tom', at('2, Mill Lane'))],
    });
    expect(paperCopies([together]).map(({ name }) => name)).toEqual(['Ada and Tom']);
    const apart = {
      ...together,
      people: [person('Ada', at('2 Mill Lane')), person('Tom', at('9 Mill Lane'))],
    };
    expect(paperCopies([apart]).map(({ name }) => name)).toEqual(['Ada', 'Tom']);
  });

  it('go to an organisation of which no person is known', () => {
    expect(paperCopies([organisation('Larkfield')])).toMatchObject([{ name: '', isPosted: true }]);
  });

  it('without an address come last, to be handed over', () => {
    const copies = paperCopies([
      organisation('A', { address: null, postcode: null }),
      organisation('B'),
      organisation('C', { postcode: 'DE1 1AA' }),
    ]);
    expect(copies.map(({ organisation: name, isPosted }) => [name, isPosted])).toEqual([
      ...[
        ['C', true],
        ['B', true],
        ['A', false],
      ],
    ]);
  });

  it('reach every organisation, each address of it once', () => {
    const someone = fc.record({
      ...{ isMain: fc.boolean(), wishes: fc.boolean(), optedOut: fc.boolean(), largePrint: fc.boolean() },
      address: fc.option(fc.constantFrom('1 A Row', '2 A Row')),
      postcode: fc.option(fc.constantFrom('DE4 3AG', 'S1 1AA')),
    });
    fc.assert(
      fc.property(fc.array(fc.array(someone, { maxLength: 4 }), { maxLength: 6 }), (all) => {
        const organisations = all.map((people, at) =>
          organisation(`O${at}`, { people: people.map((facts, n) => person(`P${at}-${n}`, facts)) }),
        );
        const copies = paperCopies(organisations);
        expect(new Set(copies.map(({ organisationId }) => organisationId)).size).toBe(all.length);
        expect(new Set(copies.map(({ id }) => id)).size).toBe(copies.length);
      }),
    );
  });
});

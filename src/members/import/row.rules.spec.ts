import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NOBODY, plan } from '../../../test/data/members/planning.js';
import { writeCsv } from '../../core/text/index.js';
import { chooseColumns, FIELDS, guessColumns } from './columns.rules.js';

function rowOf(cells: Record<string, string>) {
  return plan(writeCsv(Object.keys(cells), [Object.values(cells)]));
}

describe('the columns of a members’ file', () => {
  it('are guessed from the usual names', () => {
    const header = [
      'Ref',
      'Organisation Name',
      'District(s)',
      'Contact name',
      'E-mail',
      'Tel. no.',
      'Address',
      'Post code',
      'Sub_sector',
      'Shoe size',
    ];
    const { mapping, unused, problems } = guessColumns(header);
    expect(mapping).toEqual({
      reference: 0,
      organisation: 1,
      districts: 2,
      contact_name: 3,
      email: 4,
      telephone: 5,
      address: 6,
      postcode: 7,
      themes: 8,
    });
    expect([unused, problems]).toEqual([['Shoe size'], []]);
  });

  it('take “name” for the organisation, or for the contact where the organisation has its own column', () => {
    expect(guessColumns(['name', 'email']).mapping).toEqual({ organisation: 0, email: 1 });
    expect(guessColumns(['name', 'group']).mapping).toEqual({ contact_name: 0, organisation: 1 });
  });

  it('can be corrected by naming a heading, or none', () => {
    const header = ['Body', 'Where', 'email', 'Mail for the chair'];
    expect(guessColumns(header).problems[0].problem).toContain(
      'The columns are “Body”, “Where”, “email” and “Mail for the chair”.',
    );
    const chosen = chooseColumns(header, {
      organisation: 'body',
      districts: 'Where',
      email: 'Mail for the chair',
    });
    expect(chosen).toMatchObject({
      mapping: { organisation: 0, districts: 1, email: 3 },
      unused: ['email'],
      problems: [],
    });
    expect(chooseColumns(header, { organisation: 'Body', email: '' }).mapping).toEqual({ organisation: 0 });
    expect(chooseColumns(header, { organisation: 'Bodies' }).problems).toHaveLength(2);
    expect(chooseColumns(header, { organisation: 'Body', email: 'Body' }).problems[0].problem).toContain(
      'chosen for organisation, too',
    );
  });

  it('of our own export are all known', () => {
    const { mapping, unused } = guessColumns(FIELDS);
    expect(unused).toEqual([]);
    expect(Object.entries(mapping).every(([field, i]) => FIELDS[i] === field)).toBe(true);
  });
});

describe('a row of a members’ file', () => {
  it('keeps the telephone with the contact, or with the organisation where nobody is named', () => {
    const named = rowOf({ organisation: 'A', contact: 'Khan, Samira', tel: '07700 900123' });
    expect(named.organisations[0].after.telephone).toBeNull();
    expect(named.people[0].after).toMatchObject({
      given: 'Samira',
      family: 'Khan',
      telephone: null,
      mobile: '07700 900123',
    });
    const nameless = rowOf({ organisation: 'A', tel: '01632 960123', role: 'Manager' });
    expect(nameless).toMatchObject({ organisations: [{ after: { telephone: '01632 960123' } }], people: [] });
  });

  it('puts an address together from its lines and takes the postcode from its end', () => {
    const lines = {
      organisation: 'A',
      'address line 1': '4 Mill Lane',
      'address line 2': 'Cromford',
      town: 'Matlock',
    };
    expect(rowOf({ ...lines, postcode: 'de43ag' }).organisations[0].after).toMatchObject({
      address: '4 Mill Lane\nCromford\nMatlock',
      postcode: 'DE4 3AG',
    });
    const one = rowOf({ organisation: 'A', address: '4 Mill Lane, Matlock, DE4 3AG' });
    expect(one.organisations[0].after).toMatchObject({
      address: '4 Mill Lane\nMatlock',
      postcode: 'DE4 3AG',
    });
  });

  it('is refused with every reason at once', () => {
    const answer = rowOf({
      organisation: '',
      email: 'a@b',
      phone: 'none',
      district: 'Narnia',
      volunteers: '-1',
      network: 'Hull',
    });
    expect(answer.refused.map(({ field }) => field)).toEqual([
      'districts',
      'email',
      'telephone',
      'volunteers',
      'organisation',
    ]);
    expect(answer).toMatchObject({ rows: 1, created: 0 });
    const bcc = rowOf({ organisation: 'A', email: 'a@example.org\nBcc: b@example.org' });
    expect(bcc.refused[0].problem).toContain('line break or another hidden character');
    expect(rowOf({ organisation: 'x'.repeat(201) }).refused[0].problem).toContain('201 characters');
  });

  it('keeps formulas as text', () => {
    const { after } = rowOf({
      organisation: '=HYPERLINK("x")',
      description: '+1',
      telephone: '+44 115 496 0000',
    }).organisations[0];
    expect(after).toMatchObject({
      name: '=HYPERLINK("x")',
      description: '+1',
      telephone: '+44 115 496 0000',
    });
    expect(plan("organisation,description\n'=1+1,'@x\n").organisations[0].after).toMatchObject({
      name: '=1+1',
      description: '@x',
    });
  });

  it('is taken or refused, whatever is in it', () => {
    const cells = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), {
      minLength: FIELDS.length,
      maxLength: FIELDS.length,
    });
    fc.assert(
      fc.property(cells, (values) => {
        const answer = plan(writeCsv(FIELDS, [values]), NOBODY);
        for (const { line, problem } of answer.refused)
          expect(`${line} ${problem}`).toMatch(/^2 [A-Z“].*[.?]$/su);
      }),
      { numRuns: 50 },
    );
  });
});

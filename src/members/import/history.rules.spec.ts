import { describe, expect, it } from '@jest/globals';
import { imported, plan } from '../../../test/data/members/planning.js';
import { organisationHistory, personHistory } from './history.rules.js';

const HEAD = 'reference,organisation,district,contact,email,income,year end\n';
const BEFORE = imported(`${HEAD},Kestrel Club,Bolsover,Sam Khan,sam@example.org,1000,2026-03-31\n`);
const NAMES = {
  district: (id: string) => (id === 'E07000033' ? 'Bolsover' : id),
  theme: (key: string) => key,
};
const nameOf = () => 'Kestrel Club';

describe('What the history says of an import', () => {
  it('of a new organisation and its people is that they were added', () => {
    const { organisations, people } = plan(`${HEAD},Fernhill,Erewash,Ann Lee,ann@example.org,,\n`);
    expect(organisationHistory(organisations[0], NAMES)).toEqual([
      { field: 'record', before: null, after: 'added' },
    ]);
    expect(personHistory(people[0], () => 'Fernhill')).toEqual([
      { field: 'record', before: null, after: 'added' },
      { field: 'role at Fernhill', before: null, after: 'Contact, main contact' },
    ]);
  });

  it('of a known one is each field that is another now, in the words of its page', () => {
    const row = 'ORG-0001,The Kestrel Club,county-wide,Sam Khan,new@example.org,1200,2026-03-31\n';
    const { organisations, people } = plan(HEAD + row, BEFORE);
    expect(organisationHistory(organisations[0], NAMES)).toEqual([
      { field: 'name', before: 'Kestrel Club', after: 'The Kestrel Club' },
      { field: 'places', before: 'Bolsover', after: 'county-wide' },
      { field: 'income, year to 2026-03-31', before: '£1,000', after: '£1,200' },
    ]);
    expect(personHistory(people[0], nameOf)).toEqual([
      { field: 'email', before: 'sam@example.org', after: 'new@example.org' },
    ]);
  });

  it('of a second contact is that they have come', () => {
    const { people } = plan(`${HEAD}ORG-0001,Kestrel Club,,Jo Bell,,,\n`, BEFORE);
    expect(
      people.flatMap((one) => personHistory(one, nameOf)).map(({ field, after }) => `${field}: ${after}`),
    ).toEqual(['record: added', 'role at Kestrel Club: Contact']);
  });
});

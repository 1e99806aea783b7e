import { describe, expect, it } from '@jest/globals';
import { applied, imported, NOBODY, plan } from '../../../test/data/members/planning.js';
import type { FilePlan } from './file.rules.js';

const HEAD = 'reference,organisation,district,contact,email,charity number,telephone,description\n';
const KESTREL = imported(
  `${HEAD},Kestrel Club,Bolsover,Sam Khan,sam@example.org,9900001,01632 960001,A club.\n`,
);

function refusals(answer: FilePlan): string[] {
  return answer.refused.map(({ line, field, problem }) => `${line} ${field}: ${problem}`);
}

describe('finding the organisation a row is about', () => {
  it('goes by our reference first, and may then rename it', () => {
    const answer = plan(`${HEAD}org-0001,KESTREL Youth Club,High Peak,,,,,\n`, KESTREL);
    expect(answer).toMatchObject({ updated: 1, created: 0 });
    expect(answer.changes.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['organisation', 'Kestrel Club', 'KESTREL Youth Club'],
      ['districts', 'E07000033', 'E07000037'],
    ]);
  });

  it('goes by a number of a register next', () => {
    expect(plan(`${HEAD},Kestrel Clubs,High Peak,,,GB-CHC-9900001,,\n`, KESTREL)).toMatchObject({
      updated: 1,
    });
  });

  it('goes by name and district last, whatever the case and punctuation', () => {
    expect(plan(`${HEAD},the “KESTREL” club,Bolsover,,,,,\n`, KESTREL)).toMatchObject({ unchanged: 1 });
    expect(plan(`${HEAD},Kestrel Club,,,,,,\n`, KESTREL)).toMatchObject({ unchanged: 1 });
    expect(plan(`${HEAD},Kestrel Club,county-wide,,,,,\n`, KESTREL)).toMatchObject({ updated: 1 });
  });

  it('makes another one of the same name in another district, and warns', () => {
    const answer = plan(`${HEAD},Kestrel Club,High Peak,,,,,\n`, KESTREL);
    expect(answer).toMatchObject({ created: 1, refused: [] });
    expect(answer.warnings[0].warning).toContain(
      'already Kestrel Club (ORG-0001) of this name in another district',
    );
  });

  it('refuses where name, number and reference point at different organisations', () => {
    const two = imported(`${HEAD},Fernhill,Erewash,,,9900002,,\n`, KESTREL);
    expect(refusals(plan(`${HEAD},Kestrel Club,Bolsover,,,9900002,,\n`, two))[0]).toContain(
      'The number is that of Fernhill (ORG-0002), but the name is that of Kestrel Club (ORG-0001).',
    );
    expect(refusals(plan(`${HEAD}ORG-0001,Fernhill,,,,9900002,,\n`, two))[0]).toContain('2 reference:');
    expect(refusals(plan(`${HEAD},Kestrel Club,Bolsover,,,9900009,,\n`, two))[0]).toContain(
      'another number than',
    );
  });

  it('refuses a name that could be several and names them', () => {
    const two = imported(`${HEAD},Kestrel Club,High Peak,,,,,\n`, KESTREL);
    expect(refusals(plan(`${HEAD},Kestrel Club,,,,,,\n`, two))[0]).toContain(
      'could be Kestrel Club (ORG-0001) or Kestrel Club (ORG-0002)',
    );
  });
});

describe('putting rows together', () => {
  it('never wipes with a blank and deletes nothing that is missing', () => {
    const answer = plan(`${HEAD},Kestrel Club,,,,,,\n`, KESTREL);
    expect(answer).toMatchObject({ unchanged: 1, organisations: [], people: [] });
  });

  it('adds a second contact from a second row', () => {
    const rows =
      ',Fernhill,Erewash,Ann Lee,office@example.org,,,\n,Fernhill,Erewash,Bo Ng,office@example.org,,,\n';
    const answer = plan(HEAD + rows);
    expect(answer).toMatchObject({ rows: 2, created: 1, updated: 1 });
    expect(answer.people.map(({ after }) => [after.given, after.roles[0].mainContact])).toEqual([
      ['Ann', true],
      ['Bo', false],
    ]);
    expect(plan(HEAD + rows, applied(answer, NOBODY))).toMatchObject({ unchanged: 2 });
  });

  it('refuses two rows that contradict each other, and says what both say', () => {
    const answer = plan(`${HEAD},Fernhill,Erewash,,,,,One.\n,Fernhill,Erewash,,,,,Two.\n`);
    expect(refusals(answer)).toEqual([
      '3 description: Line 2 says “One.” and this row “Two.”, though both are about Fernhill. Keep one of the two.',
    ]);
    expect(answer).toMatchObject({ organisations: [], people: [] });
  });

  it('warns of a row that only repeats another', () => {
    const row = ',Fernhill,Erewash,Ann Lee,ann@example.org,,,\n';
    const answer = plan(HEAD + row + row);
    expect(answer).toMatchObject({ created: 1, unchanged: 1 });
    expect(answer.warnings).toEqual([
      { line: 3, warning: 'This row says nothing that line 2 does not say.' },
    ]);
  });

  it('joins a person of the same name and mailbox at two organisations, but not by name alone', () => {
    const same = `${HEAD},A,Erewash,Jo Bell,jo@example.org,,,\n,B,Erewash,Jo Bell,jo@example.org,,,\n`;
    expect(plan(same).people).toHaveLength(1);
    expect(plan(same.replace('jo@example.org', '')).people).toHaveLength(2);
  });

  it('gives a mailbox without a name its name when a later list has one', () => {
    const nameless = imported(`${HEAD},Fernhill,Erewash,,office@example.org,,,\n`);
    const answer = plan(`${HEAD},Fernhill,Erewash,Ann Lee,office@example.org,,,\n`, nameless);
    expect(answer.people).toMatchObject([{ before: { given: '' }, after: { given: 'Ann', family: 'Lee' } }]);
  });

  it('never overrules what somebody has said about being written to', () => {
    const out = { ...KESTREL, people: KESTREL.people.map((person) => ({ ...person, consent: 'opted_out' })) };
    const answer = plan(`${HEAD},Kestrel Club,Bolsover,Sam Khan,new@example.org,,,\n`, out);
    expect(answer.people[0].after).toMatchObject({ email: 'new@example.org', consent: 'opted_out' });
  });

  it('moves the mailbox of a member, but never that of somebody with a role in the network', () => {
    const row = `${HEAD},Kestrel Club,Bolsover,Sam Khan,new@example.org,,,\n`;
    expect(plan(row, KESTREL)).toMatchObject({ updated: 1, refused: [] });
    const guarded = { ...KESTREL, people: KESTREL.people.map((person) => ({ ...person, guarded: true })) };
    expect(refusals(plan(row, guarded))).toEqual([
      '2 email: Sam Khan has a role in the network, so a file cannot change the address they sign in with. Leave this cell blank.',
    ]);
    expect(plan(row.replace('new@', 'sam@'), guarded)).toMatchObject({ unchanged: 1, refused: [] });
  });

  it('passes over an organisation that has left, and says so', () => {
    const left = { ...KESTREL, organisations: KESTREL.organisations.map((one) => ({ ...one, left: true })) };
    const answer = plan(`${HEAD},Kestrel Club,Bolsover,Jo New,jo@example.org,,,Other.\n`, left);
    expect(answer).toMatchObject({ unchanged: 1, refused: [], organisations: [], people: [] });
    expect(answer.warnings[0].warning).toContain('Kestrel Club (ORG-0001) has left the network');
  });
});

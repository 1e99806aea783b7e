import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { oneMailbox, statusOf, withSuccessors, wordOn, type AudiencePerson } from './audience.rules.js';

const person = (name: string, facts: Partial<AudiencePerson> = {}): AudiencePerson => ({
  personId: name,
  name,
  given: name.split(' ')[0],
  address: `${name.split(' ')[0].toLowerCase()}@example.org`,
  status: 'may',
  why: null,
  organisations: [],
  roles: [],
  reading: { frequency: 'weekly', minutes: 5, lean: false, paper: false, largePrint: false },
  network: null,
  ...facts,
});

describe('One mailbox, one copy', () => {
  it('for two people who share it, greeted together', () => {
    const [copy, ...others] = oneMailbox([
      person('Tom Reed', { address: 'office@example.org' }),
      person('Ada Barley', { address: 'office@example.org' }),
    ]);
    expect(others).toEqual([]);
    expect(copy.readers.map(({ name }) => name)).toEqual(['Ada Barley', 'Tom Reed']);
    expect(copy).toMatchObject({ name: 'Ada Barley and Tom Reed', greeting: 'Ada and Tom' });
  });

  it('for one person, however often they are listed', () => {
    const ada = person('Ada Barley');
    expect(oneMailbox([ada, ada, ada])).toHaveLength(1);
    expect(oneMailbox([ada, ada])[0].readers).toHaveLength(1);
  });

  it('without those who asked not to get it, even where the other reader does', () => {
    const copies = oneMailbox([
      person('Tom Reed', { address: 'office@example.org', status: 'opted-out' }),
      person('Ada Barley', { address: 'office@example.org' }),
    ]);
    expect(copies.map(({ name }) => name)).toEqual(['Ada Barley']);
  });

  it('names a crowd in few words', () => {
    const crowd = ['Ann A', 'Bea B', 'Cas C', 'Dan D'].map((name) =>
      person(name, { address: 'x@example.org' }),
    );
    expect(oneMailbox(crowd)[0].greeting).toBe('Ann, Bea and 2 more');
  });

  it('whoever there is, every address has one copy and every reader is in exactly one', () => {
    const someone = fc.record({
      at: fc.integer({ min: 0, max: 5 }),
      status: fc.constantFrom('may' as const, 'opted-out' as const, 'no-address' as const),
    });
    fc.assert(
      fc.property(fc.array(someone), (all) => {
        const people = all.map(({ at, status }, i) =>
          person(`P${i}`, { address: `a${at}@example.org`, status }),
        );
        const copies = oneMailbox(people);
        expect(new Set(copies.map(({ address }) => address)).size).toBe(copies.length);
        expect(copies.flatMap(({ readers }) => readers.map(({ personId }) => personId)).sort()).toEqual(
          people
            .filter(({ status }) => status === 'may')
            .map(({ personId }) => personId)
            .sort(),
        );
      }),
    );
  });
});

describe('Whether somebody may be written to', () => {
  const good = { usable: true, held: false };

  it('is decided by the latest word on it', () => {
    const status = (consent: { status: string; basis: string } | null) =>
      statusOf({ isMember: true, consent, address: good });
    expect(status(null)).toBe('may');
    expect(status({ status: 'opted_in', basis: 'consent' })).toBe('may');
    expect(status({ status: 'soft_opt_in', basis: 'soft-opt-in' })).toBe('may');
    expect(status({ status: 'not_asked', basis: 'membership' })).toBe('may');
    expect(status({ status: 'not_asked', basis: 'consent' })).toBe('no-basis');
    expect(status({ status: 'opted_out', basis: 'membership' })).toBe('opted-out');
  });

  it('says the most telling of several reasons', () => {
    const out = { status: 'opted_out', basis: 'membership' };
    expect(statusOf({ isMember: false, consent: out, address: null })).toBe('left');
    expect(statusOf({ isMember: true, consent: out, address: null })).toBe('opted-out');
    expect(statusOf({ isMember: true, consent: null, address: null })).toBe('no-address');
    expect(statusOf({ isMember: true, paper: true, consent: null, address: null })).toBe('no-address');
    expect(statusOf({ isMember: true, paper: true, consent: null, address: good })).toBe('on-paper');
    expect(statusOf({ isMember: true, paper: true, consent: out, address: good })).toBe('opted-out');
    expect(statusOf({ isMember: true, consent: null, address: { usable: true, held: true } })).toBe(
      'held-address',
    );
    expect(statusOf({ isMember: true, consent: null, address: { usable: false, held: false } })).toBe(
      'held-address',
    );
  });
});

describe('What was said about one list', () => {
  const said = (purpose: string, status: string, basis = 'membership') => ({ purpose, status, basis });

  it('is what was said about it, whatever was said about another', () => {
    const both = [said('digest', 'opted_out'), said('newsletter', 'opted_in', 'consent')];
    expect(wordOn('newsletter', both)).toBe(both[1]);
    expect(wordOn('digest', both)).toBe(both[0]);
  });

  it('rests on the ground of the digest where nothing was said about it', () => {
    expect(wordOn('newsletter', [])).toBeNull();
    expect(wordOn('newsletter', [said('digest', 'opted_in', 'consent')])).toMatchObject({ basis: 'consent' });
  });

  it('is not stopped with the digest, but a consent to the digest is gone with it', () => {
    const status = (basis: string) =>
      statusOf({
        ...{ isMember: true, address: { usable: true, held: false } },
        consent: wordOn('newsletter', [said('digest', 'opted_out', basis)]),
      });
    expect([status('membership'), status('consent')]).toEqual(['may', 'no-basis']);
  });
});

describe('An organisation recorded under a district that has ended', () => {
  it('works in what took its place', () => {
    const successors = new Map([
      ['old', ['middle']],
      ['middle', ['new', 'old']],
    ]);
    expect(withSuccessors(['old', 'other'], successors)).toEqual(['middle', 'new', 'old', 'other']);
    expect(withSuccessors(['other'], successors)).toEqual(['other']);
  });
});

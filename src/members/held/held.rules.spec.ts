import { describe, expect, it } from '@jest/globals';
import { wayOut, whyNot, type Colleague } from './held.rules.js';

const somebody = (name: string, facts: Partial<Colleague> = {}): Colleague => ({
  ...{ personId: name, name, organisationId: 'larkfield', mainContact: false },
  ...{ address: 'someone@example.org', isHeld: false, paper: false, stopped: false },
  ...facts,
});

describe('When an address does not work any more, its organisation', () => {
  it('may be reached through others already', () => {
    const tom = somebody('Tom Reed');
    expect(wayOut([somebody('Una Marsh', { stopped: true }), tom])).toEqual({
      kind: 'reached',
      by: ['Tom Reed'],
    });
  });

  it('may have others who could be asked, the main contact first', () => {
    const [ann, bea] = [
      somebody('Ann Lee', { address: null }),
      somebody('Bea Long', { paper: true, mainContact: true }),
    ];
    expect(wayOut([ann, bea])).toEqual({ kind: 'could', colleagues: [bea, ann] });
    expect([ann, bea].map(whyNot)).toEqual(['has no e-mail address', 'gets it on paper']);
  });

  it('may have nobody else', () => {
    expect(wayOut([])).toEqual({ kind: 'nobody' });
  });

  it('is not reached through somebody whose address is held, too, or who has stopped', () => {
    const [cas, dan] = [somebody('Cas', { isHeld: true }), somebody('Dan', { stopped: true })];
    expect(wayOut([cas, dan]).kind).toBe('could');
    expect([cas, dan].map(whyNot)).toEqual([
      'has an address that does not work either',
      'has asked not to get it',
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audit } from '../../src/core/audit/audit.js';
import { ACTS } from '../../src/core/audit/log/acts.rules.js';
import { WAYS } from '../../src/digest/reach/reach.rules.js';
import { MEMBERSHIP_STATES } from '../../src/members/memberships/membership.rules.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type Part, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';
import { recordedActs } from './recorded-acts.js';

describe('Every act that the product writes down', () => {
  const acts = recordedActs();

  it('is found in the source', () => {
    expect(acts.length).toBeGreaterThan(70);
    expect(acts).toEqual(
      expect.arrayContaining(['edition.paused', 'edition.handed over', 'inbox.assigned', 'role.granted']),
    );
  });

  it('stands in the log in plain words', () => {
    const states = Object.keys(MEMBERSHIP_STATES).map((state) => `membership.${state}`);
    const ways = WAYS.filter((way) => way !== 'emailed').flatMap((way) => [
      `reach.${way}`,
      `reach.${way}-undone`,
    ]);
    const known = Object.keys(ACTS);
    expect([...acts, ...states, ...ways].filter((act) => !known.some((one) => fits(act, one)))).toEqual([]);
  });

  it('and no words are kept for what is never written down', () => {
    expect(Object.keys(ACTS).filter((one) => !acts.some((act) => fits(act, one)))).toEqual([]);
  });
});

describe('The log', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let ada: Visitor;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    ada = await network.signIn('coordinator');
    const maureen = network.people.member.id;
    await ada.open(`/derbyshire/organisations/${network.organisationId}/details`);
    await ada.press('Save', { description: 'A group for families.' });
    await ada.open('/derbyshire/articles/new');
    await ada.press('Save the article', {
      ...{ title: 'Money for play', kind: 'news', body: 'Apply now.', whatItMeans: 'Apply.', state: 'ready' },
    });
    await ada.open('/derbyshire/digest');
    await ada.press('Compose this week');
    await network.inside(async () =>
      folkmoot.app
        .get(Audit)
        .record(
          await network.as('coordinator'),
          'list.stopped',
          { type: 'person', id: maureen },
          { list: 'digest' },
        ),
    );
  });
  afterAll(() => folkmoot.stop());

  const lines = async (part: Part) => {
    const reader = await network.signIn(part);
    await reader.open('/derbyshire/audit');
    return reader;
  };

  it('says in sentences what was done, and leads to what it was done to', async () => {
    const reader = await lines('coordinator');
    await reader.follow('Money for play');
    expect(reader.heading()).toBe('Money for play');
    await reader.open('/derbyshire/audit');
    expect(reader.words()).toContain('Wrote Money for play');
    expect(reader.words()).toMatch(/Composed the digest for the week of/);
    await reader.follow('the digest for the week');
    expect(reader.last.path).toMatch(/^\/derbyshire\/digest\//);
  });

  it('shows a co-ordinator and an administrator what one person has chosen', async () => {
    for (const part of ['coordinator', 'administrator'] as const)
      expect((await lines(part)).words()).toContain('Stopped a list for Maureen Tideswell');
  });

  it('and a partner what the network has done, but not that', async () => {
    const petra = await lines('partner');
    expect(petra.words()).toContain('Wrote an article');
    expect(petra.words()).toContain('is shown to the co-ordinator and the administrator only');
    expect(petra.words()).not.toMatch(/Stopped a list|Maureen/);
    await petra.open('/derbyshire/audit?act=list.stopped');
    expect(petra.words()).toContain('Nothing of this kind has been done yet');
    expect(petra.words()).not.toMatch(/Maureen|list:/);
  });
});

function fits(act: string, known: string): boolean {
  const [head, tail] = act.split('*');
  return tail === undefined ? act === known : known.startsWith(head) && known.endsWith(tail) && head !== '';
}

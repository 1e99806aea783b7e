import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Events, type EventMap } from '../../src/core/events/index.js';
import { Audience } from '../../src/members/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

type Back = EventMap['address.bounced'];

describe('When mail comes back', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let maureen: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    maureen = network.people.member.id;
  });
  afterAll(() => folkmoot.stop());
  beforeEach(async () => {
    await network.query('update contact_point set held_since = null, held_because = null');
    await network.query(`update person set preferred_channel = 'email'`);
    await network.query('delete from consent');
  });

  const comesBack = (facts: Partial<Back>) =>
    network.inside(() =>
      folkmoot.app.get(Events).tell('address.bounced', {
        ...{
          personId: maureen,
          address: 'maureen@example.org',
          how: 'hard',
          list: 'digest',
          deliveryId: null,
        },
        ...facts,
      }),
    );
  const inAudience = async (list = 'digest') => {
    const people = await network.inside(() => folkmoot.app.get(Audience).forList(list));
    return people.find(({ personId }) => personId === maureen)!;
  };

  it('for good, the address is silent, and the person stays', async () => {
    await comesBack({ address: 'Maureen@Example.org' });
    expect(await inAudience()).toMatchObject({
      status: 'held-address',
      why: expect.stringMatching(/no such mailbox/),
    });
    const [kept] = await network.query('select erased_at from person where id = $1', [maureen]);
    expect(kept).toEqual({ erased_at: null });
    const [roles] = await network.query<{ n: string }>(
      'select count(*) as n from role where person_id = $1 and valid_to is null',
      [maureen],
    );
    expect(Number(roles.n)).toBe(1);
  });

  it('for now, or from an address that is not theirs any more, nothing is held', async () => {
    await comesBack({ how: 'soft' });
    await comesBack({ address: 'old@example.org' });
    expect((await inAudience()).status).toBe('may');
  });

  it('twice, the first reason and the first day stay', async () => {
    await comesBack({});
    const first = await network.query('select held_since from contact_point where person_id = $1', [maureen]);
    await comesBack({});
    expect(
      await network.query('select held_since from contact_point where person_id = $1', [maureen]),
    ).toEqual(first);
  });

  it('a complaint stops that list at once, and nothing else', async () => {
    await comesBack({ how: 'complaint', list: 'newsletter' });
    const said = await network.query('select purpose, status, source from consent where person_id = $1', [
      maureen,
    ]);
    expect(said).toEqual([{ purpose: 'newsletter', status: 'opted_out', source: 'complaint' }]);
    expect([(await inAudience()).status, (await inAudience('newsletter')).status]).toEqual([
      'may',
      'opted-out',
    ]);
  });

  it('Ada is told on her home page, and offered who else could be written to', async () => {
    await comesBack({});
    const ada = await network.signIn('coordinator');
    await ada.open('/derbyshire');
    await ada.follow('The address of Maureen Tideswell does not work any more: find another contact');
    expect(ada.words()).toContain('Nobody there gets it by e-mail now, so the printed page goes to them.');
    await ada.follow('Add another contact');
    await ada.press('Add this person', { given: 'Tom', family: 'Reed', email: 'tom.reed@example.org' });
    expect(ada.words()).toContain('Does not work');
    await ada.follow('Find another contact');
    expect(ada.words()).toContain('Tom Reed there gets it by e-mail, so the organisation is reached.');
  });

  it('Ada says that it works again, and letters go there', async () => {
    await comesBack({});
    const ada = await network.signIn('coordinator');
    await ada.open(`/derbyshire/people/${maureen}`);
    expect(ada.words()).toContain('The address does not work');
    await ada.follow('See what can be done');
    await ada.press('It works again');
    expect(ada.words()).toContain('Letters go to this address again.');
    expect(ada.words()).not.toContain('does not work');
    expect((await inAudience()).status).toBe('may');
    expect((await ada.open(`/derbyshire/people/${maureen}/held-address`)).status).toBe(404);
  });

  it('or has the printed page sent instead, and the matter is closed', async () => {
    await comesBack({});
    const ada = await network.signIn('coordinator');
    await ada.open(`/derbyshire/people/${maureen}/held-address`);
    await ada.press('Send the printed page instead');
    expect(await inAudience()).toMatchObject({ status: 'on-paper', reading: { paper: true } });
    await ada.open('/derbyshire');
    expect(ada.words()).not.toContain('does not work any more');
  });

  it('Ada sees several at once', async () => {
    await comesBack({});
    await comesBack({ personId: network.people.representative.id, address: 'rosa@example.org' });
    const ada = await network.signIn('coordinator');
    await ada.open('/derbyshire');
    await ada.follow('2 addresses do not work any more: find other contacts');
    expect(ada.words()).toContain('Rosa Webb');
    const dev = await network.signIn('development_officer');
    await dev.open('/derbyshire');
    expect(dev.words()).toContain('The address of Maureen Tideswell does not work any more');
  });

  it('Maureen sees it in her own record; nobody without a right to it does', async () => {
    await comesBack({});
    const reader = await network.signIn('member');
    await reader.open('/derbyshire/me');
    expect(reader.words()).toContain('mail to it comes back');
    const rosa = await network.signIn('representative');
    expect((await rosa.open(`/derbyshire/people/${maureen}/held-address`)).status).toBe(403);
    expect((await rosa.open('/derbyshire/people/held-addresses')).status).toBe(403);
  });

  it('a new address is not held', async () => {
    await comesBack({});
    const ada = await network.signIn('coordinator');
    await network
      .query(`update session set step_up_until = now() + interval '1 hour'`)
      .catch(() => undefined);
    await ada.open(`/derbyshire/people/${maureen}`);
    const { Addresses } = await import('../../src/members/index.js');
    await network.inside(async () =>
      folkmoot.app.get(Addresses).move(await network.as('coordinator'), maureen, 'maureen.new@example.org'),
    );
    expect(await inAudience()).toMatchObject({ status: 'may', address: 'maureen.new@example.org' });
  });
});

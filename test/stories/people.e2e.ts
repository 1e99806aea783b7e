import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Search } from '../../src/core/search/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

describe('People at an organisation', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let ada: Visitor;
  let larkfield: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    ada = await network.signIn('coordinator');
    larkfield = `/derbyshire/organisations/${network.organisationId}`;
  });
  afterAll(() => folkmoot.stop());

  const add = async (values: Record<string, string>) => {
    await ada.open(larkfield);
    await ada.follow('Add a person');
    await ada.press('Add this person', values);
  };

  it('are added with what they do there and the ground for writing to them, and nothing is sent to them', async () => {
    await add({
      given: 'Denise',
      family: 'Oldknow',
      role: 'manager',
      email: 'Denise@Example.org',
      mobile: '07700 900123',
    });
    expect(ada.words()).toContain('Denise Oldknow');
    expect(ada.words()).toContain('denise@example.org');
    await ada.follow('Denise Oldknow');
    expect(ada.words()).toContain('It is part of the membership of their organisation');
    expect(await folkmoot.deliver()).toEqual([]);
  });

  it('can sign in at once with the address they were given', async () => {
    const denise = await folkmoot.signIn('denise@example.org');
    await denise.open('/derbyshire/me');
    expect(denise.heading()).toBe('Denise Oldknow');
  });

  it('are one person at two organisations when name and address are the same', async () => {
    const other = await network.addOrganisation({ name: 'Stonebridge', districts: ['Chesterfield'] });
    await ada.open(`/derbyshire/organisations/${other.id}/people/new`);
    await ada.press('Add this person', {
      given: 'denise',
      family: 'oldknow',
      role: 'trustee',
      email: 'denise@example.org',
    });
    expect(ada.words()).toContain('was known already');
    await ada.follow('Denise Oldknow');
    const words = ada.words();
    for (const said of ['Stonebridge', 'Trustee or committee member', 'Larkfield Playgroup', 'Manager'])
      expect(words).toContain(said);
  });

  it('without an address are printed for, and nobody is made up to sign in', async () => {
    await add({ given: 'Walter', role: 'volunteer', telephone: '01632 960 555' });
    const [walter] = await network.query<{ account_id: null; channel: string }>(
      `select account_id, preferred_channel as channel from person where given = 'Walter'`,
    );
    expect(walter).toEqual({ account_id: null, channel: 'post' });
  });

  it('with an address that cannot be one are refused, with every answer kept', async () => {
    await add({ given: 'Eve', role: 'worker', email: 'eve@example.org, mallory@example.org' });
    expect(ada.problems()).toEqual([
      'Only one address fits here. Enter one, and add the others on their own.',
    ]);
    expect(ada.last.page.querySelector('#given')?.getAttribute('value')).toBe('Eve');
  });

  it('have their records corrected, with a history', async () => {
    await ada.open(larkfield);
    await ada.follow('Denise Oldknow');
    await ada.follow('Correct the record');
    await ada.press('Save the record', { accessNeeds: 'A hearing loop', share: 'yes' });
    expect(ada.words()).toContain('A hearing loop');
    await ada.follow('All changes');
    expect(ada.words()).toContain('access needs nothing A hearing loop Ada Barley');
  });

  it('have one main contact, and when that one goes Ada is asked who follows', async () => {
    await ada.open(larkfield);
    await ada.follow('Maureen Tideswell');
    await ada.follow('End the role');
    await ada.press('End this role');
    expect(ada.problems()).toEqual(['Say who is the main contact from now on.']);
    const denise = ada.last.page.querySelectorAll('.pick').find((one) => one.text.includes('Denise'));
    await ada.press('End this role', { successor: denise!.querySelector('input')!.getAttribute('value')! });
    expect(ada.words()).toContain('The role of Maureen Tideswell has ended today.');
    expect(ada.words()).toMatch(/Denise OldknowManager Main contact/);
    expect(ada.words()).toContain('Who was there before');
  });

  it('whose role has ended see nothing of the network any more from that moment', async () => {
    const maureen = await network.signIn('member');
    expect((await maureen.open('/derbyshire/organisations')).status).toBe(403);
  });

  it('can be given a role at another organisation by its reference or its name', async () => {
    await network.addOrganisation({ name: 'Kite Club', reference: 'ORG-0077', districts: ['Bolsover'] });
    await ada.open(`/derbyshire/people/${network.people.member.id}/roles/new`);
    await ada.press('Add this role', { organisation: 'Kight Club', role: 'worker' });
    expect(ada.problems()).toEqual(['No organisation goes by this reference or name.']);
    await ada.press('Add this role', { organisation: 'org-0077', role: 'worker', title: 'Playworker' });
    expect(ada.words()).toContain('Playworker Main contact');
    await ada.open('/derbyshire/organisations?q=tideswell');
    expect(ada.words()).toContain('Kite Club');
    expect(ada.words()).not.toContain('Larkfield Playgroup');
  });

  it('tell Ada by telephone that they want no digest, and she notes how she knows', async () => {
    await ada.open(`/derbyshire/people/${network.people.member.id}/preferences`);
    await ada.press('Note it', { digest: 'none' });
    expect(ada.problems()).toEqual(['Say how they told you.']);
    await ada.press('Note it', { digest: 'none', saidBy: 'telephone' });
    expect(ada.words()).toContain('Has asked not to get it');
    expect(ada.words()).toContain('(telephone)');
    await ada.open(`/derbyshire/people/${network.people.member.id}`);
    expect(ada.words()).toContain('Has asked not to get it');
    expect(ada.words()).not.toContain('Basis');
  });
});

describe('An e-mail address', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let ada: Visitor;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    ada = await network.signIn('coordinator');
  });
  afterAll(() => folkmoot.stop());

  const page = (part: 'member' | 'treasurer') => `/derbyshire/people/${network.people[part].id}`;

  it('is changed by Ada: the old one signs nobody in, its sessions end, and it is told', async () => {
    const maureen = await network.signIn('member');
    expect((await maureen.open('/derbyshire/me')).status).toBe(200);
    await ada.open(page('member'));
    await ada.follow('Change the e-mail address');
    await ada.press('Keep this address', { email: 'maureen@new.example.org' });
    expect(ada.words()).toContain('A letter to the old address says so.');
    const [letter, ...others] = await folkmoot.deliver();
    expect(others).toEqual([]);
    expect(letter.to).toBe('maureen@example.org');
    expect(letter.mail.subject).toBe('Your e-mail address was changed');
    expect(letter.mail.text).toContain('m…@n…');
    expect(letter.mail.text).not.toContain('maureen@new');
    await maureen.open('/derbyshire/me');
    expect(maureen.last.path).toContain('/sign-in');
    const again = await folkmoot.signIn('maureen@new.example.org');
    await again.open('/derbyshire/me');
    expect(again.heading()).toBe('Maureen Tideswell');
  });

  it('that two people share goes on working for the one who stays', async () => {
    const { people } = await network.addOrganisation({
      name: 'Office',
      people: [
        { name: 'Bea Long', address: 'office@example.org' },
        { name: 'Cas Short', address: 'office@example.org' },
      ],
    });
    const cas = await network.browserOf(people[1]);
    await ada.open(`/derbyshire/people/${people[0]}/address`);
    await ada.press('Keep this address', { email: 'bea@example.org' });
    await cas.open('/derbyshire/me');
    expect(cas.heading()).toBe('Cas Short');
  });

  it('of a colleague with power is changed by nobody else, so that no role is handed on without its safeguards', async () => {
    const tom = await network.signIn('administrator');
    expect((await tom.open(`${page('treasurer')}/address`)).status).toBe(403);
    expect(tom.words()).toContain('Only Una Marsh can change this address');
    const token = await network.apiToken('administrator');
    const answer = await folkmoot
      .visitor()
      .raw('PATCH', `/api/v1${page('treasurer')}`, JSON.stringify({ email: 'tom@example.org' }), {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      });
    expect(answer.status).toBe(403);
    const [una] = await network.query<{ value: string }>(
      'select value from contact_point where person_id = $1',
      [network.people.treasurer.id],
    );
    expect(una.value).toBe('una@example.org');
  });

  it('asks for a fresh code of whoever has a second factor', async () => {
    const route = (await folkmoot.command<{ path: string; stepUp: boolean }[]>('routes')).filter(
      ({ path }) => path === '/:network/people/:id/address' || path === '/:network/me/address',
    );
    expect(route.map(({ stepUp }) => stepUp)).toEqual([true, true, true, true]);
  });
});

describe('Who sees how to reach somebody', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let shy: string;
  let open: string;
  let far: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    const near = await network.addOrganisation({
      name: 'Near Neighbours',
      districts: ['Amber Valley'],
      people: [
        { name: 'Shy Sheila', address: 'sheila@example.org', mainContact: true },
        { name: 'Open Oscar', address: 'oscar@example.org', share: true },
      ],
    });
    [shy, open] = near.people;
    const away = await network.addOrganisation({
      name: 'Far Friends',
      districts: ['High Peak'],
      people: [{ name: 'Far Fred', address: 'fred@example.org', share: true }],
    });
    far = away.people[0];
    await network.inside(() => folkmoot.app.get(Search).rebuild());
  });
  afterAll(() => folkmoot.stop());

  const words = async (visitor: Visitor, id: string) => {
    const { status } = await visitor.open(`/derbyshire/people/${id}`);
    return `${status} ${visitor.words()}`;
  };

  it('a member: those of her district who share it', async () => {
    const maureen = await network.signIn('member');
    expect(await words(maureen, shy)).not.toContain('sheila@example.org');
    expect(await words(maureen, shy)).toContain('Shy Sheila');
    expect(await words(maureen, open)).toContain('oscar@example.org');
    expect(await words(maureen, far)).toContain('404');
    await maureen.open('/derbyshire/search?q=far');
    expect(maureen.words()).not.toContain('Fred');
  });

  it('a representative and an officer: all of their district, and access needs only the officer', async () => {
    await network.query(`update person set access_needs = 'Large print' where id = $1`, [shy]);
    const rosa = await network.signIn('representative');
    expect(await words(rosa, shy)).toContain('sheila@example.org');
    expect(await words(rosa, shy)).not.toContain('Large print');
    expect(await words(rosa, far)).toContain('404');
    const dev = await network.signIn('development_officer');
    expect(await words(dev, shy)).toContain('Large print');
    expect(await words(dev, far)).toContain('404');
  });

  it('the co-ordinator and the administrator: everybody', async () => {
    for (const part of ['coordinator', 'administrator'] as const) {
      const visitor = await network.signIn(part);
      expect(await words(visitor, shy)).toContain('sheila@example.org');
      expect(await words(visitor, far)).toContain('fred@example.org');
    }
  });

  it('programs: what their owner sees', async () => {
    const ask = async (part: 'coordinator' | 'administrator', path: string) => {
      const token = await network.apiToken(part);
      const answer = await folkmoot.visitor().raw('GET', `/api/v1/derbyshire/people${path}`, undefined, {
        authorization: `Bearer ${token}`,
      });
      return (await answer.json()) as { items: { name: string; contact: object }[]; next: string | null };
    };
    const { items } = await ask('coordinator', '?district=High Peak');
    expect(items).toMatchObject([{ name: 'Far Fred', contact: { email: 'fred@example.org' } }]);
    const all = await ask('administrator', '?limit=200');
    expect(all.items.map(({ name }) => name)).toEqual(expect.arrayContaining(['Shy Sheila', 'Una Marsh']));
    expect((await ask('administrator', '?q=osc')).items).toMatchObject([{ name: 'Open Oscar' }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Routes } from '../../src/core/access/index.js';
import { Forbidden } from '../../src/core/errors/index.js';
import { ImportRuns } from '../../src/members/import/import-runs.service.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type Part, type TestNetwork } from '../support/network.js';

type Door = [method: 'GET' | 'POST', path: string, status: number];

describe('Rows that are there, and not this person’s', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  /** An organisation of another district, and whoever works there. */
  let far: { id: string; people: string[] };
  /** Another organisation of the member's own district. */
  let near: { id: string; people: string[] };

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    far = await network.addOrganisation({
      name: 'Far Friends',
      districts: ['High Peak'],
      people: [{ name: 'Fred Far', address: 'fred@example.org', mainContact: true }],
    });
    near = await network.addOrganisation({
      name: 'Near Neighbours',
      districts: ['Amber Valley'],
      people: [{ name: 'Nora Near', address: 'nora@example.org', mainContact: true }],
    });
  });
  afterAll(() => folkmoot.stop());

  /** What each door answers to one of the cast; forms are sent with the session's own token. */
  async function knock(part: Part, doors: Door[]): Promise<void> {
    const visitor = await network.signIn(part);
    await visitor.open('/derbyshire/me');
    const token = visitor.last.page.querySelector('input[name=_token]')!.getAttribute('value')!;
    const answers: Door[] = [];
    for (const [method, path] of doors) {
      const body = method === 'POST' ? `_token=${token}&given=Mallory&family=M&version=1` : undefined;
      const answer = await visitor.raw(method, `/derbyshire${path}`, body);
      await answer.arrayBuffer();
      answers.push([method, path, answer.status]);
    }
    expect(answers).toEqual(doors);
  }

  /** Everything below a person's record that shows or changes it. */
  const record = (id: string, status: number): Door[] =>
    ['details', 'preferences', 'history', 'address', 'roles/new'].map((end) => [
      'GET',
      `/people/${id}/${end}`,
      status,
    ]);

  it('an officer of one district finds nobody and changes nothing of another', () =>
    knock('development_officer', [
      ['GET', `/people/${network.people.member.id}`, 200],
      ['GET', `/people/${near.people[0]}/details`, 200],
      ['GET', `/people/${far.people[0]}`, 404],
      ...record(far.people[0], 404),
      ['POST', `/people/${far.people[0]}/details`, 404],
      ['GET', `/organisations/${far.id}/people/new`, 404],
      ['GET', `/people/${network.people.treasurer.id}/details`, 403],
      ['GET', `/people/${network.people.treasurer.id}/address`, 403],
    ]));

  it('a representative sees those of the district, changes none, and finds none of another', () =>
    knock('representative', [
      ['GET', `/people/${near.people[0]}`, 200],
      ...record(near.people[0], 403),
      ['GET', `/people/${far.people[0]}`, 404],
      ['POST', `/people/${far.people[0]}/details`, 403],
      ['GET', `/organisations/${near.id}/people/new`, 403],
    ]));

  it('a member corrects nothing of another organisation, nor anybody’s record but her own', () =>
    knock('member', [
      ['GET', `/people/${near.people[0]}`, 200],
      ...record(near.people[0], 403),
      ['GET', `/people/${far.people[0]}`, 404],
      ['POST', `/people/${near.people[0]}/details`, 403],
      ['POST', `/people/${network.people.member.id}/details`, 403],
      ['GET', '/me/details', 200],
    ]));

  it('nobody ends a device that belongs to another account', async () => {
    const ada = await network.signIn('coordinator');
    const tom = await network.signIn('administrator');
    await tom.open('/account');
    await tom.open('/derbyshire/me');
    await ada.open('/derbyshire/me');
    const [{ account }] = await network.query<{ account: string }>(
      'select account_id as account from person where id = $1',
      [network.people.administrator.id],
    );
    const devices = await folkmoot.db.inNetwork(
      network.id,
      () => folkmoot.db.query<{ id: string }>('select id from session where revoked_at is null'),
      account,
    );
    expect(devices).toHaveLength(1);
    const token = ada.last.page.querySelector('input[name=_token]')!.getAttribute('value')!;
    const answer = await ada.raw('POST', `/account/devices/${devices[0].id}/ending`, `_token=${token}`);
    expect(answer.status).toBe(404);
    expect((await tom.open('/derbyshire/me')).path).toBe('/derbyshire/me');
  });

  it('nobody revokes a token that is another person’s', async () => {
    await network.apiToken('coordinator');
    const [{ id }] = await network.query<{ id: string }>('select id from api_token where person_id = $1', [
      network.people.coordinator.id,
    ]);
    const routes = folkmoot.app.get(Routes).all();
    const route = routes.find(({ method, path }) => method === 'POST' && /tokens\/:id/.test(path))!;
    await knock('administrator', [['POST', route.path.replace('/:network', '').replace(':id', id), 404]]);
    expect(await network.query('select 1 from api_token where revoked_at is not null')).toEqual([]);
  });

  it('an import shows itself to nobody who may not import, whoever asks for it', async () => {
    const runs = folkmoot.app.get(ImportRuns);
    const me = await network.as('representative');
    const asks = [() => runs.past(me), () => runs.find(me, far.id), () => runs.changes(me, far.id, 1, 20)];
    for (const ask of asks) await expect(network.inside<unknown>(ask)).rejects.toThrow(Forbidden);
  });
});

describe('Weighty acts of somebody whose code was a while ago', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
  });
  afterAll(() => folkmoot.stop());

  it('all lead to the page that asks for a code again', async () => {
    const ada = await network.signIn('coordinator');
    await ada.open('/derbyshire/me');
    const token = ada.last.page.querySelector('input[name=_token]')!.getAttribute('value')!;
    const [{ account }] = await network.query<{ account: string }>(
      'select account_id as account from person where id = $1',
      [network.people.coordinator.id],
    );
    const withFactor = async () => {
      await folkmoot.db.query(
        `insert into totp (account_id, secret, confirmed_at) values ($1, '', app_now())`,
        [account],
      );
      await folkmoot.db.query(
        `update session set factor = 'totp', step_up_until = app_now() - interval '1 second'`,
      );
    };
    await folkmoot.db.inNetwork(network.id, withFactor, account);
    const routes = folkmoot.app
      .get(Routes)
      .all()
      .filter(({ stepUp, path }) => stepUp && !path.startsWith('/api/'));
    expect(routes.length).toBeGreaterThan(12);
    const differing: unknown[] = [];
    for (const { method, path } of routes) {
      const address = path
        .replace(':network', 'derbyshire')
        .replace(':key', '2026-W01')
        .replace(/:\w+/g, network.people.member.id);
      const answer = await ada.raw(method, address, method === 'GET' ? undefined : `_token=${token}`);
      await answer.arrayBuffer();
      const location = answer.headers.get('location');
      if (answer.status !== 303 || location !== '/account/code')
        differing.push({ method, path, status: answer.status, location });
    }
    expect(differing).toEqual([]);
  });
});

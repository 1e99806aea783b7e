import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

describe('Organisations for programs', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let token: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    token = await network.apiToken('coordinator');
  });
  afterAll(() => folkmoot.stop());

  async function ask(method: string, path: string, body?: object, bearer = token) {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    const text = body && JSON.stringify(body);
    const answer = await folkmoot
      .visitor()
      .raw(method, `/api/v1/derbyshire/organisations${path}`, text, headers);
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      json: (await answer.json()) as never,
    };
  }

  it('are added, read, corrected and listed with the same rules as on the pages', async () => {
    const added = await ask('POST', '', {
      name: 'Kite Club',
      districts: ['E07000033'],
      themes: ['Early years'],
      postcode: 's436bx',
    });
    expect(added).toMatchObject({
      status: 201,
      json: {
        name: 'Kite Club',
        reference: 'ORG-0002',
        membership: 'active',
        districts: [{ name: 'Bolsover' }],
        themes: [{ id: 'early-years' }],
        contact: { postcode: 'S43 6BX' },
      },
    });
    const { id, version } = added.json as { id: string; version: number };
    const patched = await ask('PATCH', `/${id}`, { description: 'Kites.', version });
    expect(patched).toMatchObject({
      status: 200,
      json: { description: 'Kites.', districts: [{ name: 'Bolsover' }] },
    });
    expect((await ask('PATCH', `/${id}`, { description: 'x', version })).status).toBe(409);
    expect((await ask('GET', `/${id}`)).json).toMatchObject({ description: 'Kites.', version: version + 1 });
    expect((await ask('GET', '?district=bolsover')).json).toMatchObject({
      items: [{ name: 'Kite Club' }],
      next: null,
    });
  });

  it('are listed a stretch at a time, each row once', async () => {
    for (let n = 0; n < 5; n++) await network.addOrganisation({ name: `Same Name` });
    const names: string[] = [];
    let next: string | null = '?limit=2';
    while (next) {
      const { json } = await ask('GET', next);
      const page = json as { items: { id: string }[]; next: string | null };
      names.push(...page.items.map(({ id }) => id));
      next = page.next && page.next.slice(page.next.indexOf('?'));
    }
    expect(names).toHaveLength(7);
    expect(new Set(names).size).toBe(7);
  });

  it('are refused field by field as problem details', async () => {
    const refused = await ask('POST', '', { name: '', email: 'a b', districts: ['Atlantis'] });
    expect(refused.status).toBe(422);
    expect(refused.type).toContain('application/problem+json');
    expect(refused.json).toMatchObject({ problems: { name: expect.any(String), email: expect.any(String) } });
    expect(await ask('POST', '', { name: 'X', districts: ['Atlantis'] })).toMatchObject({
      json: { problems: { districts: expect.stringContaining('Atlantis') } },
    });
    expect((await ask('GET', '?after=rubbish')).status).toBe(422);
    expect((await ask('GET', '?limit=0')).status).toBe(422);
    expect((await ask('GET', '/not-an-id')).status).toBe(404);
  });
});

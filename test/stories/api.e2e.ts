import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

describe('Programs', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let token: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start({ FOLKMOOT_LIMIT_API: '60' });
    network = await foundNetwork(folkmoot);
    token = await network.apiToken('coordinator');
  });
  afterAll(() => folkmoot.stop());

  const add = (name: string, key?: string) =>
    folkmoot
      .visitor()
      .raw('POST', '/api/v1/derbyshire/organisations', JSON.stringify({ name, districts: ['E07000033'] }), {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(key ? { 'idempotency-key': key } : {}),
      });

  const count = async (name: string) =>
    (
      await network.query<{ n: number }>('select count(*)::int as n from organisation where name = $1', [
        name,
      ])
    )[0].n;

  it('that send the same request again with the same key act once and get the same answer', async () => {
    const first = await add('Kite Club', 'key-1');
    const again = await add('Kite Club', 'key-1');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(await count('Kite Club')).toBe(1);
  });

  it('that send it twenty times at once act once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('River Club', 'key-2')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await count('River Club')).toBe(1);
  });

  it('may not use one key for two different requests', async () => {
    await add('Hill Club', 'key-3');
    const other = await add('Dale Club', 'key-3');
    expect(other.status).toBe(409);
    expect(await count('Dale Club')).toBe(0);
  });

  it('whose request was refused may mend it and use the key again', async () => {
    const refused = await add('', 'key-4');
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({ status: 422, problems: { name: expect.any(String) } });
    expect((await add('Moor Club', 'key-4')).status).toBe(201);
  });

  it('find the API described from the very schemas that read their input', async () => {
    const document = (await (await fetch(`${folkmoot.base}/api/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<
        string,
        Record<string, { requestBody?: { content: Record<string, { schema: { properties: object } }> } }>
      >;
    };
    expect(document.openapi).toBe('3.1.0');
    const nouns = new Set(Object.keys(document.paths).map((path) => path.split('/')[4]));
    expect([...nouns].sort()).toEqual(['articles', 'editions', 'glossary', 'organisations', 'people']);
    const post = document.paths['/api/v1/{network}/organisations'].post;
    expect(Object.keys(post.requestBody!.content['application/json'].schema.properties)).toContain('name');
    const reader = folkmoot.visitor();
    await reader.open('/api/v1');
    expect(reader.words()).toContain('POST /api/v1/{network}/organisations');
  });

  it('that ask too often are told when to come back', async () => {
    const ask = () =>
      fetch(`${folkmoot.base}/api/v1/derbyshire/organisations`, {
        headers: { authorization: `Bearer ${token}` },
      });
    const answers = [];
    for (let n = 0; n < 70; n += 1) answers.push(await ask());
    const last = answers.at(-1)!;
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last.headers.get('content-type')).toContain('application/problem+json');
  });
});

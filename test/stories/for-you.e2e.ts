import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor } from '../../src/core/access/index.js';
import { Waitings } from '../../src/core/network/waitings.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

describe('What waits for a co-ordinator', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
  });
  afterAll(() => folkmoot.stop());

  it('is the second factor with its day, and the first article of a new network', async () => {
    const ada = await network.signIn('coordinator');
    await ada.open('/derbyshire');
    expect(ada.words()).toMatch(/Your role asks for a second factor by \d+ \w+ \d{4}/);
    expect(ada.words()).not.toContain('Import your members');
    await ada.follow('Write your first article');
    expect(ada.last.status).toBe(200);
  });

  it('is none of that for a member', async () => {
    const maureen = await network.signIn('member');
    await maureen.open('/derbyshire');
    expect(maureen.words()).not.toMatch(/second factor|first article|Import|Invite/);
  });

  it('is to import and to invite where nobody is, and to compose where articles are ready', async () => {
    const made = await folkmoot.command<{ id: string; personId: string }>(
      ...['network', 'create', '--slug', 'hull', '--name', 'Hull', '--model', 'portsmouth'],
      ...['--coordinator', 'jo@hull.example'],
    );
    const wordsFor = (networkId: string, personId: string) => {
      const held = [{ role: 'coordinator', organisationId: null, districtId: null }];
      const me = new Actor(networkId, personId, undefined, 'Jo', held, 'page');
      return folkmoot.db.inNetwork(networkId, async () =>
        (await folkmoot.app.get(Waitings).for(me)).map(({ words }) => words),
      );
    };
    expect(await wordsFor(made.id, made.personId)).toEqual(
      expect.arrayContaining([
        'Import your members from a list',
        'Write your first article',
        'Invite a colleague',
      ]),
    );
    await folkmoot.command('network', 'example', '--model', 'portsmouth');
    const [{ id }] = await folkmoot.db.query<{ id: string }>(
      "select id from network_all() where slug not in ('derbyshire', 'hull')",
    );
    const [jo] = await folkmoot.db.inNetwork(id, () =>
      folkmoot.db.query<{ id: string }>(
        "select person_id as id from role where role = 'coordinator' limit 1",
      ),
    );
    expect(await wordsFor(id, jo.id)).toContainEqual(
      expect.stringMatching(/^Compose this week’s digest: \d+ articles are ready$/),
    );
  });
});

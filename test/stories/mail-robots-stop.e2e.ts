import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Keys } from '../../src/core/config/index.js';
import { stopToken } from '../../src/core/mail/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

const LINKS = Number(process.env.FOLKMOOT_TEST_ROBOT_LINKS ?? 12);

/** What a programme does with the stop-link of a mail before its reader sees it, short of pressing the button. */
const ROBOTS: Record<string, (robot: Visitor, link: string) => Promise<void>> = {
  'asks only for the head': async (robot, link) => {
    for (let i = 0; i < 3; i += 1) await robot.raw('HEAD', link);
  },
  'opens the link in a burst': async (robot, link) => {
    await Promise.all(Array.from({ length: 10 }, () => robot.raw('GET', link)));
  },
  'follows every link of the page': async (robot, link) => {
    const { page } = await robot.open(link);
    const hrefs = page.querySelectorAll('a[href], link[href]').map((one) => one.getAttribute('href') ?? '');
    for (const href of hrefs.filter((one) => one.startsWith('/'))) await robot.raw('GET', href);
  },
  'would run scripts, of which there are none': async (robot, link) => {
    const { page } = await robot.open(link);
    expect(page.querySelectorAll('script, [onload], [onclick], meta[http-equiv]')).toHaveLength(0);
  },
  'mangles the link': async (robot, link) => {
    for (const one of [
      link.slice(0, -1),
      `${link}.`,
      link.toUpperCase(),
      link.replace('/stop/', '/stop/3D'),
    ]) {
      await robot.raw('GET', one);
      await robot.raw('POST', one, 'List-Unsubscribe=One-Click');
    }
  },
};

describe('A mail robot at a stop-link', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
  });
  afterAll(() => folkmoot.stop());

  it.each(Object.entries(ROBOTS))('that %s stops nobody, and the person still can', async (name, robot) => {
    const people = Array.from({ length: LINKS }, (_, n) => ({
      name: `P ${n}`,
      address: `p${n}-${name.replace(/\W/g, '')}@example.org`,
    }));
    const added = await network.addOrganisation({ name: `Office ${name}`, districts: ['Bolsover'], people });
    const key = folkmoot.app.get(Keys).for('tokens');
    for (const personId of added.people) {
      const link = `/derbyshire/stop/digest/${stopToken(key, network.id, 'digest', personId)}`;
      await robot(folkmoot.visitor(), link);
      const before = await network.query('select 1 from consent where person_id = $1 and status = $2', [
        personId,
        'opted_out',
      ]);
      expect(before).toHaveLength(0);
    }
    const [first] = added.people;
    const person = folkmoot.visitor();
    await person.open(`/derbyshire/stop/digest/${stopToken(key, network.id, 'digest', first)}`);
    await person.press('Stop');
    const after = await network.query('select 1 from consent where person_id = $1 and status = $2', [
      first,
      'opted_out',
    ]);
    expect(after).toHaveLength(1);
  });
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GUIDES } from '../../src/core/web/guides/guide.rules.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

describe('The guides', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let stranger: Visitor;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    stranger = folkmoot.visitor();
  });
  afterAll(() => folkmoot.stop());

  it('are all on the help page, under the words for those who need them', async () => {
    await stranger.open(`/${network.slug}/help`);
    for (const heading of [
      'For everybody',
      'For everybody who writes articles',
      'For those who run the network',
    ])
      expect(stranger.words()).toContain(heading);
    const named = stranger.last.page
      .querySelectorAll('main a')
      .map((one) => one.getAttribute('href')?.split('/help/')[1])
      .filter((name) => name !== undefined);
    const files = readdirSync(join(import.meta.dirname, '../../docs/guide'));
    expect(named.map((name) => `${name}.md`).sort()).toEqual(files.sort());
    expect(named).toEqual(GUIDES.map(({ name }) => name));
  });

  it('can each be read, and lead to one another and nowhere else', async () => {
    for (const { name } of GUIDES) {
      const shown = await stranger.open(`/${network.slug}/help/${name}`);
      expect({ name, status: shown.status }).toEqual({ name, status: 200 });
      expect(stranger.heading()).not.toMatch(/^#|^$/);
      expect(shown.page.querySelectorAll('main h1')).toHaveLength(1);
      const links = shown.page.querySelectorAll('main a').map((one) => one.getAttribute('href')!);
      for (const link of links) expect((await stranger.open(link)).status).toBe(200);
    }
  });

  it('have tables that can be read on a telephone', async () => {
    const { page } = await stranger.open(`/${network.slug}/help/what-people-are-sent`);
    expect(page.querySelector('table.stack td')!.getAttribute('data-label')).toBe('Answers');
    expect(page.querySelector('table.stack tbody th')!.getAttribute('scope')).toBe('row');
  });

  it('are those there are', async () => {
    for (const name of ['nothing', '..%2Foperations', 'README'])
      expect((await stranger.open(`/${network.slug}/help/${name}`)).status).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Search } from '../../src/core/search/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

const rowsOf = (visitor: Visitor) =>
  visitor.last.page.querySelectorAll('tbody th a').map((link) => link.text.trim());

describe('Who sees and corrects organisations', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let near: string;
  let far: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    near = (
      await network.addOrganisation({
        name: 'Near Neighbours',
        districts: ['Amber Valley'],
        listed: true,
        postcode: 'DE5 1AA',
      })
    ).id;
    far = (
      await network.addOrganisation({ name: 'Far Friends', districts: ['High Peak'], postcode: 'SK17 1AA' })
    ).id;
  });
  afterAll(() => folkmoot.stop());

  const open = async (visitor: Visitor, path: string) =>
    (await visitor.open(`/derbyshire/organisations${path}`)).status;

  it('a member sees those of her district, and how to reach them where they share it', async () => {
    const maureen = await network.signIn('member');
    await open(maureen, '');
    expect(rowsOf(maureen)).toEqual(['Larkfield Playgroup', 'Near Neighbours']);
    await open(maureen, `/${near}`);
    expect(maureen.words()).toContain('DE5 1AA');
    expect(await open(maureen, `/${far}`)).toBe(404);
    expect(await open(maureen, `/${far}/history`)).toBe(404);
  });

  it('a member sees only her own where the network wants it so', async () => {
    await network.query(`update network set settings = '{"members": {"list": "own"}}'`);
    const maureen = await network.signIn('member');
    await open(maureen, '');
    expect(rowsOf(maureen)).toEqual(['Larkfield Playgroup']);
    await network.query(`update network set settings = '{}'`);
  });

  it('a representative sees all of her district, shared or not, and corrects nothing', async () => {
    const rosa = await network.signIn('representative');
    await open(rosa, '');
    expect(rowsOf(rosa)).toEqual(['Larkfield Playgroup', 'Near Neighbours']);
    await open(rosa, `/${network.organisationId}`);
    expect(rosa.words()).toContain('maureen@example.org');
    expect(await open(rosa, `/${network.organisationId}/details`)).toBe(403);
  });

  it('a development officer corrects and adds in her districts only', async () => {
    const dev = await network.signIn('development_officer');
    expect(await open(dev, `/${near}/details`)).toBe(200);
    expect(await open(dev, `/${far}/details`)).toBe(404);
    await open(dev, '/new');
    await dev.press('Add the organisation', {
      name: 'Peak Group',
      districts: ['', network.districts.get('High Peak')!],
    });
    expect(dev.last.status).toBe(403);
    await open(dev, '/new');
    await dev.press('Add the organisation', {
      name: 'Valley Group',
      districts: ['', network.districts.get('Amber Valley')!],
    });
    expect(dev.heading()).toBe('Valley Group');
    expect(await open(dev, `/${near}/leaving`)).toBe(403);
  });

  it('a main contact corrects her own organisation, and it is written down as hers', async () => {
    const maureen = await network.signIn('member');
    await open(maureen, `/${network.organisationId}`);
    await maureen.follow('Correct what it is');
    await maureen.press('Save what it is', { knownAs: 'The Larks' });
    expect(maureen.words()).toContain('The Larks');
    await maureen.follow('All changes');
    expect(maureen.words()).toContain('Maureen Tideswell');
    expect(await open(maureen, `/${near}/details`)).toBe(403);
  });

  it('a partner and a treasurer have no list', async () => {
    for (const part of ['partner', 'treasurer', 'chair'] as const)
      expect(await open(await network.signIn(part), '')).toBe(403);
  });

  it('nobody of another network finds anything', async () => {
    const other = await foundNetwork(folkmoot, { slug: 'portsmouth', model: 'portsmouth', mark: 'Solent' });
    const stranger = await other.signIn('coordinator');
    expect(await open(stranger, `/${near}`)).toBe(404);
    expect((await stranger.open(`/portsmouth/organisations/${near}`)).status).toBe(404);
    expect((await stranger.open(`/portsmouth/organisations/${near}/details`)).status).toBe(404);
  });

  it('search shows what the list shows', async () => {
    await rebuild(network);
    const maureen = await network.signIn('member');
    await maureen.open('/derbyshire/search?q=friends');
    expect(maureen.words()).toContain('Nothing found');
    await maureen.open('/derbyshire/search?q=neighbours');
    expect(maureen.words()).toContain('Near Neighbours');
    await maureen.follow('Near Neighbours');
    expect(maureen.heading()).toBe('Near Neighbours');
  });
});

function rebuild(network: TestNetwork): Promise<unknown> {
  return network.inside(() => network.folkmoot.app.get(Search).rebuild());
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

describe('Ada keeps the districts of her network', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let ada: Visitor;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    ada = await network.signIn('coordinator');
  });
  afterAll(() => folkmoot.stop());

  const names = async () =>
    (await network.query<{ name: string }>('select name from district order by position')).map(
      ({ name }) => name,
    );
  const filterOf = (visitor: Visitor) =>
    visitor.last.page.querySelectorAll('select[name=district] option').map((option) => option.text.trim());

  it('from the settings page', async () => {
    await ada.open('/derbyshire/settings');
    await ada.follow('Districts');
    expect(ada.heading()).toBe('Districts');
    expect(ada.words()).toContain('E07000032');
  });

  it('adds one of the official list by its name, with its code', async () => {
    await ada.follow('Add a district');
    await ada.press('Look it up', { q: 'derb' });
    expect(ada.words()).not.toContain('South Derbyshire district');
    await ada.press('Add the one I chose');
    expect(ada.problems()).toEqual(['Choose an area of the list.']);
    await ada.open('/derbyshire/settings/districts/new?q=derby');
    await ada.press('Add the one I chose', { gss: 'E06000015' });
    expect((await names()).at(-1)).toBe('Derby');
  });

  it('adds an area of her own, and not the same twice', async () => {
    await ada.open('/derbyshire/settings/districts/new');
    await ada.press('Add this area', { name: 'Upper valley' });
    await ada.open('/derbyshire/settings/districts/new');
    await ada.press('Add this area', { name: 'The Upper  Valley' });
    expect(ada.problems()).toEqual(['There is a district called Upper valley already.']);
    await ada.press('Add this area', { name: '' });
    expect(ada.problems()).toEqual(['Give the district’s name.']);
  });

  it('puts them in her order, which every list of districts then has', async () => {
    await ada.open('/derbyshire/settings/districts');
    await ada.press('Save the order', { [network.districts.get('South Derbyshire')!]: '0' });
    expect((await names())[0]).toBe('South Derbyshire');
    await ada.open('/derbyshire/organisations');
    expect(filterOf(ada).slice(0, 3)).toEqual(['All', 'South Derbyshire', 'Amber Valley']);
  });

  it('renames one; its code and its records stay', async () => {
    const id = network.districts.get('Amber Valley')!;
    await ada.open(`/derbyshire/settings/districts/${id}/name`);
    await ada.press('Save the name', { name: 'Amber Valley and Ripley' });
    await ada.open(`/derbyshire/organisations/${network.organisationId}`);
    expect(ada.words()).toContain('Amber Valley and Ripley');
  });

  it('ends one; its organisations are found under the district that follows', async () => {
    const [old, next] = [network.districts.get('Amber Valley')!, network.districts.get('Erewash')!];
    await ada.open(`/derbyshire/settings/districts/${old}/ending`);
    await ada.press('End this district', { successors: ['', next] });
    expect(ada.problems()).toEqual(['Give the first day on which it is no district any more.']);
    await ada.press('End this district', {
      ...{ 'endsOn-day': '1', 'endsOn-month': '4', 'endsOn-year': '2026' },
      successors: ['', next],
    });
    expect(ada.words()).toContain('Ended 1 April 2026, followed by Erewash');
    await ada.open(`/derbyshire/organisations?district=${next}`);
    expect(ada.words()).toContain('Larkfield Playgroup');
    await ada.open('/derbyshire/organisations/new');
    expect(ada.words()).not.toContain('Amber Valley');
  });

  it('and nobody else does', async () => {
    for (const part of ['administrator', 'representative', 'member'] as const) {
      const visitor = await network.signIn(part);
      expect((await visitor.open('/derbyshire/settings/districts')).status).toBe(403);
    }
  });
});

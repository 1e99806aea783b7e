import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audience } from '../../src/members/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

describe('What items are chosen by', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
  });
  afterAll(() => folkmoot.stop());

  const larkfield = async () => {
    const people = await network.inside(() => folkmoot.app.get(Audience).forList('digest'));
    return people.find(({ personId }) => personId === network.people.member.id)!;
  };

  it('Maureen says which ages her playgroup works with', async () => {
    expect((await larkfield()).organisations[0]).toMatchObject({ ages: null, sizeBand: null, stage: null });
    const maureen = await network.signIn('member');
    await maureen.open(`/derbyshire/organisations/${network.organisationId}`);
    await maureen.follow('Correct its themes and ages');
    await maureen.press('Save the themes', { ageFrom: '5', ageTo: '0' });
    expect(maureen.problems()).toEqual(['The second age is below the first. Swap the two.']);
    await maureen.press('Save the themes', { ageFrom: '0', ageTo: '5' });
    expect(maureen.words()).toContain('Ages 0 to 5');
    expect((await larkfield()).organisations[0].ages).toEqual({ from: 0, to: 5 });
  });

  it('its size band goes by the latest income that is known', async () => {
    const maureen = await network.signIn('member');
    const note = async (year: string, income: string) => {
      await maureen.open(`/derbyshire/organisations/${network.organisationId}/figures`);
      await maureen.press('Save the figures', {
        ...{ 'yearEnd-day': '31', 'yearEnd-month': '3', 'yearEnd-year': year, income },
      });
    };
    await note('2025', '12000');
    await note('2024', '9000');
    expect((await larkfield()).organisations[0].sizeBand).toBe('small');
    expect(maureen.words()).toContain('Small: £10,000 to £100,000.');
  });

  it('at which stage it is say the officers of its district; other members do not see it', async () => {
    const dev = await network.signIn('development_officer');
    await dev.open(`/derbyshire/organisations/${network.organisationId}`);
    await dev.follow('Say where it stands');
    await dev.press('Save the stage', { stage: '1' });
    expect(dev.words()).toContain('A handful of volunteers.');
    expect((await larkfield()).organisations[0].stage).toBe(1);
    const maureen = await network.signIn('member');
    await maureen.open(`/derbyshire/organisations/${network.organisationId}`);
    expect(maureen.words()).toContain('A handful of volunteers.');
    expect((await maureen.open(`${maureen.last.path}/stage`)).status).toBe(403);
    const { people } = await network.addOrganisation({
      ...{ name: 'Neighbour', districts: ['Amber Valley'] },
      people: [{ name: 'Nell Near', address: 'nell@example.org' }],
    });
    const nell = await network.browserOf(people[0]);
    await nell.open(`/derbyshire/organisations/${network.organisationId}`);
    expect(nell.words()).toContain('Larkfield Playgroup');
    expect(nell.words()).not.toContain('handful');
  });

  it('a person’s roles are those at member organisations and in the network', async () => {
    expect((await larkfield()).roles).toEqual(['chair', 'main_contact']);
    const people = await network.inside(() => folkmoot.app.get(Audience).forList('digest'));
    expect(people.find(({ name }) => name === 'Rosa Webb')?.roles).toEqual(['representative']);
  });
});

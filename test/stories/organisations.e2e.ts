import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Search } from '../../src/core/search/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

const rowsOf = (visitor: Visitor) =>
  visitor.last.page.querySelectorAll('tbody th a').map((link) => link.text.trim());

describe('The list of organisations', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let ada: Visitor;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    await network.addOrganisation({
      name: 'The Bolsover Shed',
      districts: ['Bolsover'],
      themes: ['arts-and-play'],
    });
    await network.addOrganisation({ name: 'County Advice', districts: ['*'], postcode: 'DE4 3AG' });
    ada = await network.signIn('coordinator');
  });
  afterAll(() => folkmoot.stop());

  it('stands in the order of the alphabet, without minding “The”', async () => {
    await ada.open('/derbyshire/organisations');
    expect(rowsOf(ada)).toEqual(['The Bolsover Shed', 'County Advice', 'Larkfield Playgroup']);
    expect(ada.words()).toContain('3 organisations');
  });

  it('is filtered by district, theme and membership, and keeps what was asked', async () => {
    await ada.open('/derbyshire/organisations');
    await ada.press('Show', { district: network.districts.get('Bolsover')! });
    expect(rowsOf(ada)).toEqual(['The Bolsover Shed']);
    await ada.open('/derbyshire/organisations');
    await ada.press('Show', { district: 'county-wide' });
    expect(rowsOf(ada)).toEqual(['County Advice']);
    await ada.press('Show', { district: '', theme: 'early-years' });
    expect(rowsOf(ada)).toEqual(['Larkfield Playgroup']);
    expect(ada.last.page.querySelector('details[open] option[selected]')?.text).toBe(
      'Early years and under fives',
    );
    await ada.open('/derbyshire/organisations?state=left');
    expect(ada.words()).toContain('No organisation fits what you asked for.');
  });

  it('is searched by what an organisation is called, by its people, its postcode and its reference', async () => {
    await rebuild(network);
    for (const [typed, name] of [
      ['bols shed', 'The Bolsover Shed'],
      ['tideswell', 'Larkfield Playgroup'],
      ['de43ag', 'County Advice'],
      ['ORG-0001', 'Larkfield Playgroup'],
    ]) {
      await ada.open('/derbyshire/organisations');
      await ada.press('Show', { q: typed });
      expect([typed, ...rowsOf(ada)]).toEqual([typed, name]);
    }
  });

  it('opens with an old or a damaged address all the same', async () => {
    for (const query of [
      'district=gone',
      'page=-4',
      'page=99999',
      'sort=x',
      'q=%00',
      'theme=a&theme=b',
      'state=',
    ]) {
      expect([query, (await ada.open(`/derbyshire/organisations?${query}`)).status]).toEqual([query, 200]);
    }
  });

  it('is a page of fifty with a way to the next', async () => {
    const full = await foundNetwork(folkmoot, { slug: 'full', mark: 'Full' });
    for (let n = 1; n <= 60; n++) await full.addOrganisation({ name: `Group ${String(n).padStart(2, '0')}` });
    const other = await full.signIn('coordinator');
    await other.open('/full/organisations');
    expect(rowsOf(other)).toHaveLength(50);
    expect(other.words()).toContain('1 to 50 of 61 organisations');
    await other.follow('Next');
    expect(rowsOf(other)).toHaveLength(11);
    await other.open('/full/organisations?page=7');
    expect(other.words()).toContain('1 to 50 of 61 organisations');
  });
});

describe('An organisation’s record', () => {
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

  const audit = () =>
    network.query<{ action: string; details: object }>(
      'select action, details from audit_event order by seq',
    );

  it('is added by Ada with no more than a name, and gets a number of its own', async () => {
    await ada.open('/derbyshire/organisations/new');
    await ada.press('Add the organisation', { name: '  Millbrook   Mentoring ' });
    expect(ada.heading()).toBe('Millbrook Mentoring');
    expect(ada.words()).toContain('ORG-0002');
    expect(ada.words()).toContain('Member: since');
    expect(await audit()).toContainEqual(expect.objectContaining({ action: 'organisation.added' }));
  });

  it('is found at once after it was added', async () => {
    await ada.open('/derbyshire/organisations?q=millbrook');
    expect(rowsOf(ada)).toEqual(['Millbrook Mentoring']);
  });

  it('is corrected in short forms, and remembers who changed what', async () => {
    await ada.open(larkfield);
    await ada.follow('Correct what it is');
    await ada.press('Save what it is', {
      description: 'Mornings for two to four year olds.',
      website: 'larkfield.example.org',
    });
    expect(ada.words()).toContain('The record is corrected.');
    await ada.follow('Correct where it works');
    await ada.press('Save where it works', { countyWide: 'yes' });
    expect(ada.words()).toContain('Everywhere in our area');
    await ada.follow('Correct its themes');
    await ada.press('Save the themes', { themes: ['', 'arts-and-play', 'stay-safe'] });
    await ada.follow('Correct how it is reached');
    await ada.press('Save how it is reached', {
      telephone: '01632 960 111',
      address: 'The Old Chapel\nRipley',
      postcode: 'de59ag',
    });
    expect(ada.words()).toContain('DE5 9AG');
    await ada.open('/derbyshire/organisations?q=old+chapel+ripley');
    expect(rowsOf(ada).map((name) => name.includes('Larkfield'))).toEqual([true]);
    await ada.open(larkfield);
    await ada.follow('All changes');
    const words = ada.words();
    for (const said of [
      'website',
      'https://larkfield.example.org',
      'Amber Valley',
      'county-wide',
      'Early years and under fives',
      'Ada Barley',
    ])
      expect(words).toContain(said);
    const edits = (await audit()).filter(({ action }) => action === 'organisation.edited');
    expect(edits.map(({ details }) => details)).toContainEqual({ fields: ['description', 'website'] });
    expect(JSON.stringify(edits)).not.toContain('larkfield');
  });

  it('keeps figures of size year by year, and shows the latest', async () => {
    await ada.open(larkfield);
    await ada.follow('Add figures');
    const year = (end: string) => ({ 'yearEnd-day': '31', 'yearEnd-month': '3', 'yearEnd-year': end });
    await ada.press('Save the figures', { ...year('2026'), income: '£12,500', volunteers: '7' });
    await ada.follow('Add figures');
    await ada.press('Save the figures', { ...year('2025'), income: '9,000' });
    expect(ada.words()).toContain('Income: £12,500 year to 31 March 2026');
    expect(ada.words()).not.toContain('Income: £9,000');
  });

  it('says what is wrong with an answer and keeps the others', async () => {
    await ada.open(`${larkfield}/contact`);
    await ada.press('Save how it is reached', { email: 'nobody at example', telephone: '01632 960 222' });
    expect(ada.last.status).toBe(422);
    expect(ada.problems()[0]).toContain('An address has');
    expect(ada.last.page.querySelector('#telephone')?.getAttribute('value')).toBe('01632 960 222');
  });

  it('refuses a registered number that another organisation has', async () => {
    await ada.open(`${larkfield}/details`);
    await ada.press('Save what it is', { charityNumber: '1090095' });
    await ada.open('/derbyshire/organisations/new');
    await ada.press('Add the organisation', { name: 'A double', charityNumber: '1090095' });
    expect(ada.problems()).toEqual(['This is the number of Larkfield Playgroup, which is here already.']);
  });

  it('is not overwritten by whoever had the form open longer; their answers stay', async () => {
    const tom = await network.signIn('administrator');
    await tom.open(`${larkfield}/contact`);
    await ada.open(`${larkfield}/contact`);
    await ada.press('Save how it is reached', { telephone: '01632 960 333' });
    await tom.press('Save how it is reached', { telephone: '01632 960 444' });
    expect(tom.last.status).toBe(409);
    expect(tom.problems()[0]).toContain('Ada Barley changed this record while you were writing');
    expect(tom.last.page.querySelector('#telephone')?.getAttribute('value')).toBe('01632 960 444');
    await tom.press('Save how it is reached');
    expect(tom.words()).toContain('01632 960 444');
  });

  it('leaves the network with a reason, and its people lose their rights the same day', async () => {
    const maureen = await network.signIn('member');
    expect((await maureen.open('/derbyshire/organisations')).status).toBe(200);
    await ada.open(larkfield);
    await ada.follow('End the membership');
    expect(ada.words()).toContain('Maureen Tideswell');
    await ada.press('End the membership');
    expect(ada.problems()).toEqual(['Say why it leaves.']);
    await ada.press('End the membership', { reason: 'closed', note: 'The hall was sold.' });
    expect(ada.words()).toContain('It has closed.');
    expect((await maureen.open('/derbyshire/organisations')).status).toBe(403);
    expect((await maureen.open('/derbyshire/me')).status).toBe(200);
    await ada.follow('All changes');
    expect(ada.words()).toContain('The hall was sold.');
  });

  it('is renewed, with a new period beside the old one', async () => {
    await ada.open(larkfield);
    await ada.follow('Renew the membership');
    await ada.press('Renew the membership');
    const periods = await network.query<{ state: string }>(
      'select state from membership where organisation_id = $1 order by valid_to nulls last',
      [network.organisationId],
    );
    expect(periods.map(({ state }) => state)).toEqual(['left', 'active']);
    const maureen = await network.signIn('member');
    expect((await maureen.open('/derbyshire/organisations')).status).toBe(200);
  });

  it('cannot be ended twice by two people at once', async () => {
    const [one, two] = [await network.signIn('coordinator'), await network.signIn('administrator')];
    await one.open(`${larkfield}/leaving`);
    await two.open(`${larkfield}/leaving`);
    await one.press('End the membership', { reason: 'chose' });
    await two.press('End the membership', { reason: 'moved' });
    expect([two.last.status, two.words()]).toEqual([409, expect.stringContaining('has ended already')]);
    await one.open(`${larkfield}/renewal`);
    await one.press('Renew the membership');
  });
});

function rebuild(network: TestNetwork): Promise<unknown> {
  return network.inside(() => network.folkmoot.app.get(Search).rebuild());
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { TestApp } from '../support/app.js';
import { foundNetwork, type Part, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

const DAY = 86_400_000;

let folkmoot: TestApp;
let network: TestNetwork;
let towns = 0;

beforeAll(async () => {
  folkmoot = await TestApp.start();
});
afterAll(() => folkmoot.stop());
beforeEach(async () => {
  folkmoot.clock.moveTo(new Date());
  towns += 1;
  network = await foundNetwork(folkmoot, { slug: `town-${towns}`, mark: `N${towns}` });
});

const later = (milliseconds: number) =>
  folkmoot.clock.moveTo(new Date(folkmoot.clock.now().getTime() + milliseconds));
const codeOf = (secret: string) =>
  generateSync({ secret, epoch: Math.floor(folkmoot.clock.now().getTime() / 1000) });

async function setUp(visitor: Visitor): Promise<string> {
  await visitor.open('/account/second-factor');
  const secret = visitor.last.page
    .querySelectorAll('.code')
    .map((one) => one.text)
    .join('');
  await visitor.press('Switch it on', { code: codeOf(secret) });
  expect(visitor.heading()).toBe('The second factor is on');
  return secret;
}

/** Somebody asks for another address, and presses the link that went to it. */
async function move(visitor: Visitor, to: string): Promise<void> {
  await visitor.open(`/${network.slug}/me/address`);
  await visitor.press('Send the link', { email: to });
  const letter = (await folkmoot.deliver()).find((one) => one.to === to);
  const elsewhere = folkmoot.visitor();
  await elsewhere.open(new URL(/https?:\S+\/address\/\S+/.exec(letter?.mail.text ?? '')![0]).pathname);
  await elsewhere.press('Use this address');
  expect(elsewhere.heading()).toBe('Your address is changed');
}

const callAs = async (token: string) =>
  folkmoot.visitor().raw('GET', `/api/v1/${network.slug}/organisations`, undefined, {
    authorization: `Bearer ${token}`,
  });

describe('When somebody who holds power changes their address', () => {
  it('the second factor goes with them, and what the old address could do has ended', async () => {
    const ada = await network.signIn('coordinator');
    const secret = await setUp(ada);
    const token = await network.apiToken('coordinator');
    const asked = folkmoot.visitor();
    await asked.open('/sign-in');
    await asked.press('Send me a link', { email: network.people.coordinator.address });
    const [letter] = await folkmoot.deliver();
    await move(ada, `ada.new.${network.slug}@example.org`);
    expect((await ada.open(`/${network.slug}/me`)).path).toContain('/sign-in');
    expect((await callAs(token)).status).toBe(401);
    await asked.open(new URL(/https?:\/\/\S+\/sign-in\/l\/[\w-]+/.exec(letter.mail.text ?? '')![0]).pathname);
    await asked.press('Sign in');
    expect(asked.last.status).toBe(410);
    later(60_000);
    const again = await folkmoot.signIn(`ada.new.${network.slug}@example.org`, `/${network.slug}/roles`);
    expect(again.heading()).toBe('Confirm that it is you');
    await again.press('Go on', { code: codeOf(secret) });
    expect(again.last.path).toBe(`/${network.slug}/roles`);
  });

  it('no new days of grace begin', async () => {
    later(13 * DAY);
    await move(await network.signIn('treasurer'), `una.new.${network.slug}@example.org`);
    later(2 * DAY);
    const una = await folkmoot.signIn(`una.new.${network.slug}@example.org`, `/${network.slug}/me`);
    expect(una.heading()).toBe('Set up a second factor');
    expect(una.words()).toContain('the 14 days to set it up are over');
  });

  it('not even at an address that others read already, who keep what is theirs', async () => {
    const office = `office.${network.slug}@example.org`;
    const other = await network.addPerson('Oscar Open', office);
    later(13 * DAY);
    await move(await network.signIn('treasurer'), office);
    later(2 * DAY);
    const visitor = await network.browserOf(network.people.treasurer.id);
    await visitor.open(`/${network.slug}`);
    expect(visitor.heading()).toBe('Set up a second factor');
    expect((await (await network.browserOf(other)).open(`/${network.slug}/me`)).status).toBe(200);
  });
});

describe('The token of somebody who holds power', () => {
  it.each<[Part, number]>([
    ['coordinator', 403],
    ['member', 401],
  ])('%s: without a second factor it is refused once the days of grace are over', async (part, after) => {
    const token = await network.apiToken(part);
    await network.query(`update api_token set expires_at = app_now() + interval '90 days'`);
    expect((await callAs(token)).status).toBe(part === 'member' ? 401 : 200);
    later(15 * DAY);
    const answer = await callAs(token);
    expect(answer.status).toBe(after);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    if (part === 'member') return;
    expect(await answer.json()).toMatchObject({
      status: 403,
      detail: expect.stringContaining('second factor'),
    });
    await setUp(await network.signIn(part));
    expect((await callAs(token)).status).toBe(200);
  });

  it('ends with the operator’s reset of the second factor', async () => {
    const token = await network.apiToken('coordinator');
    const others = await network.apiToken('administrator');
    await folkmoot.command('second-factor', 'reset', network.people.coordinator.address);
    expect((await callAs(token)).status).toBe(401);
    expect((await callAs(others)).status).toBe(200);
  });
});

describe('A role that begins today', () => {
  it('begins when the day does where the network is', async () => {
    await network.query('update role set valid_from = $1 where person_id = $2', [
      '2027-07-02',
      network.people.partner.id,
    ]);
    folkmoot.clock.moveTo(new Date('2027-07-01T22:30:00Z'));
    expect((await network.as('partner')).roles).toEqual([]);
    folkmoot.clock.moveTo(new Date('2027-07-01T23:30:00Z'));
    expect((await network.as('partner')).roles).toEqual(['partner']);
  });
});

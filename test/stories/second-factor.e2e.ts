import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { TestApp } from '../support/app.js';
import { Cast } from '../support/cast.js';
import type { Visitor } from '../support/visitor.js';

let app: TestApp;
let casts = 0;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(() => app.clock.moveTo(new Date()));

const later = (seconds: number) => app.clock.moveTo(new Date(app.clock.now().getTime() + seconds * 1000));
const codeOf = (secret: string) =>
  generateSync({ secret, epoch: Math.floor(app.clock.now().getTime() / 1000) });
const wrongCode = (secret: string) => String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, '0');

async function network(): Promise<Cast> {
  casts += 1;
  const cast = await Cast.found(app, `town-${casts}`);
  await app.deliver();
  return cast;
}

/** Sets the second factor up as somebody with an app would; returns the secret and the recovery codes. */
async function setUp(visitor: Visitor): Promise<{ secret: string; recovery: string[] }> {
  await visitor.open('/account/second-factor');
  const secret = visitor.last.page
    .querySelectorAll('.code')
    .map((one) => one.text)
    .join('');
  await visitor.press('Switch it on', { code: codeOf(secret) });
  expect(visitor.heading()).toBe('The second factor is on');
  const recovery = visitor.last.page.querySelectorAll('.code').map((one) => one.text);
  return { secret, recovery };
}

describe('Setting up a second factor', () => {
  it('is done with an app, a picture or a secret to type, and gives ten recovery codes once', async () => {
    const cast = await network();
    const visitor = await cast.browser('coordinator');
    await visitor.open('/account/second-factor');
    expect(visitor.last.page.querySelector('img')!.getAttribute('src')).toMatch(
      /^data:image\/svg\+xml;base64,/,
    );
    const offered = visitor.last.page.querySelector('.code')!.text;
    await visitor.press('Switch it on', { code: '000000' });
    expect(visitor.problems()[0]).toContain('not the code your app shows');
    expect(visitor.last.page.querySelector('.code')!.text).toBe(offered);
    const cookie = visitor.cookies.get('folkmoot');
    const { recovery } = await setUp(visitor);
    expect(new Set(recovery).size).toBe(10);
    expect(visitor.cookies.get('folkmoot')).not.toBe(cookie);
    await visitor.press('Sign out');
    expect(visitor.heading()).toBe('You are signed out');
  });

  it('keeps neither the secret nor the recovery codes where the database could tell them', async () => {
    const cast = await network();
    const visitor = await cast.browser('treasurer');
    const { secret, recovery } = await setUp(visitor);
    const { accountId } = cast.people.get('treasurer')!;
    const [row] = await app.db.inNetwork(
      cast.networkId,
      () => app.db.query<{ all: string; secret: Buffer }>('select t::text as all, secret from totp t'),
      accountId,
    );
    expect(row.secret.toString('latin1')).not.toContain(secret);
    for (const code of recovery) expect(row.all).not.toContain(code);
  });

  it('is demanded of somebody with power after fourteen days, before anything else', async () => {
    const cast = await network();
    later(15 * 86_400);
    const visitor = await app.signIn('coordinator@town-3.example', `/${cast.slug}/settings`);
    expect(visitor.heading()).toBe('Set up a second factor');
    expect(visitor.words()).toContain('the 14 days to set it up are over');
    await setUp(visitor);
    await visitor.follow('I have kept them');
    expect(visitor.heading()).toBe('Settings of the network');
  });

  it('is never demanded of a member', async () => {
    const cast = await network();
    later(15 * 86_400);
    const visitor = await cast.browser('member');
    expect((await visitor.open(`/${cast.slug}`)).path).toBe(`/${cast.slug}`);
    expect(visitor.heading()).toBe('For you to do');
  });
});

describe('Signing in with a second factor', () => {
  it('asks for a code after the link, then goes where one wanted to go', async () => {
    const cast = await network();
    const { secret } = await setUp(await cast.browser('coordinator'));
    later(60);
    const visitor = await app.signIn(`coordinator@${cast.slug}.example`, `/${cast.slug}/roles`);
    expect(visitor.heading()).toBe('Confirm that it is you');
    await visitor.open(`/${cast.slug}`);
    expect(visitor.heading()).toBe('Confirm that it is you');
    await visitor.open(`/${cast.slug}/roles`);
    await visitor.press('Go on', { code: wrongCode(secret) });
    expect(visitor.last.status).toBe(422);
    const before = visitor.cookies.get('folkmoot');
    await visitor.press('Go on', { code: codeOf(secret) });
    expect(visitor.last.path).toBe(`/${cast.slug}/roles`);
    expect(visitor.cookies.get('folkmoot')).not.toBe(before);
  });

  it('takes no code twice, not even at the same moment', async () => {
    const cast = await network();
    const { secret } = await setUp(await cast.browser('coordinator'));
    later(60);
    const browsers = await Promise.all([1, 2, 3, 4].map(() => cast.browser('coordinator')));
    const answers = await Promise.all(
      browsers.map((one) => one.raw('POST', '/account/code', `_token=${one.token}&code=${codeOf(secret)}`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422]);
  });

  it('takes each recovery code once', async () => {
    const cast = await network();
    const { recovery } = await setUp(await cast.browser('coordinator'));
    const visitor = await cast.browser('coordinator');
    await visitor.open(`/${cast.slug}/roles`);
    await visitor.press('Go on', { code: recovery[3].toLowerCase().replaceAll('-', ' ') });
    expect(visitor.last.path).toBe(`/${cast.slug}/roles`);
    const other = await cast.browser('coordinator');
    await other.open(`/${cast.slug}/roles`);
    await other.press('Go on', { code: recovery[3] });
    expect(other.last.status).toBe(422);
    await visitor.open('/account/second-factor');
    expect(visitor.words()).toContain('9 recovery codes are left');
  });

  it('pauses after ten wrong codes', async () => {
    const cast = await network();
    const { secret } = await setUp(await cast.browser('coordinator'));
    const visitor = await cast.browser('coordinator');
    await visitor.open(`/${cast.slug}/roles`);
    later(60);
    for (let i = 0; i < 10; i++)
      await visitor.raw('POST', '/account/code', `_token=${visitor.token}&code=${wrongCode(secret)}`);
    await visitor.press('Go on', { code: codeOf(secret) });
    expect(visitor.last.status).toBe(429);
    expect(Number(visitor.last.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('asks again before weighty acts once a quarter of an hour has passed', async () => {
    const cast = await network();
    const visitor = await cast.browser('coordinator');
    const { secret } = await setUp(visitor);
    await visitor.open(`/${cast.slug}/roles/new`);
    expect(visitor.heading()).toBe('Invite a colleague');
    later(16 * 60);
    await visitor.open(`/${cast.slug}/roles/new`);
    expect(visitor.heading()).toBe('Confirm that it is you');
    await visitor.press('Go on', { code: codeOf(secret) });
    expect(visitor.heading()).toBe('Invite a colleague');
  });
});

describe('Switching the second factor off', () => {
  it('needs a code', async () => {
    const cast = await network();
    const visitor = await cast.browser('member');
    const { secret, recovery } = await setUp(visitor);
    await visitor.open('/account/second-factor');
    await visitor.press('Switch it off', { code: wrongCode(secret) });
    expect(visitor.last.status).toBe(422);
    await visitor.press('Switch it off', { code: recovery[0] });
    expect(visitor.words()).toContain('The second factor is off');
    const again = await app.signIn(`member@${cast.slug}.example`);
    expect(again.last.path).toBe(`/${cast.slug}`);
  });

  it('is not for people with power once their days of grace are over', async () => {
    const cast = await network();
    const visitor = await cast.browser('coordinator');
    const { secret, recovery } = await setUp(visitor);
    later(15 * 86_400);
    const later2 = await app.signIn(`coordinator@${cast.slug}.example`, `/${cast.slug}/roles`);
    await later2.press('Go on', { code: codeOf(secret) });
    await later2.open('/account/second-factor');
    expect(() => later2.form('Switch it off')).toThrow();
    const token = later2.last.page.querySelector('input[name=_token]')!.getAttribute('value');
    const body = `_token=${token}&code=${recovery[0]}`;
    expect((await later2.request('POST', '/account/second-factor/ending', body)).status).toBe(403);
  });

  it('can be done by the operator for somebody who lost everything, and signs them out', async () => {
    const cast = await network();
    const visitor = await cast.browser('coordinator');
    await setUp(visitor);
    const address = `coordinator@${cast.slug}.example`;
    expect(await app.command('second-factor', 'reset', address)).toEqual({ account: address, reset: true });
    expect((await visitor.open(`/${cast.slug}/roles`)).path).toBe('/sign-in');
    await expect(app.command('second-factor', 'reset', 'nobody@x.example')).rejects.toThrow(
      'Nobody signs in',
    );
  });
});

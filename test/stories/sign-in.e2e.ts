import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { Cast } from '../support/cast.js';
import type { Visitor } from '../support/visitor.js';

let app: TestApp;
let hull: Cast;
const MEMBER = 'member@hull.example';
const COORDINATOR = 'coordinator@hull.example';

beforeAll(async () => {
  app = await TestApp.start();
  hull = await Cast.found(app, 'hull');
  await app.deliver();
});
afterAll(() => app.stop());
beforeEach(() => app.clock.moveTo(new Date()));

/** Asks for a link in a browser and returns the letter's link and its code. */
async function ask(
  visitor: Visitor,
  address: string,
): Promise<{ link: string; code?: string; text: string }> {
  await visitor.open('/sign-in');
  await visitor.press('Send me a link', { email: address });
  const text = (await app.deliver()).find(({ to }) => to === address)?.mail.text ?? '';
  const link = new URL(/http\S+\/sign-in\/l\/[\w-]+/.exec(text)![0]).pathname;
  return { link, text, code: /\b\d{4} \d{4}\b/.exec(text)?.[0] };
}

const digitsOn = (visitor: Visitor) => /\b\d{3} \d{3}\b/.exec(visitor.words())![0];
const isIn = async (visitor: Visitor) => (await visitor.open('/hull/search')).path === '/hull/search';
const later = (seconds: number) => app.clock.moveTo(new Date(app.clock.now().getTime() + seconds * 1000));

describe('Signing in by a mailed link', () => {
  it('brings a member to the page she wanted, and tells her who asked', async () => {
    const visitor = app.visitor();
    await visitor.open('/hull/search?q=sure');
    expect(visitor.heading()).toBe('Sign in');
    await visitor.press('Send me a link', { email: ` ${MEMBER.toUpperCase()} ` });
    expect(visitor.heading()).toBe('Look at your e-mail');
    const [letter] = await app.deliver();
    expect(letter.mail.subject).toBe('Your link to sign in to Network hull');
    expect(letter.mail.text).toMatch(/once, for 10 minutes/);
    expect(letter.mail.text).toMatch(/Nobody from us will ever ask/);
    expect(letter.mail.text).toMatch(/about \d{1,2}(:\d\d)?(am|pm) on|midday|at \d/);
    expect(letter.mail.html!.match(/href=/g)).toHaveLength(1);
    await visitor.open(new URL(/http\S+\/l\/[\w-]+/.exec(letter.mail.text!)![0]).pathname);
    expect(visitor.words()).toContain('m•••••@h•••••');
    expect(visitor.last.headers.get('referrer-policy')).toBe('no-referrer');
    expect(visitor.last.headers.get('cache-control')).toBe('no-store');
    await visitor.press('Sign in');
    expect(visitor.last.path).toBe('/hull/search?q=sure');
    expect(visitor.last.hops).toEqual(['/hull/search?q=sure']);
  });

  it('is not kept from anybody by looking at the link first, however often', async () => {
    const visitor = app.visitor();
    const { link } = await ask(visitor, MEMBER);
    for (let i = 0; i < 5; i++) await app.visitor().open(link);
    await visitor.raw('HEAD', link);
    await visitor.open(link);
    await visitor.press('Sign in');
    expect(await isIn(visitor)).toBe(true);
  });

  it('gives one session to a browser that presses twenty times at once, and nothing to the next', async () => {
    const visitor = app.visitor();
    const { link } = await ask(visitor, MEMBER);
    const presses = await Promise.all(Array.from({ length: 20 }, () => visitor.raw('POST', link, '')));
    const cookies = presses.map((one) =>
      one.headers.getSetCookie().find((line) => line.startsWith('folkmoot=')),
    );
    expect(presses.map(({ status }) => status)).toEqual(Array(20).fill(303));
    expect(new Set(cookies.map((line) => line!.split(';')[0])).size).toBe(1);
    expect(cookies[0]).toMatch(/Max-Age=2592000; .*HttpOnly; SameSite=Lax/);
    later(31);
    expect((await app.visitor().request('POST', link, '')).status).toBe(410);
  });

  it('ends after ten minutes', async () => {
    const visitor = app.visitor();
    const { link } = await ask(visitor, MEMBER);
    later(601);
    await visitor.open(link);
    await visitor.press('Sign in');
    expect(visitor.last.status).toBe(410);
    expect(visitor.heading()).toBe('This link is used up');
    await visitor.follow('Ask for a new link');
    expect(visitor.heading()).toBe('Sign in');
  });

  it('works with the first of two letters, and then no longer with the second', async () => {
    const visitor = app.visitor();
    const first = await ask(visitor, MEMBER);
    const second = await ask(visitor, MEMBER);
    await visitor.request('POST', first.link, '');
    expect(await isIn(visitor)).toBe(true);
    expect((await app.visitor().request('POST', second.link, '')).status).toBe(410);
  });

  it('keeps three links alive, and an outsider who asks on and on cannot end somebody else’s', async () => {
    const [visitor, outsider] = [app.visitor(), app.visitor()];
    const own = await ask(visitor, MEMBER);
    const others = [];
    for (let i = 0; i < 4; i++) others.push(await ask(outsider, MEMBER));
    const shown = await Promise.all(others.map(({ link }) => app.visitor().request('POST', link, '')));
    expect(shown.map(({ status }) => status)).toEqual([410, 410, 200, 200]);
    await visitor.request('POST', own.link, '');
    expect(await isIn(visitor)).toBe(true);
  });

  it('never follows an address of another site', async () => {
    const visitor = app.visitor();
    visitor.cookies.set('next', encodeURIComponent('//evil.example/'));
    const { link } = await ask(visitor, MEMBER);
    await visitor.request('POST', link, '');
    expect(visitor.last.path).toBe('/hull');
  });

  it('is refused for a form that another site sent', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await app.visitor().request('POST', '/sign-in', `email=${MEMBER}`, headers)).status).toBe(403);
    const nowhere = await app.visitor().request('POST', '/sign-in', `email=${MEMBER}`, { origin: 'null' });
    expect(nowhere.status).toBe(403);
    expect(await app.deliver()).toEqual([]);
  });

  it('asks for a whole address when half of one was typed', async () => {
    const visitor = app.visitor();
    await visitor.open('/sign-in');
    await visitor.press('Send me a link', { email: 'anne@' });
    expect(visitor.last.status).toBe(422);
    expect(visitor.problems()[0]).toContain('The part after the @ is missing.');
    expect(visitor.last.page.querySelector('#email')!.getAttribute('value')).toBe('anne@');
  });
});

describe('Signing in on another device', () => {
  it('asks for the six digits of the first one', async () => {
    const [computer, phone] = [app.visitor(), app.visitor()];
    await computer.open('/hull/search');
    const digits = digitsOn(await asked(computer));
    const { link } = lastLink();
    await phone.open(link);
    await phone.press('Sign in');
    expect(phone.last.status).toBe(200);
    expect(phone.heading()).toBe('Which six digits are on the other screen?');
    await phone.press('Sign in', { digits });
    expect(phone.last.path).toBe('/hull/search');
    expect(await isIn(computer)).toBe(false);
  });

  it('allows five tries, and does not count what are not six digits', async () => {
    const [computer, phone] = [app.visitor(), app.visitor()];
    const { link } = await ask(computer, MEMBER);
    const right = digitsOn(computer).replace(' ', '');
    const wrong = right === '000000' ? '111111' : '000000';
    await phone.open(link);
    await phone.press('Sign in');
    for (const digits of ['', 'abc', '12345']) await phone.press('Sign in', { digits });
    for (let i = 0; i < 5; i++) {
      await phone.press('Sign in', { digits: wrong });
      expect(phone.problems()).toEqual(['These are not the six digits on the screen where you asked.']);
    }
    await phone.press('Sign in', { digits: right });
    expect(phone.heading()).toBe('That was one try too many');
    await computer.request('POST', link, '');
    expect(await isIn(computer)).toBe(true);
  });
});

describe('The code in a letter', () => {
  it('lets a member in where she asked', async () => {
    const visitor = app.visitor();
    const { code } = await ask(visitor, MEMBER);
    await visitor.press('Use the code', { code: '0000 0000' });
    expect(visitor.problems()).toEqual(['This code does not fit, or has run out. Ask for a new one.']);
    await visitor.press('Use the code', { code: code! });
    expect(await isIn(visitor)).toBe(true);
  });

  it('is of no use in another browser', async () => {
    const { code } = await ask(app.visitor(), MEMBER);
    const other = app.visitor();
    await ask(other, 'partner@hull.example');
    await other.press('Use the code', { code: code! });
    expect(other.last.status).toBe(422);
  });

  it('is not sent to somebody with power', async () => {
    const { code, text } = await ask(app.visitor(), COORDINATOR);
    expect(code).toBeUndefined();
    expect(text).not.toMatch(/type this code/);
  });

  it('stops after ten tries', async () => {
    const visitor = app.visitor();
    const { code } = await ask(visitor, MEMBER);
    for (let i = 0; i < 10; i++) await visitor.request('POST', '/sign-in/code', 'code=00000000');
    await visitor.request('POST', '/sign-in/code', `code=${code!.replace(' ', '')}`);
    expect(visitor.last.status).toBe(422);
  });
});

describe('A session', () => {
  it('ends by signing out, for good', async () => {
    const visitor = await app.signIn(MEMBER);
    const cookie = visitor.cookies.get('folkmoot')!;
    await visitor.press('Sign out');
    expect(visitor.heading()).toBe('You are signed out');
    const replay = app.visitor();
    replay.cookies.set('folkmoot', cookie);
    for (let i = 0; i < 20; i++) expect(await isIn(replay)).toBe(false);
  });

  it('is another one after every signing in', async () => {
    const visitor = await app.signIn(MEMBER);
    const before = visitor.cookies.get('folkmoot')!;
    const { link } = await ask(visitor, MEMBER);
    await visitor.request('POST', link, '');
    expect(visitor.cookies.get('folkmoot')).not.toBe(before);
    const old = app.visitor();
    old.cookies.set('folkmoot', before);
    expect(await isIn(old)).toBe(false);
  });

  it('of a member lasts a fortnight idle; one with power an hour', async () => {
    const member = await hull.browser('member');
    const treasurer = await hull.browser('treasurer');
    expect([await isIn(member), await isIn(treasurer)]).toEqual([true, true]);
    later(61 * 60);
    expect([await isIn(member), await isIn(treasurer)]).toEqual([true, false]);
    expect(await isIn(treasurer)).toBe(false);
    later(15 * 86_400);
    expect(await isIn(member)).toBe(false);
  });

  it('can be seen and ended from another device', async () => {
    const [here, there] = [await app.signIn(MEMBER), await app.signIn(MEMBER)];
    await here.open('/account');
    expect(here.words()).toContain('This one');
    await here.press('Sign out everywhere else');
    expect(here.words()).toContain('You are signed in on this device only.');
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
  });

  it('is nobody else’s to end', async () => {
    const member = await app.signIn(MEMBER);
    const partner = await app.signIn('partner@hull.example');
    await member.open('/account');
    const path = member.form('signed in').getAttribute('action') ?? '';
    await partner.open('/account');
    const token = partner.last.page.querySelector('input[name=_token]')!.getAttribute('value');
    expect((await partner.request('POST', path, `_token=${token}`)).status).toBe(404);
    expect(await isIn(member)).toBe(true);
  });

  it('leaves nothing in the database that would open a door', async () => {
    const visitor = await app.signIn(MEMBER);
    const cookie = visitor.cookies.get('folkmoot')!;
    const found = await app.db.query<{ hit: boolean }>(
      `select s::text like '%' || $1 || '%' as hit from session s`,
      [cookie],
    );
    expect(found.some(({ hit }) => hit)).toBe(false);
  });
});

async function asked(visitor: Visitor): Promise<Visitor> {
  await visitor.press('Send me a link', { email: MEMBER });
  await app.deliver();
  return visitor;
}

function lastLink(): { link: string } {
  const text = app.sink.taken[app.sink.taken.length - 1].mail.text ?? '';
  return { link: new URL(/http\S+\/sign-in\/l\/[\w-]+/.exec(text)![0]).pathname };
}

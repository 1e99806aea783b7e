import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { Cast } from '../support/cast.js';
import type { Visitor } from '../support/visitor.js';

/** Links each robot is let loose on; the promise is about 50, which takes half a minute. */
const LINKS = Number(process.env.FOLKMOOT_TEST_ROBOT_LINKS ?? 12);
const MEMBER = 'member@hull.example';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
  await Cast.found(app, 'hull');
  await app.deliver();
});
afterAll(() => app.stop());
beforeEach(() => app.clock.moveTo(new Date()));

/** What a programme does with a link it finds in somebody's mail before that person does. */
type Robot = (robot: Visitor, link: string) => Promise<void>;

const ROBOTS: Record<string, Robot> = {
  'asks only for the head': async (robot, link) => {
    for (let i = 0; i < 3; i++) await robot.raw('HEAD', link);
  },
  'opens the link in a burst': async (robot, link) => {
    await Promise.all(Array.from({ length: 10 }, () => robot.raw('GET', link)));
  },
  'follows every link of the page': async (robot, link) => {
    const { page } = await robot.open(link);
    const hrefs = page.querySelectorAll('a[href], link[href]').map((one) => one.getAttribute('href') ?? '');
    for (const href of hrefs.filter((one) => one.startsWith('/'))) await robot.raw('GET', href);
  },
  'runs scripts and sends forms as they are': async (robot, link) => {
    const { page } = await robot.open(link);
    expect(page.querySelectorAll('script, [onload], [onclick]')).toHaveLength(0);
    for (const form of page.querySelectorAll('form'))
      await robot.request('POST', form.getAttribute('action') ?? link, '');
  },
  'presses every button, page after page': async (robot, link) => {
    await robot.open(link);
    for (let i = 0; i < 3; i++) await robot.press('Sign in');
    await robot.press('Sign in', { digits: 'continue' });
  },
  'mangles the link': async (robot, link) => {
    const mangled = [
      link.slice(0, -1),
      `${link}=`,
      `${link}.`,
      link.toUpperCase(),
      link.replace('/l/', '/l/3D'),
    ];
    for (const one of mangled) {
      await robot.raw('GET', one);
      await robot.raw('POST', one, '');
    }
  },
  'comes back late': async (robot, link) => {
    await robot.open(link);
    const now = app.clock.now();
    app.clock.moveTo(new Date(now.getTime() + 3_600_000));
    await robot.raw('GET', link);
    await robot.raw('POST', link, '');
    app.clock.moveTo(now);
  },
};

/** Asks for a link as the person would; returns the browser that waits and the link that came. */
async function asked(): Promise<{ person: Visitor; link: string }> {
  const person = app.visitor();
  await person.open('/sign-in');
  await person.press('Send me a link', { email: MEMBER });
  const [letter] = await app.deliver();
  return { person, link: new URL(/http\S+\/sign-in\/l\/[\w-]+/.exec(letter.mail.text!)![0]).pathname };
}

describe('A mail robot', () => {
  it.each(Object.entries(ROBOTS))(
    'that %s gets no session, and the person still gets in',
    async (_, runs) => {
      let sessions = 0;
      let gotIn = 0;
      for (let i = 0; i < LINKS; i++) {
        const { person, link } = await asked();
        const robot = app.visitor();
        await runs(robot, link);
        if (robot.cookies.has('folkmoot')) sessions++;
        await person.open(link);
        await person.press('Sign in');
        if (person.cookies.has('folkmoot') && person.last.path === '/hull') gotIn++;
      }
      expect({ sessions, gotIn }).toEqual({ sessions: 0, gotIn: LINKS });
    },
  );

  it('finds a used link no different from one that never was', async () => {
    const { person, link } = await asked();
    await person.request('POST', link, '');
    const shown = await Promise.all(
      [link, `/sign-in/l/${'x'.repeat(43)}`].map((one) => app.visitor().open(one)),
    );
    const plain = shown.map(({ status, body }) => [
      status,
      body.replace(/\/l\/[\w-]+/g, '').replace(/[a-z]•••••/g, '•••••'),
    ]);
    expect(plain[0]).toEqual(plain[1]);
    const pressed = await Promise.all(
      [link, `/sign-in/l/${'x'.repeat(43)}`].map((one) => app.visitor().request('POST', one, '')),
    );
    expect(pressed[0].body).toBe(pressed[1].body);
  });
});

describe('Somebody who wants to know who is a member', () => {
  /** Everything an answer tells, without what is random in every one. */
  async function answer(address: string): Promise<unknown> {
    const visitor = app.visitor();
    const first = await visitor.raw('POST', '/sign-in', `email=${encodeURIComponent(address)}`);
    const names = [...first.headers.keys()].filter((name) => name !== 'date').sort();
    const cookies = first.headers.getSetCookie().map((line) => line.replace(/=[^;]*/, ''));
    const page = await visitor.open('/sign-in/asked');
    const words = visitor
      .words()
      .replace(/\d{3} \d{3}/, '')
      .replace(address, '');
    return {
      status: first.status,
      location: first.headers.get('location'),
      names,
      cookies,
      page: page.status,
      words,
    };
  }

  it('gets the same answer for every address', async () => {
    const known = await answer(MEMBER);
    for (const address of [
      'nobody@hull.example',
      'coordinator@hull.example',
      'ended@hull.example',
      'x@y.example',
    ])
      expect(await answer(address)).toEqual(known);
  });

  it('causes no letter to an unknown address, which is not kept either', async () => {
    await app.deliver();
    await answer('unheard-of@nowhere.example');
    expect(await app.deliver()).toEqual([]);
    const rows = await app.db.inNetwork('00000000-0000-0000-0000-000000000000', () =>
      app.db.query<{ state: string; all: string }>(
        `select d.state, d::text || l::text || p::text as all from delivery d join letter l on l.id = d.letter_id
         join letter_piece p on p.letter_id = l.id order by d.id desc limit 1`,
      ),
    );
    expect(rows[0].state).toBe('skipped');
    expect(rows[0].all).not.toContain('unheard-of');
  });
});

describe('Somebody who asks on and on', () => {
  let strict: TestApp;
  beforeAll(async () => {
    const limits = { FOLKMOOT_LIMIT_SIGN_IN_PER_ADDRESS: '5', FOLKMOOT_LIMIT_SIGN_IN_PER_PREFIX: '8' };
    strict = await TestApp.start({ ...limits, FOLKMOOT_LIMIT_TRIES: '2' });
    await Cast.found(strict, 'hull');
    await strict.deliver();
  });
  afterAll(() => strict.stop());

  it('gets no more links than may be sent, and is not told', async () => {
    const visitor = strict.visitor();
    const ask = async (address: string) => {
      await visitor.open('/sign-in');
      await visitor.press('Send me a link', { email: address });
      return { heading: visitor.heading(), sent: (await strict.deliver()).length };
    };
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(await ask(MEMBER));
    for (let i = 0; i < 3; i++) answers.push(await ask('partner@hull.example'));
    expect(new Set(answers.map(({ heading }) => heading))).toEqual(new Set(['Look at your e-mail']));
    expect(answers.map(({ sent }) => sent)).toEqual([1, 1, 1, 1, 1, 0, 1, 1, 0]);
  });

  it('may try six digits as often as the setting says', async () => {
    const text = strict.sink.to('partner@hull.example').at(-1)!.mail.text!;
    const link = new URL(/http\S+\/l\/[\w-]+/.exec(text)![0]).pathname;
    const robot = strict.visitor();
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await robot.request('POST', link, 'digits=000000')).status);
    expect(statuses).toEqual([422, 422, 410]);
  });
});

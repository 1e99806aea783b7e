import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GUARDED_ROLES, hasPower, ROLES, Routes, type RoleName } from '../../src/core/access/index.js';
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

const later = (hours: number) => app.clock.moveTo(new Date(app.clock.now().getTime() + hours * 3_600_000));

async function network(): Promise<Cast> {
  casts += 1;
  const cast = await Cast.found(app, `town-${casts}`);
  await app.deliver();
  return cast;
}

/** Fills in the page that gives somebody a role. */
async function give(
  visitor: Visitor,
  cast: Cast,
  role: RoleName,
  email: string,
  given = 'Tom',
): Promise<void> {
  await visitor.open(`/${cast.slug}/roles/new`);
  const button = visitor.words().includes('You propose') ? 'Propose them' : 'Invite them';
  await visitor.press(button, { given, family: 'Reed', email, role });
}

/** A second co-ordinator, there from the start. */
async function secondCoordinator(cast: Cast): Promise<Visitor> {
  const { personId } = cast.people.get('member')!;
  await app.db.inNetwork(cast.networkId, () =>
    app.db.query(
      "insert into role (id, person_id, role, valid_from) values (gen_random_uuid(), $1, 'coordinator', app_now()::date)",
      [personId],
    ),
  );
  return cast.browser('member');
}

const mayRead = async (visitor: Visitor, cast: Cast) =>
  (await visitor.open(`/${cast.slug}/roles`)).status === 200;

describe('Inviting a colleague', () => {
  it('lets a co-ordinator make an administrator at once, and a letter brings them in', async () => {
    const cast = await network();
    const anne = await cast.browser('coordinator');
    await give(anne, cast, 'administrator', 'tom@reed.example');
    expect(anne.words()).toContain('This takes effect at once, and an e-mail tells them.');
    const [letter] = await app.deliver();
    expect(letter.to).toBe('tom@reed.example');
    expect(letter.mail.text).toContain(`has made you administrator in Network ${cast.slug}`);
    const tom = await app.signIn('tom@reed.example', `/${cast.slug}/roles`);
    expect(tom.heading()).toBe('Colleagues');
  });

  it('keeps what was typed when something is missing', async () => {
    const cast = await network();
    const anne = await cast.browser('coordinator');
    await anne.open(`/${cast.slug}/roles/new`);
    await anne.press('Invite them', { given: 'Tom', email: 'tom.reed' });
    expect(anne.last.status).toBe(422);
    expect(anne.problems()).toEqual([
      'Give their family name.',
      'An address has an @ in the middle. Enter it in full, such as anne@example.org.',
      'Choose what they will do.',
    ]);
    expect(anne.last.page.querySelector('#given')!.getAttribute('value')).toBe('Tom');
  });

  it('gives an officer one district, and a treasurer never', async () => {
    const cast = await network();
    const anne = await cast.browser('coordinator');
    await anne.open(`/${cast.slug}/roles/new`);
    const district = anne.last.page
      .querySelectorAll('#district option')
      .find((one) => one.text.includes('Amber Valley'))!
      .getAttribute('value')!;
    const person = { given: 'Dev', family: 'Shah', email: 'dev@shah.example', district };
    await anne.press('Invite them', { ...person, role: 'treasurer' });
    expect(anne.problems()[0]).toContain('Only development officers and representatives');
    await anne.press('Invite them', { ...person, role: 'development_officer' });
    expect(anne.words()).toContain('Amber Valley');
  });

  it('knows a person again by name and address, and refuses the same role twice', async () => {
    const cast = await network();
    const anne = await cast.browser('coordinator');
    await give(anne, cast, 'partner', 'tom@reed.example');
    await give(anne, cast, 'representative', 'tom@reed.example');
    await give(anne, cast, 'partner', 'tom@reed.example');
    expect(anne.problems()).toEqual(['Tom Reed has this role already, or it is waiting.']);
    const rows = await app.db.inNetwork(cast.networkId, () =>
      app.db.query("select id from person where family = 'Reed'"),
    );
    expect(rows).toHaveLength(1);
  });

  it('is never for oneself, nor with power for somebody behind the same mailbox', async () => {
    const cast = await network();
    const anne = await cast.browser('coordinator');
    const own = cast.people.get('coordinator')!.address;
    await anne.open(`/${cast.slug}/roles/new`);
    const self = { given: 'Co-ordinator', family: 'x', email: own, role: 'treasurer' };
    await anne.press('Invite them', self);
    expect(anne.problems()[0]).toContain('the same address as you');
  });
});

describe('A guarded role', () => {
  it('waits for a second co-ordinator', async () => {
    const cast = await network();
    const [anne, ben] = [await cast.browser('coordinator'), await secondCoordinator(cast)];
    await give(anne, cast, 'treasurer', 'tom@reed.example');
    expect(anne.words()).toContain('Waits for a second co-ordinator');
    expect(() => anne.form('Confirm this role')).toThrow();
    const warned = (await app.deliver()).map(({ to }) => to).sort();
    expect(warned).toEqual([`coordinator@${cast.slug}.example`, `member@${cast.slug}.example`]);
    await ben.open(`/${cast.slug}`);
    await ben.follow('Confirm Tom Reed as treasurer');
    await ben.press('Confirm this role');
    expect(ben.words()).toContain('In effect');
    expect((await app.deliver()).map(({ to }) => to)).toEqual(['tom@reed.example']);
  });

  it('holds after a day where there is no second one, and can be withdrawn until then', async () => {
    const cast = await network();
    const anne = await cast.browser('coordinator');
    await give(anne, cast, 'coordinator', 'tom@reed.example');
    expect(anne.words()).toContain('This takes effect in 24 hours unless it is withdrawn');
    const letters = await app.deliver();
    expect(letters.map(({ to }) => to).sort()).toEqual([
      `coordinator@${cast.slug}.example`,
      'tom@reed.example',
    ]);
    const early = await app.signIn('tom@reed.example', `/${cast.slug}/roles`);
    expect(early.last.status).toBe(403);
    later(25);
    const tom = await app.signIn('tom@reed.example', `/${cast.slug}/roles`);
    expect(tom.heading()).toBe('Colleagues');
  });

  it('never takes effect once it was withdrawn', async () => {
    const cast = await network();
    const anne = await cast.browser('coordinator');
    await give(anne, cast, 'chair', 'tom@reed.example');
    await anne.press('Withdraw this role');
    expect(anne.words()).toContain('Withdrawn.');
    const subjects = (await app.deliver())
      .filter(({ to }) => to === 'tom@reed.example')
      .map(({ mail }) => mail.subject);
    expect(subjects).toContain(`A change of plan in Network ${cast.slug}`);
    later(48);
    const tom = await app.signIn('tom@reed.example', `/${cast.slug}/search`);
    expect((await tom.open(`/${cast.slug}/roles`)).status).toBe(403);
  });

  it('is the same list wherever it stands', async () => {
    const sql = await app.db.query<{ body: string }>(
      "select prosrc as body from pg_proc where proname = 'account_power_renew'",
    );
    const listed = /array\[([^\]]+)\]/.exec(sql[0].body)![1].match(/\w+/g)!;
    const names = Object.keys(ROLES) as RoleName[];
    expect(listed.sort()).toEqual(names.filter((one) => hasPower([one])).sort());
    expect(hasPower(GUARDED_ROLES)).toBe(true);
  });
});

describe('An administrator', () => {
  it('proposes, and a co-ordinator gives', async () => {
    const cast = await network();
    const [ada, anne] = [await cast.browser('administrator'), await cast.browser('coordinator')];
    await give(ada, cast, 'partner', 'tom@reed.example');
    expect(ada.words()).toContain('This takes effect once a co-ordinator has confirmed it.');
    expect(await app.deliver()).toEqual([]);
    const early = await app.signIn('tom@reed.example');
    expect((await early.open(`/${cast.slug}/audit`)).status).toBe(403);
    await anne.open(`/${cast.slug}`);
    await anne.follow('Confirm Tom Reed');
    await anne.press('Confirm this role');
    expect((await early.open(`/${cast.slug}/audit`)).status).toBe(200);
  });

  it('cannot confirm or end anything', async () => {
    const cast = await network();
    const ada = await cast.browser('administrator');
    await ada.open(`/${cast.slug}/roles`);
    await ada.follow('treasurer');
    expect(() => ada.form('End this role')).toThrow();
    const body = `_token=${ada.token}`;
    expect((await ada.request('POST', `${ada.last.path}/ending`, body)).status).toBe(403);
  });

  it('leaves a guarded role waiting for two co-ordinators', async () => {
    const cast = await network();
    const [ada, anne] = [await cast.browser('administrator'), await cast.browser('coordinator')];
    const ben = await secondCoordinator(cast);
    await give(ada, cast, 'treasurer', 'tom@reed.example');
    const path = ada.last.path;
    await anne.open(path);
    await anne.press('Confirm this role');
    expect(anne.words()).toContain('Waits for a second co-ordinator');
    await ben.open(path);
    await ben.press('Confirm this role');
    expect(ben.words()).toContain('In effect');
  });
});

describe('Ending a role', () => {
  it('takes effect with the very next request of every session and every token', async () => {
    const cast = await network();
    const sessions = await Promise.all([1, 2, 3, 4, 5].map(() => cast.browser('administrator')));
    const tokens = [await cast.apiToken('administrator'), await cast.apiToken('administrator')];
    for (const one of sessions) expect(await mayRead(one, cast)).toBe(true);
    const anne = await cast.browser('coordinator');
    await anne.open(`/${cast.slug}/roles`);
    await anne.follow('administrator');
    await anne.press('End this role');
    expect(anne.words()).toContain('is no longer administrator, from this moment on.');
    for (const one of sessions) expect((await one.open(`/${cast.slug}/roles`)).path).toBe('/sign-in');
    for (const token of tokens) expect(await apiStatus(cast, token)).toBe(401);
  });

  it('ends the days of grace with the last role that has power', async () => {
    const cast = await network();
    const since = () =>
      app.db.inNetwork(
        cast.networkId,
        () => app.db.one<{ at: Date | null }>('select power_since as at from account'),
        cast.people.get('administrator')!.accountId,
      );
    expect((await since())!.at).not.toBeNull();
    const anne = await cast.browser('coordinator');
    await anne.open(`/${cast.slug}/roles`);
    await anne.follow('administrator');
    await anne.press('End this role');
    expect((await since())!.at).toBeNull();
  });

  it('never leaves a network without a co-ordinator', async () => {
    const cast = await network();
    const anne = await cast.browser('coordinator');
    await anne.open(`/${cast.slug}/roles`);
    await anne.open(anne.last.page.querySelector('th a')!.getAttribute('href')!);
    await anne.press('End this role');
    expect(anne.last.status).toBe(403);
    expect(anne.words()).toContain('A network always has a co-ordinator.');
  });

  it('cannot be done by two co-ordinators to each other at once', async () => {
    const cast = await network();
    const [anne, ben] = [await cast.browser('coordinator'), await secondCoordinator(cast)];
    const ids = await app.db.inNetwork(cast.networkId, () =>
      app.db.query<{ id: string }>("select id from role where role = 'coordinator' and valid_to is null"),
    );
    const token = (visitor: Visitor) => `_token=${(visitor as Visitor & { token: string }).token}`;
    const end = (visitor: Visitor, id: string) =>
      visitor.raw('POST', `/${cast.slug}/roles/${id}/ending`, token(visitor));
    const answers = await Promise.all([end(anne, ids[1].id), end(ben, ids[0].id)]);
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    const left = await app.db.inNetwork(cast.networkId, () =>
      app.db.query("select id from role where role = 'coordinator' and valid_to is null"),
    );
    expect(left).toHaveLength(1);
  });

  it('stands in the log, with names and without addresses', async () => {
    const cast = await network();
    const anne = await cast.browser('coordinator');
    await give(anne, cast, 'partner', 'tom@reed.example');
    await anne.press('End this role');
    await anne.open(`/${cast.slug}/audit`);
    expect(anne.words()).toMatch(/Ended a role .*role: partner.*person: Tom Reed/);
    expect(anne.words()).not.toContain('tom@reed.example');
  });
});

async function apiStatus(cast: Cast, token: string): Promise<number> {
  const route = app.app
    .get(Routes)
    .all()
    .find(({ method, path }) => method === 'GET' && /^\/api\/v1\/:network\/\w+$/.test(path));
  if (!route) return 401;
  const path = route.path.replace(':network', cast.slug);
  return (await app.visitor().raw('GET', path, undefined, { authorization: `Bearer ${token}` })).status;
}

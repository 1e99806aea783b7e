import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { JobRunner } from '../../src/core/jobs/index.js';
import { TestApp } from '../support/app.js';
import { Cast } from '../support/cast.js';
import type { Visitor } from '../support/visitor.js';

let app: TestApp;
let hull: Cast;
let anne: Visitor & { token: string };

beforeAll(async () => {
  app = await TestApp.start();
  hull = await Cast.found(app, 'hull');
  anne = await hull.browser('coordinator');
});
afterAll(() => app.stop());

const create = (slug: string, model: string, coordinator = `c@${slug}.example`) =>
  app.command(
    ...['network', 'create', '--slug', slug, '--name', `Voices of ${slug}`, '--model', model],
    ...['--coordinator', coordinator, '--coordinator-name', 'Ada Mary Moss'],
  );

describe('Founding a network', () => {
  it.each([
    ['northumberland', 1],
    ['derbyshire', 8],
    ['portsmouth', 1],
  ])('from the model %s gives it its districts, its words and its modules', async (model, districts) => {
    await app.deliver();
    const founded = await create(`new-${model}`, model);
    expect(founded).toMatchObject({ slug: `new-${model}`, coordinator: `c@new-${model}.example` });
    const rows = await app.db.inNetwork(String(founded.id), () =>
      app.db.query<{ gss: string }>('select gss from district'),
    );
    expect(rows).toHaveLength(districts);
    const [letter] = await app.deliver();
    expect(letter.to).toBe(`c@new-${model}.example`);
    expect(letter.mail.text).toContain(`You are co-ordinator in Voices of new-${model}, from today.`);
    const ada = await app.signIn(`c@new-${model}.example`, `/new-${model}/settings`);
    expect(ada.heading()).toBe('Settings of the network');
    expect(ada.last.page.querySelector('.who')!.text).toContain('Ada Mary Moss');
  });

  it('is refused with the field that is wrong', async () => {
    await expect(create('hull', 'derbyshire')).rejects.toMatchObject({
      problems: { slug: expect.anything() },
    });
    await expect(create('static', 'derbyshire')).rejects.toMatchObject({
      problems: { slug: expect.anything() },
    });
    await expect(create('leeds', 'kent')).rejects.toMatchObject({ problems: { model: expect.anything() } });
    const two = create('leeds', 'derbyshire', 'a@b.example,c@d.example\n');
    await expect(two).rejects.toMatchObject({ problems: { coordinator: expect.anything() } });
    const list = await app.command<{ slug: string }[]>('network', 'list');
    expect(list.map(({ slug }) => slug)).not.toContain('leeds');
  });
});

describe('The settings of a network', () => {
  it('change its name, its colour, its words and its modules, for every page at once', async () => {
    await anne.open('/hull/settings');
    await anne.press('Save the settings', {
      name: 'Hull Children’s Voices',
      colour: '#6b4fa0',
      'word-representative': 'appointee',
      charity: 'yes',
    });
    expect(anne.words()).toContain('Saved.');
    expect(anne.last.body).toMatch(/\/hull\/colour\.css\?v\S+6b4fa0/);
    const stranger = app.visitor();
    await stranger.open('/hull');
    expect(stranger.heading()).toBe('Hull Children’s Voices');
    const sheet = await stranger.raw('GET', '/hull/colour.css?v=6b4fa0');
    expect(sheet.headers.get('content-type')).toContain('text/css');
    expect(await sheet.text()).toContain('--brand:#6b4fa0');
  });

  it('refuse a colour that is too pale, and keep what was typed', async () => {
    await anne.open('/hull/settings');
    await anne.press('Save the settings', { name: 'Hull', colour: '#ffee00' });
    expect(anne.last.status).toBe(422);
    expect(anne.problems()[0]).toContain('too pale to read on white');
    expect(anne.last.page.querySelector('#name')!.getAttribute('value')).toBe('Hull');
  });

  it('are not overwritten by somebody whose page is old', async () => {
    const other = await hull.browser('coordinator');
    await Promise.all([anne.open('/hull/settings'), other.open('/hull/settings')]);
    await anne.press('Save the settings', { name: 'Hull Voices' });
    await other.press('Save the settings', { name: 'Something else' });
    expect(other.last.status).toBe(409);
    expect(other.words()).toContain('Somebody else has saved the settings since you opened them.');
    await anne.open('/hull/settings');
    expect(anne.last.page.querySelector('#name')!.getAttribute('value')).toBe('Hull Voices');
  });

  it('stand in the log with what was before and what is now', async () => {
    await anne.open('/hull/settings');
    await anne.press('Save the settings', { name: 'Hull Forum', 'contact-email': 'help@hull.example' });
    await anne.open('/hull/audit?act=network.settings');
    expect(anne.words()).toMatch(/before: name Hull Voices.*after: name Hull Forum/);
    expect(anne.words()).toContain('changed as well: contact email');
    expect(anne.words()).not.toContain('help@hull.example');
  });

  it('are the co-ordinator’s alone', async () => {
    const ada = await hull.browser('administrator');
    expect((await ada.open('/hull/settings')).status).toBe(403);
    expect(ada.last.page.querySelector('.nav')!.text).not.toContain('Settings');
  });
});

describe('The front of a network', () => {
  it('tells a stranger its name and the way in, and brings them back after signing in', async () => {
    const stranger = app.visitor();
    await stranger.open('/hull');
    expect(stranger.heading()).toBe('Hull Forum');
    await stranger.follow('Sign in');
    await stranger.press('Send me a link', { email: 'member@hull.example' });
    const letter = (await app.deliver()).find(({ to }) => to === 'member@hull.example')!;
    expect(letter.mail.from!.name).toBe('Hull Forum');
    await stranger.open(new URL(/http\S+\/l\/[\w-]+/.exec(letter.mail.text!)![0]).pathname);
    await stranger.press('Sign in');
    expect(stranger.last.path).toBe('/hull');
    expect(stranger.heading()).toBe('For you to do');
  });

  it('is no more than that for somebody from another network', async () => {
    const leeds = await Cast.found(app, 'leeds');
    const visitor = await leeds.browser('coordinator');
    await visitor.open('/hull');
    expect(visitor.words()).toContain('not as anybody this network knows');
    expect((await visitor.open('/hull/search')).status).toBe(404);
    expect((await visitor.open('/nowhere/search')).status).toBe(404);
    await visitor.open('/');
    expect(visitor.heading()).toBe('Your networks');
  });

  it('says whom to ask, to everybody', async () => {
    const stranger = app.visitor();
    await stranger.open('/hull/help');
    expect(stranger.words()).toContain('help@hull.example');
    expect(stranger.words()).not.toContain('Co-ordinator x');
    expect((await stranger.open('/help')).status).toBe(200);
    expect((await stranger.open('/')).status).toBe(200);
  });

  it('asks who is there where two people share a mailbox, and remembers it', async () => {
    await anne.open('/hull/roles/new');
    for (const given of ['Sam', 'Jo']) {
      await anne.open('/hull/roles/new');
      const person = { given, family: 'Fox', email: 'info@fox.example', role: 'representative' };
      await anne.press('Invite them', person);
    }
    await app.deliver();
    const visitor = await app.signIn('info@fox.example', '/hull/search');
    expect(visitor.heading()).toBe('Who are you?');
    await visitor.press('Go on');
    expect(visitor.problems()).toEqual(['Choose who you are.']);
    const jo = visitor.last.page.querySelectorAll('.pick').find((one) => one.text.includes('Jo Fox'))!;
    await visitor.press('Go on', { person: jo.querySelector('input')!.getAttribute('value')! });
    expect(visitor.last.path).toBe('/hull/search');
    expect(visitor.last.page.querySelector('.who')!.text).toContain('Jo Fox');
  });
});

describe('What is held about a person', () => {
  it('can be read and downloaded by that person, and the log knows', async () => {
    const member = await hull.browser('member');
    await member.open('/hull/me/data');
    expect(member.words()).toContain('member@hull.example');
    await member.follow('Download it all');
    expect(member.last.headers.get('content-disposition')).toBe('attachment; filename="hull-about-me.json"');
    const whole = JSON.parse(member.last.body) as { person: string; sections: { heading: string }[] };
    expect(whole.person).toBe('member hull');
    expect(whole.sections.map(({ heading }) => heading)).toContain('Devices');
    expect(member.last.body).not.toContain('treasurer@hull.example');
    await anne.open('/hull/audit?act=personal-data.downloaded');
    expect(anne.words()).toContain('member hull');
  });
});

describe('Tokens for the API', () => {
  it('are shown once, and stop when they are told to', async () => {
    await anne.open('/hull/me/tokens');
    await anne.press('Make a token', { name: '', days: '90' });
    expect(anne.problems()).toEqual(['Say what the token is for.']);
    await anne.press('Make a token', { name: 'Spreadsheet', days: '90' });
    const token = /fm_[\w-]{43}/.exec(anne.words())![0];
    await anne.open('/hull/me/tokens');
    expect(anne.last.body).not.toContain(token);
    const rows = await app.db.inNetwork(hull.networkId, () =>
      app.db.query<{ all: string }>('select t::text as all from api_token t'),
    );
    expect(rows[0].all).not.toContain(token.slice(3));
    await anne.press('Stop Spreadsheet');
    expect(anne.words()).toContain('The token has stopped working.');
    expect(anne.words()).toContain('You have made none yet.');
  });

  it('are not for members', async () => {
    expect((await (await hull.browser('member')).open('/hull/me/tokens')).status).toBe(403);
  });
});

describe('The log', () => {
  it('is whole, and names the line that somebody altered in the database', async () => {
    await app.app.get(JobRunner).sweep('audit.seal');
    const whole = await app.command('audit', 'verify', '--network', 'hull');
    expect(whole).toMatchObject({ whole: true, unsealed: 0 });
    const owner = new pg.Client({ connectionString: app.database.superUrl });
    await owner.connect();
    await owner.query('alter table audit_event disable trigger user');
    const { rows } = await owner.query<{ seq: string }>(
      "update audit_event set via = 'api' where seq = (select min(seq) from audit_event where network_id = $1) returning seq",
      [hull.networkId],
    );
    await owner.end();
    await expect(app.command('audit', 'verify', '--network', 'hull')).rejects.toThrow(
      `broken at line ${rows[0].seq}`,
    );
  });

  it('is read page by page', async () => {
    await anne.open('/hull/audit?page=99');
    expect(anne.last.status).toBe(200);
    expect(anne.words()).toMatch(/\d+ acts?/);
  });
});

describe('The command line', () => {
  it('prints every route and every permission', async () => {
    const routes = await app.command<{ path: string }[]>('routes');
    expect(routes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/', '/sign-in', '/:network/settings']),
    );
    const permissions = await app.command<{ permission: string; roles: string[] }[]>('permissions');
    expect(permissions).toContainEqual({
      permission: 'roles.grant',
      words: 'Give, confirm and end roles',
      roles: ['coordinator'],
    });
  });
});

describe('The built-in mailbox', () => {
  it('is not there on a server with a database of its own', async () => {
    for (const path of ['/mailbox', '/mailbox/x', '/mailbox/x/html', '/mailbox/x/source'])
      expect((await app.visitor().open(path)).status).toBe(404);
    expect((await anne.request('POST', '/mailbox/emptying', `_token=${anne.token}`)).status).toBe(404);
  });
});

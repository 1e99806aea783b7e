import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Sender } from '../../src/core/mail/index.js';
import { TestApp } from '../support/app.js';
import { Cast } from '../support/cast.js';

let app: TestApp;

beforeAll(async () => {
  // As on a machine of one's own: no server named, no relay named.
  app = await TestApp.start({ DATABASE_URL: '', SMTP_URL: '' });
  await Cast.found(app, 'hull');
  await app.app.get(Sender).run();
});
afterAll(() => app.stop());

describe('The built-in mailbox', () => {
  it('lets somebody sign in who has nothing but this machine', async () => {
    const visitor = app.visitor();
    await visitor.open('/sign-in');
    await visitor.press('Send me a link', { email: 'coordinator@hull.example' });
    await app.app.get(Sender).run();
    await visitor.follow('Read the mail it has kept');
    expect(visitor.heading()).toBe('Mailbox');
    await visitor.follow('Your link to sign in');
    expect(visitor.words()).toContain('coordinator@hull.example');
    const link = visitor.last.page
      .querySelectorAll('main a')
      .find((one) => one.text.includes('/sign-in/l/'))!;
    await visitor.open(new URL(link.getAttribute('href')!.replaceAll('&#x3D;', '=')).pathname);
    await visitor.press('Sign in');
    expect(visitor.last.path).toBe('/hull');
  });

  it('shows a message as mail programmes do, without letting it do anything', async () => {
    const visitor = app.visitor();
    await visitor.open('/mailbox');
    await visitor.follow('You have been invited');
    const frame = visitor.last.page.querySelector('iframe')!;
    expect(frame.getAttribute('sandbox')).not.toContain('allow-scripts');
    expect(visitor.last.headers.get('content-security-policy')).toContain("frame-src 'self'");
    const source = frame.getAttribute('src')!;
    const html = await visitor.raw('GET', source);
    const policy = html.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toMatch(/script-src|img-src/);
    const raw = await visitor.raw('GET', source.replace('/html', '/source'));
    expect(raw.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await raw.text()).toMatch(/^(DKIM|Date|From|Message-ID|MIME|Subject|To|[A-Z][\w-]+):/);
  });

  it('hides from everybody who comes through a proxy', async () => {
    for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect((await app.visitor().open('/mailbox', { [header]: '127.0.0.1' })).status).toBe(404);
  });

  it('can be emptied', async () => {
    const visitor = app.visitor();
    await visitor.open('/mailbox');
    await visitor.press('Empty the mailbox');
    expect(visitor.words()).toContain('The mailbox is empty.');
    expect(visitor.words()).toContain('There is none yet.');
  });
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import { ERROR_TITLES } from './error-titles.js';
import { Templates } from './engine.js';
import type { PageModel } from './page-model.js';

const frame: PageModel = {
  title: 'New claim',
  section: 'Expenses',
  network: { name: 'Leeds', slug: 'leeds', colour: '#0b5c6b', words: { representative: 'appointee' } },
  me: { name: 'Ada', roles: ['representative'] },
  nav: [{ href: '/leeds/claims', words: 'Claims', current: true }],
  formToken: 't"oken',
  help: { href: '/leeds/help', words: 'Help' },
  base: '/leeds',
};
const SCRIPT = `<script>alert('x')</script>"`;

let root: string;
let templates: Templates;
let drawn = 0;

/** A source root of its own whose core is the real one. */
function write(name: string, source: string): string {
  writeFileSync(join(root, 'trial/views', `${name}.hbs`), source);
  return `trial/views/${name}`;
}

function draw(source: string, model: Partial<PageModel> = {}): string {
  const name = write(`t${++drawn}`, source);
  return templates.renderBare(name, { ...frame, ...model } as PageModel);
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'templates-'));
  mkdirSync(join(root, 'trial/views'), { recursive: true });
  symlinkSync(join(import.meta.dirname, '../..'), join(root, 'core'));
  templates = new Templates({ root });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a page', () => {
  it('stands in the layout with the same words in the title and the one h1', () => {
    const html = templates.render(write('page', '<p>Hello {{me.name}}</p>'), frame);
    expect(html).toContain('<title>New claim – Expenses – Leeds</title>');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<h1>New claim</h1>\n<p>Hello Ada</p>');
    expect(html).toContain('<html lang="en-GB">');
    expect(html).toContain('aria-current="page"');
    expect(html).not.toContain('<script');
  });

  it('says Error first when a form was refused, and says no part of its title twice', () => {
    const refused = { ...frame, problems: [{ field: 'miles', message: 'How far was it?' }] };
    const html = templates.render(write('refused', '{{> field name="miles" label="Miles"}}'), refused);
    expect(html).toContain('<title>Error: New claim – Expenses – Leeds</title>');
    expect(html).toContain('<a href="#miles">How far was it?</a>');
    expect(html).toContain('id="miles" name="miles" aria-describedby="miles-error" aria-invalid="true"');
    const plain = { ...frame, title: 'Members', section: 'Members', network: undefined, base: '' };
    expect(templates.render('trial/views/page', plain)).toContain('<title>Members – Folkmoot</title>');
  });

  it('asks for the sheet of a colour only where the network has one of its own', () => {
    expect(templates.render('trial/views/page', frame)).not.toContain('colour.css');
    const plum = { ...frame, network: { ...frame.network!, colour: '#7A1F4D' } };
    expect(templates.render('trial/views/page', plum)).toContain('href="/leeds/colour.css?v&#x3D;7a1f4d"');
  });

  it('lets nothing out that somebody typed, in any place of the layout', () => {
    const typed = {
      ...frame,
      title: SCRIPT,
      caption: SCRIPT,
      notice: SCRIPT,
      network: { ...frame.network!, name: SCRIPT, colour: '#"><b>' },
      me: { name: SCRIPT, roles: [] },
      nav: [{ href: SCRIPT, words: SCRIPT, current: false }],
      back: { href: SCRIPT, words: SCRIPT },
      problems: [{ field: SCRIPT, message: SCRIPT }],
    };
    expect(templates.render('trial/views/page', typed)).not.toMatch(/<script|<b>|alert\('/);
  });

  it('is drawn for each error in kind words', () => {
    for (const [name, title] of Object.entries(ERROR_TITLES)) {
      const html = templates.render(`core/web/views/errors/${name}`, { ...frame, title, reference: 'R7-K2' });
      expect(html).toContain('R7-K2');
      expect(html.match(/<h1/g)).toHaveLength(1);
    }
  });
});

describe('a template with a slip in it', () => {
  it.each([
    ['{{> feild name="x"}}', /there is no partial feild/],
    ['{{#if never}}{{> feild}}{{/if}}', /there is no partial feild/],
    ['{{dates x}}', /dates/],
    ['{{{title}}}', /three braces round title/],
    ['{{&title}}', /three braces round title/],
    ['{{count}}', /this\.count/],
    ["{{static 'gone.css'}}", /gone\.css/],
    ['{{#if', /Parse error/],
    ["{{date 'soon'}}", /RangeError|not a date|Invalid time/],
  ])('%s names its file', (source, problem) => {
    expect(() => draw(source)).toThrow(problem);
    expect(() => draw(source)).toThrow(/^trial\/views\/t\d+\.hbs: /);
  });

  it('is found in every page of the product before anybody opens it', () => {
    const source = join(import.meta.dirname, '../../..');
    const pages = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\bviews\b.*\.hbs$/.test(file),
    );
    expect(pages.length).toBeGreaterThan(20);
    const all = new Templates();
    for (const file of pages) all.check(file.replaceAll('\\', '/').slice(0, -'.hbs'.length));
    expect(() => all.check('core/web/views/gone')).toThrow('gone.hbs');
  });

  it('is named when it is not there at all, and cannot reach out of the source', () => {
    expect(() => templates.renderBare('trial/views/gone', frame)).toThrow('trial/views/gone.hbs');
    expect(() => templates.renderBare('../../etc/passwd', frame)).toThrow('not the name of a template');
  });

  it('reaches no prototype', () => {
    expect(draw('[{{constructor.name}}{{me.__proto__}}{{lookup me "constructor"}}{{me.roles.length}}]')).toBe(
      '[1]',
    );
    expect(draw('[{{answer "__proto__" ""}}{{answer "toString" ""}}]', { answers: {} })).toBe('[]');
  });
});

describe('files and sizes', () => {
  it('a changed template is read again only when asked', () => {
    const name = write('changing', 'one');
    const fresh = new Templates({ root, fresh: true });
    expect([templates.renderBare(name, frame), fresh.renderBare(name, frame)]).toEqual(['one', 'one']);
    write('changing', 'two');
    expect([templates.renderBare(name, frame), fresh.renderBare(name, frame)]).toEqual(['one', 'two']);
  });

  it('a static file is found under the address the pages give', () => {
    const url = templates.files.url('site.css');
    expect(url).toMatch(/^\/static\/site\.[0-9a-f]{10}\.css$/);
    expect(templates.files.find(url.slice('/static/'.length))?.type).toContain('text/css');
    expect(templates.files.find('site.css')).toBeUndefined();
  });

  it('the stylesheet is under 4 kB compressed, and an empty page under 2 kB', () => {
    const sheet = templates.files.find(templates.files.url('site.css').slice('/static/'.length));
    expect(sheet?.gzip.byteLength).toBeLessThan(4096);
    expect(gzipSync(templates.render('trial/views/page', frame)).byteLength).toBeLessThan(2048);
  });
});

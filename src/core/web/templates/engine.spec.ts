import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import { frame, SCRIPT, TrialPages } from '../../../../test/support/trial-pages.js';
import { ERROR_TITLES } from './error-titles.js';
import { Templates } from './engine.js';

let pages: TrialPages;
beforeAll(() => {
  pages = new TrialPages();
});
afterAll(() => pages.remove());

describe('a page', () => {
  it('stands in the layout with the same words in the title and the one h1', () => {
    const html = pages.templates.render(pages.write('page', '<p>Hello {{me.name}}</p>'), frame);
    expect(html).toContain('<title>New claim – Expenses – Leeds</title>');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<h1>New claim</h1>\n<p>Hello Ada</p>');
    expect(html).toContain('<html lang="en-GB">');
    expect(html).toContain('aria-current="page"');
    expect(html).not.toContain('<script');
  });

  it('says Error first when a form was refused, and says no part of its title twice', () => {
    const refused = { ...frame, problems: [{ field: 'miles', message: 'How far was it?' }] };
    const html = pages.templates.render(
      pages.write('refused', '{{> field name="miles" label="Miles"}}'),
      refused,
    );
    expect(html).toContain('<title>Error: New claim – Expenses – Leeds</title>');
    expect(html).toContain('<a href="#miles">How far was it?</a>');
    expect(html).toContain('id="miles" name="miles" aria-describedby="miles-error" aria-invalid="true"');
    const plain = { ...frame, title: 'Members', section: 'Members', network: undefined, base: '' };
    expect(pages.templates.render('trial/views/page', plain)).toContain('<title>Members – Folkmoot</title>');
  });

  it('asks for the sheet of a colour only where the network has one of its own', () => {
    expect(pages.templates.render('trial/views/page', frame)).not.toContain('colour.css');
    const plum = { ...frame, network: { ...frame.network!, colour: '#7A1F4D' } };
    expect(pages.templates.render('trial/views/page', plum)).toContain(
      'href="/leeds/colour.css?v&#x3D;7a1f4d"',
    );
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
    expect(pages.templates.render('trial/views/page', typed)).not.toMatch(/<script|<b>|alert\('/);
  });

  it('is drawn for each error in kind words', () => {
    for (const [name, title] of Object.entries(ERROR_TITLES)) {
      const html = pages.templates.render(`core/web/views/errors/${name}`, {
        ...frame,
        title,
        reference: 'R7-K2',
      });
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
    expect(() => pages.draw(source)).toThrow(problem);
    expect(() => pages.draw(source)).toThrow(/^trial\/views\/t\d+\.hbs: /);
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
    expect(() => pages.templates.renderBare('trial/views/gone', frame)).toThrow('trial/views/gone.hbs');
    expect(() => pages.templates.renderBare('../../etc/passwd', frame)).toThrow('not the name of a template');
  });

  it('reaches no prototype', () => {
    expect(
      pages.draw('[{{constructor.name}}{{me.__proto__}}{{lookup me "constructor"}}{{me.roles.length}}]'),
    ).toBe('[1]');
    expect(pages.draw('[{{answer "__proto__" ""}}{{answer "toString" ""}}]', { answers: {} })).toBe('[]');
  });
});

describe('files and sizes', () => {
  it('a changed template is read again only when asked', () => {
    const name = pages.write('changing', 'one');
    const fresh = new Templates({ root: pages.root, fresh: true });
    expect([pages.templates.renderBare(name, frame), fresh.renderBare(name, frame)]).toEqual(['one', 'one']);
    pages.write('changing', 'two');
    expect([pages.templates.renderBare(name, frame), fresh.renderBare(name, frame)]).toEqual(['one', 'two']);
  });

  it('a static file is found under the address the pages give', () => {
    const url = pages.templates.files.url('site.css');
    expect(url).toMatch(/^\/static\/site\.[0-9a-f]{10}\.css$/);
    expect(pages.templates.files.find(url.slice('/static/'.length))?.type).toContain('text/css');
    expect(pages.templates.files.find('site.css')).toBeUndefined();
  });

  it('the stylesheet is under 4 kB compressed, and an empty page under 2 kB', () => {
    const sheet = pages.templates.files.find(pages.templates.files.url('site.css').slice('/static/'.length));
    expect(sheet?.gzip.byteLength).toBeLessThan(4096);
    expect(gzipSync(pages.templates.render('trial/views/page', frame)).byteLength).toBeLessThan(2048);
  });
});

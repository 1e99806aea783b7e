import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import xmldoc from 'xmldoc';
import { atomOf, tagUri, type AtomEntry, type AtomFeed } from './atom.rules.js';

const at = new Date('2026-11-20T09:30:00Z');
const entry = (title: string, more: Partial<AtomEntry> = {}): AtomEntry => ({
  ...{
    id: 'tag:example.org,2026-11-20:n/article:1',
    title,
    link: 'https://example.org/n/digest/archive/2026-W47#a',
  },
  ...{
    published: at,
    updated: at,
    category: 'Funding',
    summary: '',
    html: '<p>Hello</p>',
    files: [],
    ...more,
  },
});
const feed = (entries: AtomEntry[]): AtomFeed => ({
  ...{ id: 'tag:example.org,2026-01-01:n/digest', title: 'GRID', author: 'GRID', updated: at, entries },
  ...{ self: 'https://example.org/n/digest/feed.atom', page: 'https://example.org/n/digest/archive' },
});
const read = (xml: string) => new xmldoc.XmlDocument(xml);

describe('A feed', () => {
  it('has what RFC 4287 asks of a feed and of each entry', () => {
    const xml = read(atomOf(feed([entry('Fund & “more”', { summary: 'a < b' })])));
    expect([xml.name, xml.attr.xmlns]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
    expect(xml.valueWithPath('author.name')).toBe('GRID');
    expect(xml.childWithAttribute('rel', 'self')!.attr.href).toBe('https://example.org/n/digest/feed.atom');
    expect(xml.valueWithPath('updated')).toBe('2026-11-20T09:30:00.000Z');
    const one = xml.childNamed('entry')!;
    expect(one.valueWithPath('title')).toBe('Fund & “more”');
    expect(one.valueWithPath('summary')).toBe('a < b');
    expect(one.childNamed('content')!.val).toBe('<p>Hello</p>');
    expect(one.valueWithPath('id')).toBe('tag:example.org,2026-11-20:n/article:1');
  });

  it('gives files as enclosures, with type and size', () => {
    const files = [
      { url: 'https://example.org/f.pdf', type: 'application/pdf', bytes: 12, name: '"a" & b.pdf' },
    ];
    const one = read(atomOf(feed([entry('x', { files })]))).childNamed('entry')!;
    expect(one.childWithAttribute('rel', 'enclosure')!.attr).toEqual({
      rel: 'enclosure',
      type: 'application/pdf',
      length: '12',
      title: '"a" & b.pdf',
      href: 'https://example.org/f.pdf',
    });
  });

  it('is well-formed XML that says the same, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = read(atomOf(feed([entry(`[${text}]`, { html: text })])));
        const title = xml.childNamed('entry')!.valueWithPath('title')!;
        const kept = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
        expect(title).toBe(`[${kept}]`);
      }),
    );
  });

  it('names things by who had the domain on the day', () => {
    expect(tagUri('Example.ORG', at, 'n/digest')).toBe('tag:example.org,2026-11-20:n/digest');
  });
});

/** One entry of a feed; dates are when it came and when its words last changed. */
export interface AtomEntry {
  id: string;
  title: string;
  /** Whole addresses. */
  link: string;
  published: Date;
  updated: Date;
  category: string;
  summary: string;
  /** Sanitised HTML. */
  html: string;
  files: { url: string; type: string; bytes: number; name: string }[];
}

/** A feed, its entries the newest first. */
export interface AtomFeed {
  id: string;
  title: string;
  author: string;
  /** Where the feed itself is, and the page that says the same. */
  self: string;
  page: string;
  updated: Date;
  entries: AtomEntry[];
}

/** Returns a feed as an XML document (RFC 4287). The same feed gives the same bytes. */
export function atomOf(feed: AtomFeed): string {
  const { id, title, author, self, page, updated, entries } = feed;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    element('id', id),
    element('title', title),
    element('updated', updated.toISOString()),
    `<author>${element('name', author)}</author>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(page)}"/>`,
    ...entries.map(entryOf),
    '</feed>',
    '',
  ].join('\n');
}

/** Returns a tag URI (RFC 4151): who names it, since when, and what. It never changes, whatever moves. */
export function tagUri(domain: string, day: Date, name: string): string {
  return `tag:${domain.toLowerCase()},${day.toISOString().slice(0, 10)}:${name}`;
}

function entryOf(entry: AtomEntry): string {
  const { id, title, link, published, updated, category, summary, html, files } = entry;
  return [
    '<entry>',
    element('id', id),
    element('title', title),
    element('published', published.toISOString()),
    element('updated', updated.toISOString()),
    `<link rel="alternate" type="text/html" href="${escaped(link)}"/>`,
    ...files.map(
      ({ url, type, bytes, name }) =>
        `<link rel="enclosure" type="${escaped(type)}" length="${bytes}" title="${escaped(name)}" href="${escaped(url)}"/>`,
    ),
    `<category term="${escaped(category)}"/>`,
    summary && element('summary', summary),
    `<content type="html">${escaped(html)}</content>`,
    '</entry>',
  ]
    .filter(Boolean)
    .join('\n');
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

/** Characters that XML 1.0 cannot hold at all become U+FFFD. */
function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (sign) => signs[sign]);
}

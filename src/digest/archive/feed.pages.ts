import { createHash } from 'node:crypto';
import { Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Here, Public } from '../../core/access/index.js';
import { Settings } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { explainedMarkdown, explainedText, termsFor, type Term } from '../../core/glossary/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { Pages } from '../../core/web/index.js';
import { kindWords } from '../articles/article.view.js';
import type { ItemFacts } from '../editions/edition.rules.js';
import { anchorOf, type Entry } from './archive.rules.js';
import { Archive } from './archive.service.js';
import { atomOf, tagUri, type AtomEntry, type AtomFeed } from './atom.rules.js';

/** Public items for programs that look now and then. */
@Public()
@Pages('digest/feed.atom', 'digest')
export class FeedPages {
  constructor(
    private readonly archive: Archive,
    private readonly db: Db,
    private readonly settings: Settings,
  ) {}

  /** Whoever has the same already is told only that (RFC 9110, section 13); Express compares. */
  @Get()
  async feed(@Here() network: NetworkFacts, @Res({ passthrough: true }) response: Response): Promise<string> {
    const feed = await this.#feedOf(network);
    const bytes = atomOf(feed);
    response.setHeader('Content-Type', 'application/atom+xml; charset=utf-8');
    response.setHeader('Cache-Control', 'public, max-age=300');
    response.setHeader('ETag', `"${createHash('sha256').update(bytes).digest('base64url')}"`);
    response.setHeader('Last-Modified', feed.updated.toUTCString());
    return bytes;
  }

  async #feedOf({ id, name, slug }: NetworkFacts): Promise<AtomFeed> {
    const { entries, terms } = await this.archive.feed();
    const base = `${this.settings.baseUrl}/${slug}`;
    const row = await this.db.one<{ since: Date }>('select created_at as since from network where id = $1', [
      id,
    ]);
    const updated = entries.map((entry) => entry.updated.getTime());
    // The domain of the oldest of them: the present one may be another some day.
    const domain = entries.at(-1)?.first.domain ?? this.settings.mailDomain;
    return {
      id: tagUri(domain, row!.since, `${id}/digest`),
      title: `${name}: what is public`,
      author: name,
      self: `${base}/digest/feed.atom`,
      page: `${base}/digest/archive`,
      updated: new Date(Math.max(row!.since.getTime(), ...updated)),
      entries: entries.map((entry) => entryOf(entry, terms, base, id)),
    };
  }
}

function entryOf(
  { key, first, words, updated }: Entry<ItemFacts>,
  terms: Term[],
  base: string,
  id: string,
): AtomEntry {
  return {
    id: tagUri(first.domain, first.at, `${id}/${key}`),
    title: words.title,
    link: `${base}/digest/archive/${first.edition}#${anchorOf(key)}`,
    published: first.at,
    updated,
    category: kindWords(words.kind),
    summary: words.summary,
    html: htmlOf(words, termsFor(terms, words.meanings)),
    files: (words.attachments ?? []).map(({ href, type, bytes, name }) => ({
      url: `${base}${href}`,
      type,
      bytes,
      name,
    })),
  };
}

function htmlOf({ summary, body, whatItMeans }: ItemFacts, terms: readonly Term[]): string {
  const seen = new Set<string>();
  const parts = [
    summary && `<p>${String(explainedText(summary, terms, seen))}</p>`,
    String(explainedMarkdown(body, terms, seen, 2)),
    whatItMeans &&
      `<p><strong>What this means for you:</strong> ${String(explainedText(whatItMeans, terms, seen))}</p>`,
  ];
  return parts.filter(Boolean).join('\n');
}

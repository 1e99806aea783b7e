import { Get, Param } from '@nestjs/common';
import { Here, Public } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Keys } from '../../core/config/index.js';
import { NotFound } from '../../core/errors/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { Deliveries } from '../../core/mail/index.js';
import { page, Pages, type PageAnswer } from '../../core/web/index.js';
import { articleIdOf } from '../archive/archive.rules.js';
import { ArticleQueries } from '../articles/article.queries.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { ReachReader } from '../reach/reach.facts.js';
import type { PrintItem } from './blocks.rules.js';
import { Contents } from './contents.service.js';
import { isPageOver, readPageToken } from './page-token.rules.js';
import { PageReaders } from './page-readers.js';

/** A printed page on a screen, for whoever holds the paper: the code on it leads here. It signs nobody in. */
@Public()
@Pages('page', 'digest')
export class PrintedPagesPages {
  readonly #key: Buffer;

  constructor(
    private readonly store: EditionStore,
    private readonly reader: ReachReader,
    private readonly readers: PageReaders,
    private readonly contents: Contents,
    private readonly articles: ArticleQueries,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  @Get(':token')
  async show(@Param() { token }: { token: string }, @Here() here: NetworkFacts): Promise<PageAnswer> {
    const named = readPageToken(this.#key, here.id, token);
    if (!named) throw new NotFound();
    const edition = await this.store.byId(named.editionId);
    const row = (await this.#isThere(edition))
      ? (await this.reader.of(edition)).find(({ organisation }) => organisation.id === named.organisationId)
      : undefined;
    if (!row) throw new NotFound();
    const content = await this.contents.of(edition);
    const reader = (await this.readers.of(edition, [{ row, personIds: [] }]))[0];
    const items = await this.#ofToday(content.itemsFor(reader));
    const seen = new Set<string>();
    const { intro, explain } = content.facts;
    return page('digest/print/views/page', {
      ...{ title: content.name, organisation: row.organisation.name },
      intro: intro.map((one) => explain(one, seen)),
      groups: grouped(items, (text, item) => explain(text, seen, item.meanings)),
    });
  }

  /** A page is there while its edition stands, and comes to an end: paper gets lost. */
  async #isThere({ letterId, sendAfter }: Edition): Promise<boolean> {
    if (!letterId || isPageOver(sendAfter, this.clock.now())) return false;
    return (await this.deliveries.letter(letterId)).state !== 'cancelled';
  }

  /** What was withdrawn since, or is for some roles only by now, is not shown any more. */
  async #ofToday(items: readonly PrintItem[]): Promise<PrintItem[]> {
    const articles = await this.articles.some(items.flatMap(({ key }) => articleIdOf(key) ?? []));
    const open = articles.filter(({ state, readers }) => state === 'ready' && readers !== 'roles');
    const ids = new Set(open.map(({ id }) => id));
    return items.filter(({ key }) => ids.has(articleIdOf(key) ?? '') || articleIdOf(key) === undefined);
  }
}

/** The items under their headings, short forms said in full at their first use. */
function grouped(items: readonly PrintItem[], say: (text: string, item: PrintItem) => string) {
  const groups: { heading: string; items: object[] }[] = [];
  for (const item of items) {
    if (item.heading !== groups.at(-1)?.heading) groups.push({ heading: item.heading, items: [] });
    groups.at(-1)!.items.push({
      title: say(item.title, item),
      ...{ facts: item.facts, reason: item.reason, url: item.url, dates: item.dates },
      summary: say(item.summary, item),
      body: say(item.body, item),
      whatItMeans: say(item.whatItMeans, item),
    });
  }
  return groups;
}

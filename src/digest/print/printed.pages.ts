import { Get, Param } from '@nestjs/common';
import { Here, Public } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { page, Pages, type PageAnswer } from '../../core/web/index.js';
import { anchorOf } from '../archive/archive.rules.js';
import { isDigest } from '../kinds/kind.rules.js';
import { ReachReader } from '../reach/reach.facts.js';
import type { PrintItem } from './blocks.rules.js';
import { Contents } from './contents.service.js';
import { PageReaders } from './page-readers.js';
import { PaperPages } from './paper-pages.service.js';

/** A printed page on a screen, for whoever holds the paper: the code on it leads here. It signs nobody in. */
@Public()
@Pages('page', 'digest')
export class PrintedPagesPages {
  constructor(
    private readonly paper: PaperPages,
    private readonly reader: ReachReader,
    private readonly readers: PageReaders,
    private readonly contents: Contents,
  ) {}

  @Get(':token')
  async show(@Param() { token }: { token: string }, @Here() here: NetworkFacts): Promise<PageAnswer> {
    const { edition, organisationId } = await this.paper.byToken(here.id, token);
    const [row] = await this.reader.ofSome(edition, [organisationId]);
    if (!row) throw new NotFound();
    const content = await this.contents.of(edition);
    // What one of them has not had may be on their paper.
    const historyOf = row.people.map(({ personId }) => personId);
    const reader = (await this.readers.of(edition, [{ row, personIds: [], historyOf }]))[0];
    const items = await this.#ofToday(content.itemsFor(reader));
    const seen = new Set<string>();
    const { intro, explain } = content.facts;
    return page('digest/print/views/page', {
      ...{ title: content.name, organisation: row.organisation.name, isChosen: isDigest(edition.kind) },
      intro: intro.map((one) => explain(one, seen)),
      groups: grouped(items, (text, item) => explain(text, seen, item.meanings)),
    });
  }

  /** What was withdrawn since, or is for some roles only by now, is not shown; only what is public has a link. */
  async #ofToday(items: readonly PrintItem[]): Promise<PrintItem[]> {
    const { shown, open } = await this.paper.ofToday(items.map(({ key }) => key));
    return items
      .filter(({ key }) => shown.has(key))
      .map((item) => ({ ...item, url: open.has(item.key) ? item.url : '' }));
  }
}

/** The items under their headings, short forms said in full at their first use. */
function grouped(items: readonly PrintItem[], say: (text: string, item: PrintItem) => string) {
  const groups: { heading: string; items: object[] }[] = [];
  for (const item of items) {
    if (item.heading !== groups.at(-1)?.heading) groups.push({ heading: item.heading, items: [] });
    groups.at(-1)!.items.push({
      ...{ anchor: anchorOf(item.key), title: say(item.title, item) },
      ...{ facts: item.facts, reason: item.reason, url: item.url, dates: item.dates },
      summary: say(item.summary, item),
      body: say(item.body, item),
      whatItMeans: say(item.whatItMeans, item),
    });
  }
  return groups;
}

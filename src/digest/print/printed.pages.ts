import { Get, Param } from '@nestjs/common';
import { Here, Public } from '../../core/access/index.js';
import { Keys } from '../../core/config/index.js';
import { NotFound } from '../../core/errors/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { page, Pages, type PageAnswer } from '../../core/web/index.js';
import { EditionStore } from '../editions/edition.store.js';
import { ReachReader } from '../reach/reach.facts.js';
import type { PrintItem } from './blocks.rules.js';
import { Contents } from './contents.service.js';
import { readPageToken } from './page-token.rules.js';
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
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  @Get(':token')
  async show(@Param() { token }: { token: string }, @Here() here: NetworkFacts): Promise<PageAnswer> {
    const named = readPageToken(this.#key, here.id, token);
    if (!named) throw new NotFound();
    const edition = await this.store.byId(named.editionId);
    const row = edition.letterId
      ? (await this.reader.of(edition)).find(({ organisation }) => organisation.id === named.organisationId)
      : undefined;
    if (!row) throw new NotFound();
    const content = await this.contents.of(edition);
    const reader = (await this.readers.of(edition, [row])).get(row.organisation.id)!;
    const seen = new Set<string>();
    const { intro, explain } = content.facts;
    return page('digest/print/views/page', {
      ...{ title: content.name, organisation: row.organisation.name },
      intro: intro.map((one) => explain(one, seen)),
      groups: grouped(content.itemsFor(reader), (text, item) => explain(text, seen, item.meanings)),
    });
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

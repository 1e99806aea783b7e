import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Glossary, type Term } from '../../core/glossary/index.js';
import { ArticleQueries } from '../articles/article.queries.js';
import { Attachments } from '../attachments/attachments.service.js';
import type { Edition } from '../editions/edition.columns.js';
import { wordsOf, type ItemFacts } from '../editions/edition.rules.js';
import { EditionStore } from '../editions/edition.store.js';
import { ThisNetwork } from '../this-network.js';
import { articleIdOf, entriesOf, standingOf, type Entry, type Standing } from './archive.rules.js';
import { isArchiveOpen } from './archive.settings.js';
import { ArchiveStore, type ArchiveReader } from './archive.store.js';

/** An edition as somebody may read it later. */
export interface Shown {
  edition: Edition;
  items: { item: ItemFacts; standing: Exclude<Standing, 'hidden'> }[];
  corrections: Edition[];
  /** The edition that this one corrects. */
  about?: Edition;
  terms: Term[];
  isMember: boolean;
}

/** Editions that have gone out, for whoever may read them. */
@Injectable()
export class Archive {
  constructor(
    private readonly store: ArchiveStore,
    private readonly editions: EditionStore,
    private readonly articles: ArticleQueries,
    private readonly attachments: Attachments,
    private readonly glossary: Glossary,
    private readonly here: ThisNetwork,
  ) {}

  /** Returns a page of editions, the latest first. @throws NotFound for strangers where it is not open */
  async list(me: Actor | undefined, from: number, most: number) {
    return this.store.list(await this.#readerOf(me), from, most);
  }

  /** @throws NotFound when there is no such edition, or nothing in it for this person */
  async read(me: Actor | undefined, key: string): Promise<Shown> {
    const reader = await this.#readerOf(me);
    const edition = await this.store.find(reader, key);
    if (!edition) throw new NotFound();
    const about = edition.aboutId ? await this.editions.byId(edition.aboutId) : undefined;
    return {
      edition,
      items: await this.#itemsOf(me, edition.id),
      corrections: await this.store.corrections(reader, edition.id),
      about: about && (await this.store.find(reader, about.key)),
      terms: await this.glossary.terms(),
      isMember: reader.isMember,
    };
  }

  /** Returns what the feed holds: public items, each once, the newest first. @throws NotFound where it is not open */
  async feed(): Promise<{ entries: Entry<ItemFacts>[]; terms: Term[] }> {
    await this.#readerOf(undefined);
    const entries = entriesOf(await this.store.publicItems());
    const words = await this.#withFilesOfToday(entries.map((entry) => entry.words));
    return {
      entries: entries.map((entry, at) => ({ ...entry, words: words[at] })),
      terms: await this.glossary.terms(),
    };
  }

  /** True when anybody may read what is public. */
  async isOpen(): Promise<boolean> {
    return isArchiveOpen((await this.here.facts()).settings);
  }

  async #readerOf(me: Actor | undefined): Promise<ArchiveReader> {
    const isMember = me?.may('archive.read') ?? false;
    if (!isMember && !(await this.isOpen())) throw new NotFound();
    return { isMember, personId: me?.personId ?? null, seesAll: me?.may('digest.read') ?? false };
  }

  async #itemsOf(me: Actor | undefined, editionId: string): Promise<Shown['items']> {
    const carried = await this.store.carried(editionId);
    const held = (await this.editions.items(editionId)).filter(({ key }) => carried.has(key)).map(wordsOf);
    const ids = held.flatMap(({ key }) => articleIdOf(key) ?? []);
    const articles = new Map((await this.articles.some(ids)).map((one) => [one.id, one]));
    const items = await this.#withFilesOfToday(held);
    return items.flatMap((item) => {
      const standing = standingOf(item, articles.get(articleIdOf(item.key) ?? ''), me);
      return standing === 'hidden' ? [] : [{ item, standing }];
    });
  }

  /** Words stay as they went out; a file that was removed since leads nowhere and is not named. */
  async #withFilesOfToday(items: readonly ItemFacts[]): Promise<ItemFacts[]> {
    const files = await this.attachments.forItems(items.flatMap(({ key }) => articleIdOf(key) ?? []));
    return items.map((item) => {
      const now = files.get(articleIdOf(item.key) ?? '');
      const there = new Set(
        [...(now?.attachments ?? []), ...(now?.picture ? [now.picture] : [])].map((one) => one.href),
      );
      const attachments = item.attachments?.filter(({ href }) => there.has(href));
      const picture = item.picture && there.has(item.picture.href) ? item.picture : undefined;
      return { ...item, attachments, picture };
    });
  }
}

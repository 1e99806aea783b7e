import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { newId } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import { cleanText } from '../../core/text/index.js';
import { ArticlesForDigest } from '../articles/article.digest.js';
import { ArticleQueries } from '../articles/article.queries.js';
import { itemKey } from '../articles/article.rules.js';
import { fixedWords, type EditionItem, type ItemFacts } from '../editions/edition.rules.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { Seconds } from '../editions/seconds.service.js';
import { ThisNetwork } from '../this-network.js';
import type { AudienceFilter } from './audience-filter.rules.js';
import { articleOf, isWritten, SECTION, writtenKey, type WrittenKind } from './kind.rules.js';

/** A passage as somebody writes it: a heading, which may be empty, and Markdown. */
export interface Passage {
  heading: string;
  body: string;
}

const COMPOSE = 'digest.compose';
/** More newsletters, or briefings, than one day has seen. */
const MOST_A_DAY = 99;

/** Writing newsletters and urgent briefings: what is in them, in which order, and for whom. */
@Injectable()
export class Writings {
  constructor(
    private readonly store: EditionStore,
    private readonly articles: ArticleQueries,
    private readonly asItems: ArticlesForDigest,
    private readonly here: ThisNetwork,
    private readonly seconds: Seconds,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Begins a newsletter; returns its key. */
  async newsletter(me: Actor, words: { subject: string; intro: string }): Promise<string> {
    const edition = await this.#begin(me, 'newsletter', words.subject);
    await this.store.set(edition, { intro: cleanText(words.intro, { lines: true }) });
    return edition.key;
  }

  /** Begins an urgent briefing, of an article or of one passage; returns its key. @throws Invalid naming the field */
  async urgent(
    me: Actor,
    { subject, articleId, body }: { subject: string; articleId: string; body: string },
  ): Promise<string> {
    allow(me.may(COMPOSE));
    const item = articleId === '' ? undefined : (await this.#ready([articleId]))[0];
    if (articleId !== '' && !item) throw new Invalid({ article: 'Choose an article that is ready.' });
    if (!item && cleanText(body) === '') throw new Invalid({ body: 'Choose an article, or write the text.' });
    const edition = await this.#begin(me, 'urgent', cleanText(subject) || item!.title);
    const since = await this.here.today();
    const own = item ?? passageItem(`briefing:${edition.id}`, { heading: edition.subject!, body }, since);
    await this.store.addItems(edition.id, [own], 0);
    return edition.key;
  }

  /** Adds a passage at the end of a newsletter. */
  async addPassage(me: Actor, key: string, passage: Passage): Promise<void> {
    const { edition, items } = await this.#change(me, key, ['newsletter']);
    const item = passageItem(`${SECTION}:${newId()}`, passage, await this.here.today());
    await this.store.addItems(edition.id, [item], last(items));
  }

  /** Writes a passage anew; that of a briefing or a correction goes by the subject. */
  async rewrite(me: Actor, key: string, item: string, passage: Passage): Promise<void> {
    const { edition, items } = await this.#change(me, key);
    const held = items.find((one) => one.key === item && one.item.kind === SECTION);
    if (!held) throw new NotFound();
    if (edition.kind !== 'newsletter') await this.store.set(edition, { subject: cleanText(passage.heading) });
    await this.store.renewItems(edition.id, [passageItem(item, passage, held.item.since)]);
  }

  /** Takes a passage out for good. */
  async dropPassage(me: Actor, key: string, item: string): Promise<void> {
    const { edition, items } = await this.#change(me, key, ['newsletter']);
    if (!items.some((one) => one.key === item && one.item.kind === SECTION)) throw new NotFound();
    await this.store.dropItems(edition.id, [item]);
  }

  /** Makes these the articles of a newsletter; those it has keep their places, new ones stand at the end. */
  async pick(me: Actor, key: string, articleIds: readonly string[]): Promise<void> {
    const { edition, items } = await this.#change(me, key, ['newsletter']);
    const wanted = new Set(articleIds.map(itemKey));
    const held = new Set(items.map((one) => one.key));
    const away = items.filter((one) => one.item.kind !== SECTION && !wanted.has(one.key));
    await this.store.dropItems(
      edition.id,
      away.map((one) => one.key),
    );
    const fresh = (await this.#ready(articleIds)).filter((one) => !held.has(one.key));
    await this.store.addItems(edition.id, fresh, last(items));
  }

  /** Says whom a newsletter or a briefing is for. */
  async address(me: Actor, key: string, audience: AudienceFilter): Promise<void> {
    const { edition } = await this.#change(me, key, ['newsletter', 'urgent']);
    await this.store.set(edition, { audience });
    await this.audit.record(me, 'edition.addressed', { type: 'edition', id: edition.id }, { key, audience });
  }

  /** Returns a written edition that can still be changed, and holds on to it. Looking changes nothing. @throws NotFound Conflict */
  async open(
    me: Actor,
    key: string,
    kinds?: readonly WrittenKind[],
  ): Promise<{ edition: Edition; items: EditionItem[] }> {
    allow(me.may(COMPOSE));
    const edition = await this.store.find(key, true);
    if (!isWritten(edition.kind) || (kinds && !kinds.includes(edition.kind))) throw new NotFound();
    if (edition.state !== 'composing') throw new Conflict(fixedWords(edition, this.clock.now()));
    return { edition, items: await this.store.items(edition.id) };
  }

  /** What of a written edition there still is: passages as they were written, open articles as they are now. */
  async offered(items: readonly EditionItem[]): Promise<ItemFacts[]> {
    const own = items.filter(({ item }) => item.kind === SECTION).map(({ item }) => item);
    const ids = items.flatMap(({ key }) => articleOf(key) ?? []);
    return [...own, ...(await this.#ready(ids))];
  }

  /** The same for a change, which makes an approval void that waits for a second person. */
  async #change(me: Actor, key: string, kinds?: readonly WrittenKind[]) {
    const open = await this.open(me, key, kinds);
    await this.seconds.void(me, open.edition, 'The edition was changed.');
    return open;
  }

  async #begin(me: Actor, kind: 'newsletter' | 'urgent', subject: string): Promise<Edition> {
    allow(me.may(COMPOSE));
    const today = await this.here.today();
    for (let number = 1; number <= MOST_A_DAY; number++) {
      const key = writtenKey(kind, today, number);
      if (!(await this.store.make({ key, from: today, to: today, subject: cleanText(subject) }))) continue;
      const edition = await this.store.find(key, true);
      await this.audit.record(me, 'edition.begun', { type: 'edition', id: edition.id }, { key });
      return edition;
    }
    throw new Conflict(`There are ${MOST_A_DAY} of these today already.`);
  }

  async #ready(ids: readonly string[]): Promise<ItemFacts[]> {
    const today = await this.here.today();
    const found = (await this.articles.some(ids)).filter(
      ({ state, closesOn }) => state === 'ready' && (closesOn === null || closesOn >= today),
    );
    const ready = new Map((await this.asItems.items(found)).map((one) => [one.key, one]));
    return ids.flatMap((id) => ready.get(itemKey(id)) ?? []);
  }
}

/** Returns a passage as an item, so that it is ordered, held and accounted for like any other. */
export function passageItem(key: string, { heading, body }: Passage, since: string): ItemFacts {
  return {
    ...{ key, kind: SECTION, title: cleanText(heading), body: cleanText(body, { lines: true }), since },
    ...{ summary: '', whatItMeans: '', districtIds: [], themes: [], closesOn: null, mustKnow: false },
  };
}

function last(items: readonly EditionItem[]): number {
  return Math.max(0, ...items.map(({ position }) => position));
}

import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import { cleanText } from '../../core/text/index.js';
import { MustKnow } from '../choosing/index.js';
import { isWritten, kindOfKey } from '../kinds/kind.rules.js';
import { Offers } from '../kinds/offers.service.js';
import { ThisNetwork } from '../this-network.js';
import { differencesOf, fixedWords, moved, type Differences, type EditionItem } from './edition.rules.js';
import { EditionStore, type Edition } from './edition.store.js';
import { Seconds } from './seconds.service.js';
import { weekOfDate, weekOfKey } from './week.rules.js';

const READ = 'digest.read';
const COMPOSE = 'digest.compose';
const CHANGED = 'The edition was changed.';

/** Composing an edition: what is in it, in which order, in which words. */
@Injectable()
export class Editions {
  constructor(
    private readonly store: EditionStore,
    private readonly offers: Offers,
    private readonly here: ThisNetwork,
    private readonly seconds: Seconds,
    private readonly mustKnow: MustKnow,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Composes the edition of a week (this one unless told), or takes in what has come and changed since; once it is
   * approved nothing changes. Any number of calls at once make one edition. What somebody writes is begun elsewhere.
   * @throws Invalid for a week that is none
   */
  async compose(me: Actor | 'product', key?: string): Promise<Edition> {
    allow(me === 'product' || me.may(COMPOSE));
    const kind = kindOfKey(key ?? '');
    if (kind && isWritten(kind)) return this.#takeIn(me, await this.store.find(key!, true), false);
    const week = key === undefined ? weekOfDate(await this.here.today()) : weekOfKey(key);
    if (!week) throw new Invalid({ edition: 'Write the week as 2026-W47.' });
    const isNew = await this.store.make(week);
    return this.#takeIn(me, await this.store.find(week.key, true), isNew);
  }

  /** Returns editions, the latest first; `before` is the key of the last one of the page before. */
  async list(me: Actor, before: string | undefined, most: number): Promise<Edition[]> {
    allow(me.may(READ));
    return this.store.list(before ?? null, most);
  }

  /** Returns an edition with its items. @throws NotFound */
  async read(me: Actor, key: string): Promise<{ edition: Edition; items: EditionItem[] }> {
    allow(me.may(READ));
    const edition = await this.store.find(key);
    return { edition, items: await this.store.items(edition.id) };
  }

  /** Returns what has come, changed and gone since the edition was composed. */
  async differences(me: Actor, edition: Edition): Promise<Differences> {
    allow(me.may(READ));
    return differencesOf(await this.store.items(edition.id), await this.offers.of(edition));
  }

  /** Returns which of the items that are in were changed, or have gone, since the edition was composed. */
  async stale(me: Actor | 'product', edition: Edition): Promise<Pick<Differences, 'changed' | 'gone'>> {
    allow(me === 'product' || me.may(READ));
    const inside = (await this.store.items(edition.id)).filter(({ leftOut }) => !leftOut);
    return differencesOf(inside, await this.offers.of(edition));
  }

  /** Takes in what has changed about some of the items of an edition, and nothing else. */
  async refresh(me: Actor, key: string, items: readonly string[]): Promise<void> {
    const { edition } = await this.#open(me, key);
    const offered = (await this.offers.of(edition)).filter((one) => items.includes(one.key));
    await this.store.renewItems(edition.id, offered);
  }

  /** Moves an item one place among those that are in. */
  async move(me: Actor, key: string, item: string, direction: 'up' | 'down'): Promise<void> {
    const { edition, items } = await this.#open(me, key);
    this.#item(items, item);
    const isIn = (one: EditionItem) => !one.leftOut;
    const order = moved(
      items.filter(isIn).map((one) => one.key),
      item,
      direction,
    );
    const out = items.filter((one) => one.leftOut).map((one) => one.key);
    await this.store.order(edition.id, [...order, ...out]);
  }

  /**
   * Takes an item out of this edition, or in again; the next one offers it anew.
   * @throws Conflict when it would be a third that everybody must know
   */
  async leaveOut(me: Actor, key: string, item: string, leftOut: boolean): Promise<void> {
    const { edition, items } = await this.#open(me, key);
    const held = this.#item(items, item);
    await this.store.setItem(edition.id, item, { ...held, leftOut });
    if (!leftOut && held.item.mustKnow) await this.mustKnow.refuse(edition);
  }

  /** Gives an item other words in this edition only; empty ones mean its own. */
  async reword(
    me: Actor,
    key: string,
    item: string,
    words: { title: string; summary: string },
  ): Promise<void> {
    const { edition, items } = await this.#open(me, key);
    const held = this.#item(items, item);
    const [title, summary] = [cleanText(words.title), cleanText(words.summary)];
    await this.store.setItem(edition.id, item, {
      ...held,
      title: title === '' || title === held.item.title ? null : title,
      summary: summary === held.item.summary ? null : summary,
    });
  }

  /** Gives the edition its own first words (Markdown) and subject; an empty subject of a digest is made from the items. */
  async introduce(me: Actor, key: string, words: { subject: string; intro: string }): Promise<void> {
    const { edition } = await this.#open(me, key);
    const subject = cleanText(words.subject) || null;
    if (subject === null && isWritten(edition.kind)) throw new Invalid({ subject: 'Write the subject.' });
    await this.store.set(edition, { subject, intro: cleanText(words.intro, { lines: true }) });
  }

  /** Returns one item of an edition. @throws NotFound */
  async item(me: Actor, key: string, item: string): Promise<EditionItem> {
    return this.#item((await this.read(me, key)).items, item);
  }

  async #takeIn(me: Actor | 'product', edition: Edition, isNew: boolean): Promise<Edition> {
    if (edition.state !== 'composing') return edition;
    const changed = await this.#renew(edition);
    if (changed > 0) await this.seconds.void(me, edition, CHANGED);
    const { id, key } = edition;
    if (isNew || changed > 0)
      await this.audit.record(me, 'edition.composed', { type: 'edition', id }, { key, changed });
    return edition;
  }

  async #renew(edition: Edition): Promise<number> {
    const items = await this.store.items(edition.id);
    const { fresh, changed, gone } = differencesOf(items, await this.offers.of(edition));
    await this.store.dropItems(
      edition.id,
      gone.map(({ key }) => key),
    );
    await this.store.renewItems(edition.id, changed);
    await this.store.addItems(edition.id, fresh, Math.max(0, ...items.map(({ position }) => position)));
    return fresh.length + changed.length + gone.length;
  }

  async #open(me: Actor, key: string): Promise<{ edition: Edition; items: EditionItem[] }> {
    allow(me.may(COMPOSE));
    const edition = await this.store.find(key, true);
    if (edition.state !== 'composing') throw new Conflict(fixedWords(edition, this.clock.now()));
    await this.seconds.void(me, edition, CHANGED);
    return { edition, items: await this.store.items(edition.id) };
  }

  #item(items: EditionItem[], key: string): EditionItem {
    const found = items.find((one) => one.key === key);
    if (!found) throw new NotFound();
    return found;
  }
}

import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Conflict, Invalid } from '../../core/errors/index.js';
import { Glossary, type AcronymProblem } from '../../core/glossary/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { itemKey } from '../articles/article.rules.js';
import { Articles } from '../articles/articles.service.js';
import { wordsOf, type ItemFacts } from './edition.rules.js';
import { EditionStore, type Edition } from './edition.store.js';
import { Editions } from './editions.service.js';

const ARTICLE = itemKey('');

/** A short form that stands in the way of an approval, and where it stands. */
export interface Undecided extends Pick<AcronymProblem, 'short' | 'kind' | 'choices'> {
  places: { key: string; title: string; href?: string }[];
}

/** What somebody says about the short forms of an edition. */
export interface Explained {
  /** What they stand for; empty where nothing was said. */
  long: ReadonlyMap<string, string>;
  /** Those that everybody knows. */
  excused: readonly string[];
  /** The terms meant by those with several meanings. */
  meant: ReadonlyMap<string, string>;
}

/** Short forms that nobody has explained: an edition with one is not approved, and here is the way out. */
@Injectable()
export class Acronyms {
  constructor(
    private readonly store: EditionStore,
    private readonly glossary: Glossary,
    private readonly articles: Articles,
    private readonly editions: Editions,
  ) {}

  /** Returns the short forms of an edition that nobody has explained, each once, in the order of the alphabet. */
  async undecided(edition: Edition): Promise<Undecided[]> {
    const held = (await this.store.items(edition.id)).filter(({ leftOut }) => !leftOut).map(wordsOf);
    const own = {
      ...{ key: 'edition', title: 'Subject and first words', summary: edition.subject ?? '' },
      ...{ body: edition.intro, whatItMeans: '', href: `/digest/${edition.key}/introduction` },
    };
    const found = new Map<string, Undecided>();
    for (const { short, kind, choices, key, title, href } of await this.glossary.acronymProblems([
      own,
      ...held,
    ])) {
      const one = found.get(short) ?? { short, kind, choices, places: [] };
      found.set(short, { ...one, places: [...one.places, { key, title, href }] });
    }
    return [...found.values()].sort((a, b) => (a.short < b.short ? -1 : 1));
  }

  /** Returns the items of which nobody has explained every short form, by their keys. */
  async unexplained(items: readonly ItemFacts[]): Promise<Set<string>> {
    return new Set((await this.glossary.acronymProblems(items)).map(({ key }) => key));
  }

  /** @throws Conflict when an edition holds short forms that nobody has explained */
  async refuse(edition: Edition): Promise<void> {
    const found = await this.undecided(edition);
    if (found.length === 0) return;
    const list = found.map(({ short }) => short).join(', ');
    throw new Conflict(
      `Nobody has said what ${sayPlural(found.length, 'short form', 'short forms')} in this edition stand${found.length === 1 ? 's' : ''} for: ${list}. Say so first, or that everybody knows.`,
    );
  }

  /** Takes down what short forms stand for, for good; returns how many. @throws Invalid when nothing was said */
  async settle(me: Actor, key: string, { long, excused, meant }: Explained): Promise<number> {
    allow(me.may('digest.compose'));
    const asked = await this.undecided(await this.store.find(key));
    const chosen = await this.#choose(me, key, asked, meant);
    const unknown = new Set(asked.filter(({ kind }) => kind === 'unknown').map(({ short }) => short));
    const told = [...long].filter(([short, words]) => unknown.has(short) && words !== '');
    const known = excused.filter((short) => unknown.has(short) && !told.some(([one]) => one === short));
    if (told.length + known.length + chosen === 0)
      throw new Invalid({ excused: 'Say what a short form stands for, or that everybody knows it.' });
    for (const [short, words] of told)
      await this.glossary.add(me, { short, long: words, meaning: '', usedFor: '' });
    for (const short of known) await this.glossary.excuse(me, short);
    return told.length + known.length + chosen;
  }

  /** Writes into the articles which meaning they have, and takes just that into the edition; returns how many short forms. */
  async #choose(me: Actor, key: string, asked: Undecided[], meant: Explained['meant']): Promise<number> {
    const chosen = asked.filter(({ short, choices }) => choices.some(({ id }) => id === meant.get(short)));
    const changed = new Map<string, Record<string, string>>();
    for (const { short, places } of chosen)
      for (const place of places)
        if (place.key.startsWith(ARTICLE))
          changed.set(place.key, { ...changed.get(place.key), [short]: meant.get(short)! });
    for (const [item, meanings] of changed) {
      const article = await this.articles.read(me, item.slice(ARTICLE.length));
      if (article.state !== 'ready')
        throw new Conflict(
          `“${article.title}” is not ready any more. Look at the edition again, and take the changes in.`,
        );
      const words = { ...article, meanings: { ...article.meanings, ...meanings } };
      await this.articles.change(me, article, words, article.state);
    }
    if (changed.size > 0) await this.editions.refresh(me, key, [...changed.keys()]);
    return chosen.length;
  }

  /** Says of every unknown short form of an edition that everybody knows it; returns which. */
  async excuseAll(me: Actor, edition: Edition): Promise<string[]> {
    allow(me.may('digest.compose'));
    const unknown = (await this.undecided(edition)).filter(({ kind }) => kind === 'unknown');
    for (const { short } of unknown) await this.glossary.excuse(me, short);
    return unknown.map(({ short }) => short);
  }
}

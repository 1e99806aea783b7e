import { Injectable } from '@nestjs/common';
import { Glossary, type Term } from '../../core/glossary/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { AUDIENCE_ROLES, Districts, THEMES } from '../../members/index.js';
import { wordsOf, type EditionItem, type ItemFacts } from '../editions/edition.rules.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { localDate } from '../editions/schedule.rules.js';
import { isDigest } from '../kinds/kind.rules.js';
import { BriefingsOwed } from '../kinds/owed.service.js';
import { EditionReaders, type Readers } from '../kinds/readers.service.js';
import { ThisNetwork } from '../this-network.js';
import { chooser, type Choose, type Words } from './choose.rules.js';
import { NO_HISTORY, NOTHING, Sets, togetherOf, type History } from './history.rules.js';
import type { Standing } from './precedence.rules.js';
import { minutesOf } from './reading-time.rules.js';
import { readershipOf } from './readership.rules.js';
import type { Profile, ProfileReader } from './profile.rules.js';
import { RuleStore } from './rule.store.js';
import { SentBefore } from './sent-before.js';

/** The list that people can ask not to get. */
export const LIST = 'digest';

/** An item in the words of this edition. */
export type DraftItem = ItemFacts & { position: number; isOwed?: boolean };

/** An edition as it would go out at a moment: who gets a copy, who does not, and what each would have in it. */
export interface Draft extends Readers {
  edition: Edition;
  network: NetworkFacts;
  /** The items that are in, and what is owed to some. */
  items: DraftItem[];
  held: EditionItem[];
  words: Words;
  order: readonly Standing[];
  terms: readonly Term[];
  choose: Choose;
  /** What decides the copy of those who read one mailbox. */
  profileOf(readers: readonly ProfileReader[]): Profile;
}

/** Works out what an edition would be; writes nothing. */
@Injectable()
export class Drafts {
  constructor(
    private readonly store: EditionStore,
    private readonly readers: EditionReaders,
    private readonly districts: Districts,
    private readonly here: ThisNetwork,
    private readonly owed: BriefingsOwed,
    private readonly sentBefore: SentBefore,
    private readonly rules: RuleStore,
    private readonly glossary: Glossary,
  ) {}

  /** The network as it is now. */
  network(): Promise<NetworkFacts> {
    return this.here.facts();
  }

  /** Returns the draft of an edition for sending at a moment. */
  async of(edition: Edition, at: Date): Promise<Draft> {
    const network = await this.here.facts();
    const content = await this.content(edition, at, network);
    const readers = await this.readers.of(edition, at, network);
    const profileOf = await this.#profiles(edition, content, at);
    return { edition, network, ...content, ...readers, profileOf };
  }

  /** The same without its readers: what is in it, and the rules by which it is chosen. */
  async content(edition: Edition, at: Date, network: NetworkFacts) {
    const held = await this.store.items(edition.id);
    const inside = held
      .filter(({ leftOut }) => !leftOut)
      .map((one): DraftItem => ({ ...wordsOf(one), position: one.position }));
    const words: Words = {
      today: localDate(at, network.zone),
      district: new Map((await this.districts.all()).map(({ id, name }) => [id, name])),
      theme: new Map(THEMES.map(({ key, name, about }) => [key, about ?? name])),
      role: new Map(AUDIENCE_ROLES.map(({ value, words: said }) => [value, said])),
      countyWide: 'For the whole county',
    };
    const items = [...inside, ...(await this.#owedItems(edition, inside, at, words.today))];
    const order = await this.rules.order();
    const choose = chooser(items, words, order);
    return { held, items, words, order, choose, terms: await this.glossary.terms() };
  }

  /** Of a briefing that is in the edition as well, everybody gets the same. */
  async #owedItems(edition: Edition, inside: DraftItem[], at: Date, today: string): Promise<DraftItem[]> {
    if (!isDigest(edition.kind)) return [];
    const keys = new Set(inside.map(({ key }) => key));
    const { items } = await this.owed.at(at, today);
    return items.filter(({ key }) => !keys.has(key)).map((item) => ({ ...item, position: 0, isOwed: true }));
  }

  /** What somebody writes is the same text for all, whatever they have had before. */
  async #profiles(
    edition: Edition,
    { items, words }: { items: DraftItem[]; words: Words },
    at: Date,
  ): Promise<Draft['profileOf']> {
    const isTailored = isDigest(edition.kind);
    const keys = items.map(({ key }) => key);
    // What went out is explained by what had gone out before it.
    const before = edition.letterId ? edition.approvedAt : null;
    const sent = isTailored
      ? await this.sentBefore.alreadySent(null, { keys, except: edition.id, before })
      : new Map<string, ReadonlySet<string>>();
    const owed = isTailored ? (await this.owed.at(at, words.today)).byPerson : new Map<string, never>();
    const sets = new Sets();
    const historyOf = (personId: string | undefined): History => {
      const [had, due] = [sent.get(personId ?? ''), owed.get(personId ?? '')];
      return had || due ? { sent: had ?? NOTHING, owed: due ? sets.of(due) : NOTHING } : NO_HISTORY;
    };
    return (readers) => ({
      readership: readershipOf(readers),
      minutes: isTailored ? minutesOf(readers) : null,
      isLean: readers.every(({ reading }) => reading.lean),
      history: togetherOf(
        readers.map(({ personId }) => historyOf(personId)),
        sets,
      ),
    });
  }
}

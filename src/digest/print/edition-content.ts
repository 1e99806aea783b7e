import type { NetworkFacts } from '../../core/network/index.js';
import type { Measure } from '../../core/pdf/index.js';
import type { AudienceOrganisation, AudiencePerson } from '../../members/index.js';
import {
  GROUP_WORDS,
  headingWords,
  readershipOf,
  readershipOfOrganisation,
  wordsIn,
  type Choose,
} from '../choosing/index.js';
import { readershipKey, type Readership } from '../choosing/choose.rules.js';
import { NOTHING } from '../choosing/history.rules.js';
import { withinMinutes } from '../choosing/reading-time.rules.js';
import { isDigest, nameOfKey } from '../kinds/kind.rules.js';
import type { Edition } from '../editions/edition.store.js';

import { isPrintedShort, whyWords, type Explain, type PrintItem } from './blocks.rules.js';
import type { ItemText } from './contents.service.js';
import type { Ways } from './foot.rules.js';
import type { PageWords } from './page.rules.js';
import { partsOf } from './paragraphs.rules.js';

/** What an edition's pages are made of. */
export interface ContentFacts {
  edition: Edition;
  network: NetworkFacts;
  /** The network's own address, `https://example.org/leeds`. */
  base: string;
  items: ReadonlyMap<string, ItemText>;
  /** The keys of all items in the co-ordinator's order. */
  order: readonly string[];
  /** For which roles alone items are, by key. */
  roles: ReadonlyMap<string, readonly string[]>;
  choose: Choose;
  intro: readonly string[];
  /** Where the whole edition can be read, as it is printed. */
  everything: string;
  explain: Explain;
  measure: Measure;
  printable(text: string): string;
  /** How the network is reached. */
  contact: Ways;
}

/** For whom a page is chosen. */
export interface PageReader {
  organisation: AudienceOrganisation;
  /** Whom alone it is addressed to; nobody for an office or for whoever holds the paper. */
  people: readonly AudiencePerson[];
  /** Minutes of reading; null is everything. */
  minutes: number | null;
  /** Keys of items that have been with them already. */
  sent: ReadonlySet<string>;
}

/** Chooses what is on the page of each organisation, by the same rules as the mail. */
export class EditionContent {
  /** Whether there is anything for a readership with such a history. */
  readonly #isAny = new Map<string, boolean>();

  constructor(readonly facts: ContentFacts) {}

  get name(): string {
    const { key, weekFrom } = this.facts.edition;
    return nameOfKey(key, weekFrom);
  }

  /** Returns the words of one organisation's page: what concerns it, with the reasons, within the time for reading. */
  wordsFor(reader: PageReader): PageWords {
    const { intro, everything } = this.facts;
    return { intro, items: this.itemsFor(reader), everything };
  }

  /** True when there is anything on a page: the same as asking for its items, without making them. */
  hasItemsFor(reader: PageReader): boolean {
    if (!isDigest(this.facts.edition.kind)) return this.itemsFor(reader).length > 0;
    const { sent } = reader;
    const readership = readershipFor(reader);
    const key = [readershipKey(readership), ...[...sent].sort()].join('\n');
    let isAny = this.#isAny.get(key);
    if (isAny === undefined) {
      isAny = this.facts.choose(readership, { sent, owed: NOTHING }).chosen.length > 0;
      this.#isAny.set(key, isAny);
    }
    return isAny;
  }

  /** Returns the items of a page in their order. What somebody wrote is the same for all, what is for roles apart. */
  itemsFor({ organisation, people, minutes, sent }: PageReader): PrintItem[] {
    const { items, order, roles, choose, edition } = this.facts;
    const isTheirs = (key: string) => {
      const meant = roles.get(key) ?? [];
      return meant.length === 0 || people.some((one) => one.roles.some((role) => meant.includes(role)));
    };
    if (!isDigest(edition.kind)) {
      const heading = this.facts.printable(edition.subject ?? '');
      // A briefing and a correction are what must be known; a newsletter ends where its paper does.
      const mustKnow = edition.kind !== 'newsletter';
      return order
        .filter(isTheirs)
        .flatMap((key) => partsOf(items.get(key)!))
        .map((item) => ({
          ...item,
          ...{ heading, reason: '', brief: false, mustKnow },
          // What has the subject for its title says it once.
          title: mustKnow && item.title === heading ? '' : item.title,
        }));
    }
    const { chosen } = choose(readershipFor({ organisation, people }), { sent, owed: NOTHING });
    const all = chosen.map(({ key, group, reason }) => ({
      ...{ ...items.get(key)!, reason: this.facts.printable(reason), brief: false },
      ...{ group, heading: GROUP_WORDS[group] },
    }));
    const timed = all.map((item, at) => ({
      mustKnow: item.mustKnow,
      words: printedWords(item) + (item.group === all[at - 1]?.group ? 0 : wordsIn(headingWords(item.group))),
    }));
    const full = withinMinutes(timed, minutes);
    return all.map((item, at) => ({ ...item, brief: at >= full }));
  }
}

/** The organisation alone, through those to whom the page is addressed. */
function readershipFor({ organisation, people }: Pick<PageReader, 'organisation' | 'people'>): Readership {
  const readers = people.map(({ roles }) => ({ organisations: [organisation], network: null, roles }));
  return readers.length > 0 ? readershipOf(readers) : readershipOfOrganisation(organisation);
}

/** Returns how many words an item has to read where it is printed in full. */
export function printedWords(item: PrintItem): number {
  const body = isPrintedShort(item) ? 'Read all of it:' : item.body;
  const texts = [item.title, item.facts, item.address, item.summary, body];
  const means = item.whatItMeans && `What this means for you: ${item.whatItMeans}`;
  return [...texts, means, ...item.dates, item.reason && whyWords(item)].reduce(
    (sum, text) => sum + wordsIn(text),
    0,
  );
}

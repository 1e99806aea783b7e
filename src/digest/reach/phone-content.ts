import { Injectable } from '@nestjs/common';
import { Keys } from '../../core/config/index.js';
import { codeShape, pdf, type Leaf } from '../../core/pdf/index.js';
import { sayDate } from '../../core/web/templates/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import type { PrintItem } from '../print/blocks.rules.js';
import { Contents } from '../print/contents.service.js';
import { PageReaders } from '../print/page-readers.js';
import { listToken, readListToken } from './list-token.rules.js';
import { phoneLeaves } from './phone-leaves.rules.js';
import { THINGS_TO_SAY } from './phone-lists.rules.js';
import { PhoneLists, type PhoneCall, type PhoneList } from './phone-lists.service.js';
import { ReachReader } from './reach.facts.js';

/** A name on a list, with what to say. */
export interface Told extends PhoneCall {
  things: string[];
}

/** What volunteers are given: the things to say for each name, the printed list, and the address of the list. */
@Injectable()
export class PhoneContent {
  readonly #key: Buffer;

  constructor(
    private readonly store: EditionStore,
    private readonly reader: ReachReader,
    private readonly readers: PageReaders,
    private readonly contents: Contents,
    private readonly lists: PhoneLists,
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  /** Returns the token that opens a list. */
  tokenOf(networkId: string, listId: string): string {
    return listToken(this.#key, networkId, listId);
  }

  /** Returns the list that a token opens. @throws NotFound */
  async open(networkId: string, token: string): Promise<PhoneList> {
    return this.lists.find(readListToken(this.#key, networkId, token) ?? '');
  }

  /** Returns the names of a list with what to say: what must be known first, then the top of what concerns them. */
  async told(list: PhoneList): Promise<Told[]> {
    const edition = await this.store.byId(list.editionId);
    return this.#told(edition, await this.lists.calls([list.id]));
  }

  /** Returns these lists as one PDF, each beginning on a page of its own. */
  async pdf(edition: Edition, lists: readonly PhoneList[]): Promise<Buffer> {
    const content = await this.contents.of(edition);
    const { measure, printable, network, base } = content.facts;
    const all = await this.#told(edition, await this.lists.calls(lists.map(({ id }) => id)));
    const leaves = lists.flatMap((list): Leaf[] => {
      const words = {
        network: printable(network.name),
        title: printable(`Telephone list ${list.number}${list.volunteer ? ` for ${list.volunteer}` : ''}`),
        until: `${content.name}. Please ring by ${sayDate(list.lastDay)}; after that day destroy this page.`,
        codeWords: 'Scan this to tick off on the web, or give the page back.',
      };
      const entries = all
        .filter(({ listId }) => listId === list.id)
        .map(({ organisation, contact, telephone, things }) => ({
          organisation: printable(organisation),
          contact: printable(contact ?? ''),
          telephone: telephone ?? '',
          things: things.map(printable),
        }));
      const address = `${base}/phoning/${this.tokenOf(network.id, list.id)}`;
      return phoneLeaves(words, entries, measure, (x, y, side) => codeShape(address, x, y, side));
    });
    const at = edition.sendAfter ?? new Date(0);
    return pdf(leaves, { title: `${content.name}: telephone lists`, author: network.name, at });
  }

  async #told(edition: Edition, calls: readonly PhoneCall[]): Promise<Told[]> {
    const rows = await this.reader.of(edition);
    const called = new Set(calls.map(({ organisationId }) => organisationId));
    const concerned = rows.filter(({ organisation }) => called.has(organisation.id));
    const content = await this.contents.of(edition);
    // A list lies about in a volunteer's house: nothing that is for a role stands on it.
    const readers = await this.readers.of(
      edition,
      concerned.map((row) => ({ row, personIds: [], historyOf: row.people.map(({ personId }) => personId) })),
    );
    const byId = new Map(readers.map((reader) => [reader.organisation.id, reader]));
    return calls.map((call) => {
      const reader = byId.get(call.organisationId);
      const items = reader ? content.itemsFor(reader) : [];
      const seen = new Set<string>();
      const things = items.slice(0, THINGS_TO_SAY).map((item) => {
        return content.facts.explain(thingWords(item), seen, item.meanings);
      });
      return { ...call, things };
    });
  }
}

/** Returns an item as somebody would say it on the telephone. */
export function thingWords({ title, whatItMeans, summary, facts }: PrintItem): string {
  const end = /[.!?…]$/.test(title) ? title : `${title}.`;
  const until = /\b(?:Closes on|On|By) .*$/.exec(facts)?.[0] ?? '';
  return [end, whatItMeans || summary, until].filter(Boolean).join(' ');
}

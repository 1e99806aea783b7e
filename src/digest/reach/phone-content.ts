import { Injectable } from '@nestjs/common';
import { Keys } from '../../core/config/index.js';
import { codeShape, pdf, type Leaf } from '../../core/pdf/index.js';
import { sayDate, sayPlural } from '../../core/web/templates/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { Contents } from '../print/contents.service.js';
import type { EditionContent } from '../print/edition-content.js';
import { waysWords } from '../print/foot.rules.js';
import { PageReaders } from '../print/page-readers.js';
import { listToken, readListToken } from './list-token.rules.js';
import { NothingNew, toldOf } from './nothing-new.service.js';
import { phoneLeaves, type ListWords } from './phone-leaves.rules.js';
import { isSettled, meanwhile, THINGS_TO_SAY } from './phone-lists.rules.js';
import { callScript, thingWords, type Script } from './phone-script.rules.js';
import { PhoneLists, type PhoneCall, type PhoneList } from './phone-lists.service.js';
import { ReachReader } from './reach.facts.js';

/** A name on a list, with what to say. */
export interface Told extends PhoneCall {
  things: string[];
  /** Why nobody need ring them any more, in words; empty while somebody should. */
  meanwhile: string;
}

/** A volunteer's list with what to say first, and to each. */
export interface ToldList {
  script: Script;
  calls: Told[];
}

/** What volunteers are given: the things to say for each name, the printed list, and the address of the list. */
@Injectable()
export class PhoneContent {
  readonly #key: Buffer;

  constructor(
    private readonly store: EditionStore,
    private readonly reader: ReachReader,
    private readonly nothingNew: NothingNew,
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

  /** Returns a list with what to say: what must be known first, then the top of what concerns each. */
  async told(list: PhoneList): Promise<ToldList> {
    const edition = await this.store.byId(list.editionId);
    const content = await this.contents.of(edition);
    const calls = await this.#told(edition, content, await this.lists.calls([list.id]));
    return { script: scriptOf(content, list), calls };
  }

  /** Returns these lists as one PDF, each beginning on a page of its own; whom nobody need ring is left out. */
  async pdf(edition: Edition, lists: readonly PhoneList[]): Promise<Buffer> {
    const content = await this.contents.of(edition);
    const { measure, printable, network, base } = content.facts;
    const all = await this.#told(edition, content, await this.lists.calls(lists.map(({ id }) => id)));
    const leaves = lists.flatMap((list): Leaf[] => {
      const own = all.filter(({ listId }) => listId === list.id);
      const open = own.filter((call) => !isSettled(call.result) && call.meanwhile === '');
      const address = `${base}/phoning/${this.tokenOf(network.id, list.id)}`;
      return phoneLeaves(
        headOf(content, list, own.length - open.length),
        open.map(({ organisation, contact, telephone, things }) => ({
          organisation: printable(organisation),
          contact: printable(contact ?? ''),
          telephone: telephone ?? '',
          things: things.map(printable),
        })),
        measure,
        (x, y, side) => codeShape(address, x, y, side),
      );
    });
    const at = edition.sendAfter ?? new Date(0);
    return pdf(leaves, { title: `${content.name}: telephone lists`, author: network.name, at });
  }

  async #told(edition: Edition, content: EditionContent, calls: readonly PhoneCall[]): Promise<Told[]> {
    const called = new Set(calls.map(({ organisationId }) => organisationId));
    const known = await this.reader.ofSome(edition, [...called]);
    const concerned = await this.nothingNew.judgedForTelephone(edition, known);
    // A list lies about in a volunteer's house: nothing that is for a role stands on it.
    const readers = await this.readers.of(edition, concerned.map(toldOf));
    const byId = new Map(readers.map((reader) => [reader.organisation.id, reader]));
    const standings = new Map(concerned.map(({ organisation, standing }) => [organisation.id, standing]));
    return calls.map((call) => {
      const reader = byId.get(call.organisationId);
      const items = reader ? content.itemsFor(reader) : [];
      const seen = new Set<string>();
      const things = items.slice(0, THINGS_TO_SAY).map((item) => {
        return content.facts.explain(thingWords(item), seen, item.meanings);
      });
      const others = meanwhile(standings.get(call.organisationId), call.result);
      return { ...call, things, meanwhile: others };
    });
  }
}

function scriptOf({ facts: { network, contact } }: EditionContent, { volunteer }: PhoneList): Script {
  return callScript({ network: network.name, volunteer, contact: waysWords(contact) });
}

/** What stands over a printed list, and what to say. */
function headOf(content: EditionContent, list: PhoneList, done: number): ListWords {
  const { network, printable } = content.facts;
  const { opening, things, questions, stop } = scriptOf(content, list);
  const left =
    done === 0
      ? ''
      : ` ${sayPlural(done, 'name')} of this list ${done === 1 ? 'is' : 'are'} done and left out.`;
  return {
    network: printable(network.name),
    title: printable(`Telephone list ${list.number}${list.volunteer ? ` for ${list.volunteer}` : ''}`),
    until: `${content.name}. Please ring by ${sayDate(list.lastDay)}; after that day destroy this page.${left}`,
    codeWords: 'Scan this to tick off on the web, or give the page back.',
    script: [`Say: ${opening}`, things, questions, stop].map(printable),
  };
}

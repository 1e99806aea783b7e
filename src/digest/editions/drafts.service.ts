import { Injectable } from '@nestjs/common';
import type { NetworkFacts } from '../../core/network/index.js';
import {
  Audience,
  Districts,
  oneMailbox,
  THEMES,
  type AudiencePerson,
  type Mailbox,
} from '../../members/index.js';
import { ThisNetwork } from '../this-network.js';
import { chooser, type Choice, type Readership, type Words } from './choose.rules.js';
import { wordsOf, type EditionItem, type ItemFacts } from './edition.rules.js';
import { EditionStore, type Edition } from './edition.store.js';
import { localDate } from './schedule.rules.js';

/** The list that people can ask not to get. */
export const LIST = 'digest';

/** An edition as it would go out at a moment: who gets a copy, who does not, and what each would have in it. */
export interface Draft {
  edition: Edition;
  network: NetworkFacts;
  /** The items that are in, in the words of this edition. */
  items: (ItemFacts & { position: number })[];
  held: EditionItem[];
  people: AudiencePerson[];
  mailboxes: Mailbox[];
  words: Words;
  choose(readers: Readership): Choice;
}

/** Works out what an edition would be; writes nothing. */
@Injectable()
export class Drafts {
  constructor(
    private readonly store: EditionStore,
    private readonly audience: Audience,
    private readonly districts: Districts,
    private readonly here: ThisNetwork,
  ) {}

  /** The network as it is now. */
  network(): Promise<NetworkFacts> {
    return this.here.facts();
  }

  /** Returns the draft of an edition for sending at a moment. */
  async of(edition: Edition, at: Date): Promise<Draft> {
    const network = await this.here.facts();
    const held = await this.store.items(edition.id);
    const items = held
      .filter(({ leftOut }) => !leftOut)
      .map((one) => ({ ...wordsOf(one), position: one.position }));
    const people = await this.audience.forList(LIST);
    const words: Words = {
      today: localDate(at, network.zone),
      district: new Map((await this.districts.all()).map(({ id, name }) => [id, name])),
      theme: new Map(THEMES.map(({ key, name, about }) => [key, about ?? name])),
      countyWide: 'For the whole county',
    };
    const choose = chooser(items, words);
    return { edition, network, held, items, people, mailboxes: oneMailbox(people), words, choose };
  }
}

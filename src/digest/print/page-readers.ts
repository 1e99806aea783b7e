import { Injectable } from '@nestjs/common';
import { offerOf } from '../../members/index.js';
import { minutesOf, SentBefore } from '../choosing/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { isDigest } from '../kinds/kind.rules.js';
import type { ReachRow } from '../reach/reach.facts.js';
import { ThisNetwork } from '../this-network.js';
import type { PageReader } from './edition-content.js';
import { Postings } from './postings.service.js';

/** Knows what pages depend on besides the edition: who reads them, for how long, and what they have had before. */
@Injectable()
export class PageReaders {
  constructor(
    private readonly store: EditionStore,
    private readonly postings: Postings,
    private readonly sentBefore: SentBefore,
    private readonly here: ThisNetwork,
  ) {}

  /** Returns for whom the page of each of these organisations is chosen, by organisation. */
  async of(edition: Edition, rows: readonly ReachRow[]): Promise<Map<string, PageReader>> {
    const { minutes: usual } = offerOf((await this.here.facts()).settings);
    const ids = rows.map(({ organisation }) => organisation.id);
    const printed = await this.postings.printedBefore(edition.id, ids);
    const people = rows.flatMap((row) => row.people.map(({ personId }) => personId));
    const keys = (await this.store.items(edition.id)).map(({ key }) => key);
    const sent = isDigest(edition.kind)
      ? await this.sentBefore.alreadySent(people, { keys, except: edition.id })
      : new Map<string, ReadonlySet<string>>();
    return new Map(
      rows.map(({ organisation, people: readers }) => {
        // What went to an address that is on hold may never have arrived: better twice than not at all.
        const reachable = readers.filter(({ status }) => status !== 'held-address');
        const had = reachable.flatMap(({ personId }) => [...(sent.get(personId) ?? [])]);
        const minutes = readers.length > 0 ? minutesOf(readers) : usual;
        const before = new Set([...had, ...(printed.get(organisation.id) ?? [])]);
        return [organisation.id, { organisation, people: readers, minutes, sent: before }];
      }),
    );
  }
}

import { Injectable } from '@nestjs/common';
import { offerOf } from '../../members/index.js';
import { NOTHING, Sets, togetherOf } from '../choosing/history.rules.js';
import { minutesOf, SentBefore } from '../choosing/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { isDigest } from '../kinds/kind.rules.js';
import type { ReachRow } from '../reach/reach.facts.js';
import { ThisNetwork } from '../this-network.js';
import type { PageReader } from './edition-content.js';
import { Postings } from './postings.service.js';

/** A page for an organisation. Only what its addressees hold and have had counts; it may be for the office as such. */
export interface PageFor {
  row: ReachRow;
  /** Whose roles count: those to whom alone the page is addressed. */
  personIds: readonly string[];
  /** Who need not be told what all of them have had; the addressees unless told. */
  historyOf?: readonly string[];
}

/** Knows what pages depend on besides the edition: who reads them, for how long, and what they have had before. */
@Injectable()
export class PageReaders {
  constructor(
    private readonly store: EditionStore,
    private readonly postings: Postings,
    private readonly sentBefore: SentBefore,
    private readonly here: ThisNetwork,
  ) {}

  /** Returns for whom each of these pages is chosen, in their order. */
  async of(edition: Edition, pages: readonly PageFor[]): Promise<PageReader[]> {
    const { minutes: usual } = offerOf((await this.here.facts()).settings);
    const ids = pages.map(({ row }) => row.organisation.id);
    const printed = await this.postings.printedBefore(edition.id, ids);
    const people = pages.flatMap(({ personIds, historyOf = personIds }) => historyOf);
    const keys = (await this.store.items(edition.id)).map(({ key }) => key);
    const sent = isDigest(edition.kind)
      ? await this.sentBefore.alreadySent(people, { keys, except: edition.id })
      : new Map<string, ReadonlySet<string>>();
    const sets = new Sets();
    return pages.map(({ row: { organisation, people: all }, personIds, historyOf = personIds }) => {
      // What went to an address that is on hold may never have arrived: better twice than not at all.
      const held = new Set(all.flatMap((one) => (one.status === 'held-address' ? one.personId : [])));
      const histories = historyOf.map((id) => ({
        sent: new Set([
          ...(held.has(id) ? NOTHING : (sent.get(id) ?? NOTHING)),
          ...(printed.get(`${organisation.id} ${id}`) ?? []),
        ]),
        owed: NOTHING,
      }));
      // What is for nobody by name is for whoever opens the post there.
      const atOffice = historyOf.length === 0 ? (printed.get(organisation.id) ?? []) : [];
      return {
        ...{ organisation, people: all.filter(({ personId }) => personIds.includes(personId)) },
        minutes: all.length > 0 ? minutesOf(all) : usual,
        sent: new Set([...togetherOf(histories, sets).sent, ...atOffice]),
      };
    });
  }
}

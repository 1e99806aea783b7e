import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { ForYou, type Waiting } from '../../core/contracts/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { EditionStore } from './edition.store.js';
import { weekOf } from './edition.view.js';
import { Sendings } from './sendings.service.js';

/** Editions that are looked at here; what is uncertain for longer is in their ledgers. */
const RECENT = 4;

/** What of the digest waits for the co-ordinator. */
@ForYou()
@Injectable()
export class EditionsForYou implements ForYou {
  constructor(
    private readonly store: EditionStore,
    private readonly sendings: Sendings,
  ) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    if (!me.may('digest.approve')) return [];
    const editions = await this.store.list(null, RECENT);
    const last = editions.find(({ state }) => state !== 'composing');
    const found: Waiting[] = [];
    for (const edition of editions) {
      const href = `/digest/${edition.key}`;
      const week = weekOf(edition);
      if (edition.state === 'composing') {
        if (edition === editions[0])
          found.push({ words: `The digest of the ${week} waits for your approval`, href, position: 5 });
        continue;
      }
      const { counts, waits } = await this.sendings.statusOf(edition);
      if (counts.uncertain > 0) {
        const words = `Nobody can tell whether ${sayPlural(counts.uncertain, 'copy', 'copies')} of the ${week} arrived`;
        found.push({ words, href: `${href}/ledger?fate=uncertain`, position: 3 });
      }
      if (counts.held > 0 && edition === last) {
        const words = `${sayPlural(counts.held, 'copy', 'copies')} of the ${week} ${counts.held === 1 ? 'is' : 'are'} held: somebody should telephone`;
        found.push({ words, href: `${href}/ledger?fate=held`, position: 10 });
      }
      if (waits) found.push({ words: `The digest of the ${week} waits: ${waits}`, href, position: 2 });
    }
    return found;
  }
}

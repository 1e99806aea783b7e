import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { ForYou, type Waiting } from '../../core/contracts/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { isAutomatic, KINDS } from '../kinds/kind.rules.js';
import { EditionStore } from './edition.store.js';
import { calledOf, weekOf } from './edition.view.js';
import { Sendings } from './sendings.service.js';

/** Editions that are looked at here; what is uncertain for longer is in their ledgers. */
const RECENT = 8;

/** What goes out by itself waits for nobody; it is found under Digest. */
const WATCHED = KINDS.filter((kind) => !isAutomatic(kind));

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
    const editions = await this.store.list(null, RECENT, WATCHED);
    const weeks = editions.filter(({ kind }) => kind === 'digest');
    const found: Waiting[] = [];
    for (const edition of editions) {
      const href = `/digest/${edition.key}`;
      const week = weekOf(edition);
      if (edition.state === 'composing') {
        if (edition.missedAt !== null)
          found.push({
            words: `The ${calledOf(edition)} was not sent in its time: shall it go now?`,
            href,
            position: 1,
          });
        else if (edition.kind !== 'digest' || edition === weeks[0])
          found.push({ words: `The ${calledOf(edition)} waits for your approval`, href, position: 5 });
        continue;
      }
      const { counts, waits } = await this.sendings.statusOf(edition);
      if (counts.uncertain > 0) {
        const words = `Nobody can tell whether ${sayPlural(counts.uncertain, 'copy', 'copies')} of the ${week} arrived`;
        found.push({ words, href: `${href}/ledger?fate=uncertain`, position: 3 });
      }
      if (waits) found.push({ words: `The ${calledOf(edition)} waits: ${waits}`, href, position: 2 });
    }
    return found;
  }
}

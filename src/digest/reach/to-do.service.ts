import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { isAutomatic, KINDS } from '../kinds/kind.rules.js';
import { NothingNew } from './nothing-new.service.js';
import { ReachReader } from './reach.facts.js';
import { ReachOpen } from './reach.open.js';
import { isToDo, LIVE_DAYS } from './reach.rules.js';

/** Editions that a person has approved; nobody prints or rings for what goes out by itself. */
const BY_HAND = KINDS.filter((kind) => !isAutomatic(kind));
const RECENT = 8;
/** How long it is taken to be so that somebody is still to be printed for or rung, while no mark or copy says otherwise. */
const KEPT = 5 * 60_000;

/** What was found of an edition: of these organisations, something is still to do for those. */
interface Found {
  at: number;
  asked: ReadonlySet<string>;
  toDo: ReadonlySet<string>;
}

/** What is still to do for those whom an edition has not reached. */
@Injectable()
export class ReachToDo {
  readonly #found = new Map<string, Found>();

  constructor(
    private readonly store: EditionStore,
    private readonly reader: ReachReader,
    private readonly openIn: ReachOpen,
    private readonly nothingNew: NothingNew,
    private readonly clock: Clock,
  ) {}

  /** Returns how many organisations of each recent edition are still to be printed for or rung; none with nobody. */
  async open(): Promise<{ edition: Edition; count: number }[]> {
    const now = +this.clock.now();
    const since = now - LIVE_DAYS * 86_400_000;
    const all = await this.store.list(null, RECENT, BY_HAND);
    const weekly = all.find(({ kind, letterId }) => kind === 'digest' && letterId);
    const live = all.filter(({ id, kind, letterId, sendAfter }) => {
      const at = Number(sendAfter ?? 0);
      return letterId && at > since && at <= now && (kind !== 'digest' || id === weekly!.id);
    });
    const open: { edition: Edition; count: number }[] = [];
    for (const edition of live) {
      const count = await this.#count(edition, now);
      if (count > 0) open.push({ edition, count });
    }
    return open;
  }

  /** Whom a mark or a copy has reached is out at once; what changes of the others is looked at every few minutes. */
  async #count(edition: Edition, now: number): Promise<number> {
    const ids = await this.openIn.of(edition);
    if (ids.length === 0) return 0;
    let found = this.#found.get(edition.id);
    if (!found || Math.abs(now - found.at) >= KEPT || ids.some((id) => !found!.asked.has(id))) {
      for (const [id, { at }] of this.#found) if (Math.abs(now - at) >= KEPT) this.#found.delete(id);
      found = { at: now, asked: new Set(ids), toDo: await this.#toDo(edition, ids) };
      this.#found.set(edition.id, found);
    }
    const { toDo } = found;
    return ids.filter((id) => toDo.has(id)).length;
  }

  async #toDo(edition: Edition, organisationIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.nothingNew.judged(edition, await this.reader.ofSome(edition, organisationIds));
    return new Set(rows.filter(isToDo).map(({ organisation: { id } }) => id));
  }
}

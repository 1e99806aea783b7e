import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { Keys } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { Deliveries } from '../../core/mail/index.js';
import { anchorOf, articleIdOf } from '../archive/archive.rules.js';
import { Archive } from '../archive/archive.service.js';
import { ArticleQueries } from '../articles/article.queries.js';
import { mayRead } from '../articles/article-rights.rules.js';
import { NotFound } from '../../core/errors/index.js';
import { isDigest, kindOfKey } from '../kinds/kind.rules.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { isPageCode, isPageOver, pageCode, pageToken, readPageToken } from './page-token.rules.js';

const ARTICLE = /^\/articles\/(?:public\/)?([0-9a-f-]{36})$/;
const EDITION = /^\/digest\/archive\/(.+)$/;

/** What short addresses and codes on paper open, and to whom. */
@Injectable()
export class PaperPages {
  readonly #key: Buffer;

  constructor(
    private readonly db: Db,
    private readonly store: EditionStore,
    private readonly articles: ArticleQueries,
    private readonly archive: Archive,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  /** Returns where anybody can read what is at a path below the network, or undefined where it is for members. */
  async openPath(path: string): Promise<string | undefined> {
    const id = ARTICLE.exec(path)?.[1];
    if (id !== undefined) {
      const [article] = await this.articles.some([id]);
      return article && mayRead(undefined, article) ? `/articles/public/${id}` : undefined;
    }
    const key = EDITION.exec(path)?.[1];
    // A digest is not the same for all: what had no room on a page is on that page on the web.
    const kind = key === undefined ? undefined : kindOfKey(key);
    if (key === undefined || kind === undefined || isDigest(kind)) return undefined;
    const isOpen = await this.archive.read(undefined, key).then(() => true, isMissing);
    return isOpen ? path : undefined;
  }

  /** Returns the path at which a member reads it, open to all or not. */
  memberPath(path: string): string {
    return path.replace(/^\/articles\/public\//, '/articles/');
  }

  /**
   * Returns where the page with this code shows what is at a path, or undefined when no page that carries it has this
   * code. Pages of editions that were stopped, or went out long ago, are not there any more.
   */
  async byCode(networkId: string, path: string, typed: string): Promise<string | undefined> {
    const id = ARTICLE.exec(path)?.[1];
    const organisations = await this.db.query<{ id: string }>('select id from organisation');
    for (const edition of await this.#carrying(path)) {
      const found = organisations.find((one) =>
        isPageCode(typed, pageCode(this.#key, networkId, edition.id, one.id)),
      );
      if (!found || !(await this.isThere(edition))) continue;
      const token = pageToken(this.#key, networkId, edition.id, found.id);
      return `/page/${token}${id === undefined ? '' : `#${anchorOf(`article:${id}`)}`}`;
    }
    return undefined;
  }

  /** Returns the edition and the organisation that a token names. @throws NotFound */
  async byToken(networkId: string, token: string): Promise<{ edition: Edition; organisationId: string }> {
    const named = readPageToken(this.#key, networkId, token);
    if (!named) throw new NotFound();
    const edition = await this.store.byId(named.editionId);
    if (!(await this.isThere(edition))) throw new NotFound();
    return { edition, organisationId: named.organisationId };
  }

  /** A page is there while its edition stands, and comes to an end: paper gets lost. */
  async isThere({ letterId, sendAfter }: Edition): Promise<boolean> {
    if (!letterId || isPageOver(sendAfter, this.clock.now())) return false;
    return (await this.deliveries.letter(letterId)).state !== 'cancelled';
  }

  /** Returns the keys of those of these items that are still for all members, and of those for anybody. */
  async ofToday(keys: readonly string[]): Promise<{ shown: Set<string>; open: Set<string> }> {
    const articles = await this.articles.some(keys.flatMap((key) => articleIdOf(key) ?? []));
    const ready = articles.filter(({ state, readers }) => state === 'ready' && readers !== 'roles');
    const open = ready.filter(({ readers }) => readers === 'public');
    const others = keys.filter((key) => articleIdOf(key) === undefined);
    return {
      shown: new Set([...others, ...ready.map(({ id }) => `article:${id}`)]),
      open: new Set(open.map(({ id }) => `article:${id}`)),
    };
  }

  async #carrying(path: string): Promise<Edition[]> {
    const key = EDITION.exec(path)?.[1];
    if (key !== undefined) return [await this.store.find(key)];
    const id = ARTICLE.exec(path)?.[1];
    const rows = await this.db.query<{ id: string }>(
      `select e.id from edition e join edition_item i on i.network_id = e.network_id and i.edition_id = e.id
       where e.letter_id is not null and i.key = $1 order by e.id desc`,
      [`article:${id}`],
    );
    return Promise.all(rows.map((row) => this.store.byId(row.id)));
  }
}

function isMissing(error: unknown): false {
  if (error instanceof NotFound) return false;
  throw error;
}

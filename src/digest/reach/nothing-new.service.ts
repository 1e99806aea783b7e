import { Injectable } from '@nestjs/common';
import type { Edition } from '../editions/edition.store.js';
import { Contents } from '../print/contents.service.js';
import { PageReaders } from '../print/page-readers.js';
import { Postings } from '../print/postings.service.js';
import { Prints } from '../print/prints.service.js';
import type { ReachRow } from './reach.facts.js';

/** Knows for whom of those whom an edition has not reached nothing in it is new: nobody prints for them or rings them. */
@Injectable()
export class NothingNew {
  constructor(
    private readonly postings: Postings,
    private readonly prints: Prints,
    private readonly readers: PageReaders,
    private readonly contents: Contents,
  ) {}

  /** Returns all these rows; whoever would get paper, had the edition anything new for them, stands as `nothing`. */
  async judged(edition: Edition, rows: readonly ReachRow[]): Promise<ReachRow[]> {
    const lines = await this.postings.linesOf(rows.filter(({ standing }) => standing === 'none'));
    const ids = new Set(lines.map(({ copy }) => copy.organisationId));
    for (const { copy } of await this.prints.filled(edition, lines)) ids.delete(copy.organisationId);
    return rows.map((row) => standing(row, ids));
  }

  /** Returns the same for the telephone, by which nothing is told that is for a role alone. */
  async judgedForTelephone(edition: Edition, all: readonly ReachRow[]): Promise<ReachRow[]> {
    const rows = await this.judged(edition, all);
    const missed = rows.filter((row) => row.standing === 'none');
    if (missed.length === 0) return rows;
    const content = await this.contents.of(edition);
    const readers = await this.readers.of(edition, missed.map(toldOf));
    const ids = readers.flatMap((one) => (content.hasItemsFor(one) ? [] : one.organisation.id));
    return rows.map((row) => standing(row, new Set(ids)));
  }
}

/** For whom what is said on the telephone is chosen: nobody there by their role, and no more what all of them have had. */
export function toldOf(row: ReachRow) {
  return { row, personIds: [], historyOf: row.people.map(({ personId }) => personId) };
}

function standing(row: ReachRow, without: ReadonlySet<string>): ReachRow {
  return row.standing === 'none' && without.has(row.organisation.id) ? { ...row, standing: 'nothing' } : row;
}

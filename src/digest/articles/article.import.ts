import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, newId } from '../../core/database/index.js';
import { readCsv, UnreadableCsv, type CsvFile, type Refusal } from '../../core/text/index.js';
import {
  districtReader,
  Districts,
  guessArticleColumns,
  readArticleRow,
  themeReader,
  wholeArea,
  type ArticleFacts,
} from '../../members/index.js';
import { ThisNetwork } from '../this-network.js';
import { hashOf, planArticles, type Recorded } from './article-import.rules.js';
import { ArticleQueries } from './article.queries.js';
import { Articles } from './articles.service.js';

/** What an import did, or would do; with anything refused it did nothing. */
export interface ArticleImportReport {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: Refusal[];
}

/** Articles from a file: all of it or nothing. */
@Injectable()
export class ArticleImport {
  constructor(
    private readonly db: Db,
    private readonly articles: Articles,
    private readonly queries: ArticleQueries,
    private readonly districts: Districts,
    private readonly here: ThisNetwork,
    private readonly audit: Audit,
  ) {}

  /** Imports a CSV file; articles are ready at once. With `dryRun` nothing is written. */
  async run(me: Actor, file: Buffer, { dryRun = false } = {}): Promise<ArticleImportReport> {
    allow(me.may('articles.write'));
    const { rows, refused, count } = await this.#read(file);
    if (refused.length > 0) return { rows: count, created: 0, updated: 0, unchanged: 0, refused };
    const plan = planArticles(rows, await this.#recorded(rows));
    const report = { rows: count, created: plan.create.length, updated: plan.update.length };
    if (!dryRun) {
      // Ids made in one moment have no order of their own; the articles keep that of the file.
      const ids = plan.create.map(() => newId()).sort();
      const made = plan.create.map((one, at) => ({ ...one, id: ids[at], state: 'ready' as const }));
      await this.articles.add(me, made);
      for (const { before, words, importHash } of plan.update)
        await this.articles.change(me, before, words, 'ready', importHash);
      await this.audit.record(me, 'articles.imported', undefined, report);
    }
    return { ...report, unchanged: plan.unchanged, refused };
  }

  async #read(file: Buffer): Promise<{ rows: ArticleFacts[]; refused: Refusal[]; count: number }> {
    let csv: CsvFile;
    try {
      csv = readCsv(file);
    } catch (error) {
      if (error instanceof UnreadableCsv) return { rows: [], refused: error.refused, count: 0 };
      throw error;
    }
    const { mapping, problems } = guessArticleColumns(csv.header);
    const count = csv.records.length + csv.refused.length;
    if (problems.length > 0)
      return { rows: [], refused: problems.map((one) => ({ line: csv.headerLine, ...one })), count };
    const districts = (await this.districts.all()).map((one) => ({ ...one, ended: one.validTo !== null }));
    const context = {
      readDistrict: districtReader([...districts, wholeArea('County-wide')]),
      readTheme: themeReader(),
    };
    const read = csv.records.map((record) => readArticleRow(record, mapping, context));
    const refused = [...csv.refused, ...read.flatMap((one) => (one.ok ? [] : one.refused))];
    const rows = read.flatMap((one) => (one.ok ? [one.article] : []));
    return { rows, refused: refused.sort((a, b) => a.line - b.line), count };
  }

  /** Whatever an import of these rows could meet: what was imported before, and what waits. */
  async #recorded(rows: ArticleFacts[]): Promise<Recorded[]> {
    const imported = await this.db.query<{ id: string; hash: string }>(
      'select id, import_hash as hash from article where import_hash = any ($1::text[])',
      [rows.map(hashOf)],
    );
    const waiting = await this.queries.waiting(await this.here.today());
    const ids = new Set(waiting.map(({ id }) => id));
    const others = await this.queries.some(imported.map(({ id }) => id).filter((id) => !ids.has(id)));
    const hashes = new Map(imported.map(({ id, hash }) => [id, hash]));
    return [...waiting, ...others].map((article) => ({
      ...article,
      importHash: hashes.get(article.id) ?? null,
      isWaiting: ids.has(article.id),
    }));
  }
}

import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../access/index.js';
import { Audit } from '../audit/index.js';
import { readCsv, UnreadableCsv, writeCsv, type CsvFile, type Refusal } from '../text/index.js';
import {
  GLOSSARY_COLUMNS,
  guessGlossaryColumns,
  planGlossary,
  readTermRow,
  type TermRow,
} from './glossary-file.rules.js';
import { GlossaryStore } from './glossary.store.js';
import { MOST_TERMS } from './term.rules.js';

/** What an import did, or would do; with anything refused it did nothing. */
export interface GlossaryReport {
  rows: number;
  added: number;
  changed: number;
  excused: number;
  unchanged: number;
  refused: Refusal[];
}

/** The glossary as a CSV file, in and out. */
@Injectable()
export class GlossaryFiles {
  constructor(
    private readonly store: GlossaryStore,
    private readonly audit: Audit,
  ) {}

  /** Returns every term, and every excused word as a row without a long form. */
  async write(): Promise<Buffer> {
    const terms = await this.store.terms();
    const excused = await this.store.excused();
    const rows = terms.map(({ short, long, meaning, usedFor }) => [short, long, meaning, usedFor]);
    return writeCsv(GLOSSARY_COLUMNS, [...rows, ...excused.map((word) => [word, '', '', ''])]);
  }

  /** Takes in a CSV file, all of it or nothing. With `dryRun` nothing is written. */
  async run(me: Actor, file: Buffer, { dryRun = false } = {}): Promise<GlossaryReport> {
    allow(me.may('glossary.write'));
    const { rows, refused, count } = read(file);
    const nothing = { rows: count, added: 0, changed: 0, excused: 0, unchanged: 0, refused };
    if (refused.length > 0) return nothing;
    const terms = await this.store.terms();
    const plan = planGlossary(rows, terms, await this.store.excused());
    if (terms.length + plan.add.length > MOST_TERMS) {
      const problem = `A glossary holds up to ${MOST_TERMS} terms. Take some rows out.`;
      return { ...nothing, refused: [{ line: 1, field: 'file', problem }] };
    }
    const [added, changed, excused] = [plan.add.length, plan.change.length, plan.excuse.length];
    const report = { rows: count, added, changed, excused, unchanged: plan.unchanged };
    if (!dryRun) {
      await this.store.insert(plan.add);
      for (const { id, row } of plan.change) await this.store.update(id, row);
      await this.store.excuse(plan.excuse);
      await this.audit.record(me, 'glossary.imported', undefined, report);
    }
    return { ...report, refused };
  }
}

function read(file: Buffer): { rows: TermRow[]; refused: Refusal[]; count: number } {
  let csv: CsvFile;
  try {
    csv = readCsv(file);
  } catch (error) {
    if (error instanceof UnreadableCsv) return { rows: [], refused: error.refused, count: 0 };
    throw error;
  }
  const count = csv.records.length + csv.refused.length;
  const { mapping, problems } = guessGlossaryColumns(csv.header);
  if (problems.length > 0)
    return { rows: [], refused: problems.map((one) => ({ line: csv.headerLine, ...one })), count };
  const readings = csv.records.map((record) => readTermRow(record, mapping));
  const refused = [...csv.refused, ...readings.flatMap((one) => one.refused)];
  return { rows: readings.map(({ row }) => row), refused: refused.sort((a, b) => a.line - b.line), count };
}

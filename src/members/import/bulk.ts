import type { Db } from '../../core/database/index.js';

/** So many rows go in one statement: fewer cost more round trips, more hold up the server. */
const AT_ONCE = 2000;

type Row = Record<string, unknown>;

/** Adds rows of one table; all name the same columns. `rest` is what follows, such as an ON CONFLICT clause. */
export async function insertMany(db: Db, table: string, rows: readonly Row[], rest = ''): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  for (const some of portions(rows)) {
    await db.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb) ${rest}`,
      [JSON.stringify(some)],
    );
  }
}

/** Runs a statement that reads rows of a table's shape as `x` from its one parameter; returns what it returns. */
export async function withMany<Answer = Row>(
  db: Db,
  table: string,
  rows: readonly Row[],
  statement: (x: string) => string,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const some of portions(rows)) {
    const x = `jsonb_populate_recordset(null::${table}, $1::jsonb) x`;
    answers.push(...(await db.query<Answer>(statement(x), [JSON.stringify(some)])));
  }
  return answers;
}

/** Returns the same items in stretches that fit one statement. */
export function portions<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / AT_ONCE);
  return Array.from({ length: count }, (_, at) => items.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}

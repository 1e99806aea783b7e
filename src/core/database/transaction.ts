import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/** Ids, numbers of milliseconds and nothing: these stand in the statement's text. */
const PLAIN = /^[\w .-]*$/;

/**
 * Runs `work` in a transaction whose settings are set in the same round trip that begins it: every request pays
 * for each trip. Commits when `work` resolves, rolls back when it throws.
 * @throws Error for a setting that is not plain, and whatever `work` throws
 */
export async function inTransaction<T>(
  source: DataSource,
  settings: Record<string, string>,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    await begin(runner, settings);
    const result = await work(runner.manager);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // A connection that broke cannot roll back and need not.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

async function begin(runner: QueryRunner, settings: Record<string, string>): Promise<void> {
  const set = Object.entries(settings).map(([name, value]) => {
    if (!PLAIN.test(name) || !PLAIN.test(value)) throw new Error(`The setting ${name} is not plain.`);
    return `set_config('${name}', '${value}', true)`;
  });
  const query = runner.query.bind(runner) as (sql: string) => Promise<unknown>;
  // Only the first statement is ours to lengthen; then the runner is itself again.
  const own = runner as { query?: unknown };
  own.query = (sql: string) => {
    delete own.query;
    return query(`${sql}; select ${set.join(', ')}`);
  };
  await runner.startTransaction();
}

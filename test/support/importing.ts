import type { ImportReport } from '../../src/members/import/import.commands.js';
import type { TestApp } from './app.js';

/** Founds a network of the Derbyshire kind without members, and returns how to import into it and look at it. */
export async function foundEmpty(folkmoot: TestApp, slug: string) {
  const { id } = await folkmoot.command<{ id: string }>(
    ...['network', 'create', '--slug', slug, '--name', `Network ${slug}`, '--model', 'derbyshire'],
    ...['--coordinator', `ada@${slug}.example.org`, '--coordinator-name', 'Ada Barley'],
  );
  const query = <Row>(sql: string, params: unknown[] = []) =>
    folkmoot.db.inNetwork(id, () => folkmoot.db.query<Row>(sql, params));
  return {
    id,
    query,
    take: (file: string, ...more: string[]) =>
      folkmoot.command<ImportReport>('members', 'import', file, '--network', slug, ...more),
    count: async (table: string) =>
      Number((await query<{ n: string }>(`select count(*) as n from ${table}`))[0].n),
  };
}

export type Here = Awaited<ReturnType<typeof foundEmpty>>;

const TABLES = [
  'organisation',
  'person',
  'contact_point',
  'role',
  'membership',
  'consent',
  'size_figure',
  'change',
];

/** Counts the rows of every table that an import could touch. */
export async function countsOf(here: Here): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [
    ...TABLES,
    'coverage',
    'organisation_theme',
    'org_identifier',
    'audit_event',
    'import_run',
  ])
    counts[table] = await here.count(table);
  return counts;
}

/** Everything the member database holds, versions and all, in a form that can be compared. */
export async function everything(here: Here): Promise<string> {
  const rows: unknown[] = [];
  for (const table of [...TABLES, 'coverage', 'organisation_theme', 'org_identifier'])
    rows.push(await here.query(`select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`));
  return JSON.stringify(rows);
}

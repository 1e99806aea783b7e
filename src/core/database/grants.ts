import type { Client } from 'pg';

/** Rows are added and read, never changed: the runtime role gets no UPDATE and no DELETE. */
export const APPEND_ONLY = ['audit_event', 'audit_seal', 'audit_root', 'deployment'];

/** Reached only through definer functions, or by the owner: the runtime role gets nothing. */
export const CLOSED = ['sign_in_request', 'search_entry', 'migrations'];

/** A temporary table could stand before one of ours. Only the database's owner may say so. */
const NO_TEMPORARY = `do $$ begin
  execute format('revoke temporary on database %I from public', current_database());
exception when insufficient_privilege then raise notice 'the database belongs to somebody else';
end $$`;

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Gives the runtime role exactly what it needs on every table and function of ours. Idempotent. */
export async function grantRuntime(owner: Client, role: string): Promise<void> {
  const tables = await owner.query<{ name: string }>(
    "select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')",
  );
  const to = quote(role);
  const grants = tables.rows.map(({ name }) => {
    if (CLOSED.includes(name)) return `revoke all on ${quote(name)} from ${to}`;
    const rights = APPEND_ONLY.includes(name) ? 'select, insert' : 'select, insert, update, delete';
    return `revoke all on ${quote(name)} from ${to}; grant ${rights} on ${quote(name)} to ${to}`;
  });
  await owner.query(`
    ${NO_TEMPORARY};
    revoke all on all functions in schema public from public;
    grant usage on schema public to ${to};
    revoke create on schema public from public;
    grant usage on all sequences in schema public to ${to};
    grant execute on all functions in schema public to ${to};
    grant select on schema_version to ${to};
    ${grants.join(';\n')}`);
}

import { JobRunner } from '../../src/core/jobs/index.js';
import { newId } from '../../src/core/database/index.js';
import type { County, Member } from './digest-county.js';

/** Gives somebody a role in a county's network, and an address to sign in with; returns their id. */
export async function colleague(
  county: County,
  name: string,
  address: string,
  role = 'coordinator',
): Promise<string> {
  const { db } = county.folkmoot;
  const [given, family] = name.split(' ');
  return county.inside(async () => {
    const account = await db.one<{ id: string }>('select account_ensure($1) as id', [address]);
    const id = newId();
    await db.query('insert into person (id, given, family, account_id) values ($1, $2, $3, $4)', [
      ...[id, given, family, account!.id],
    ]);
    await db.query(
      `insert into contact_point (id, person_id, kind, value, value_key) values ($1, $2, 'email', $3, $3)`,
      [newId(), id, address],
    );
    await db.query(
      'insert into role (id, person_id, role, valid_from) values ($1, $2, $3, app_now()::date - 1)',
      [newId(), id, role],
    );
    return id;
  });
}

/** Sets what a network has decided about its digest. */
export async function decide(county: County, digest: Record<string, string>): Promise<void> {
  const rows = await county.rows(
    `update network set settings = jsonb_set(settings, '{digest}', coalesce(settings->'digest', '{}') || $2::jsonb)
     where slug = $1 returning id`,
    [county.slug, JSON.stringify(digest)],
  );
  if (rows.length !== 1) throw new Error('The settings were not kept.');
}

/** Looks after the editions, as every worker does once a minute. */
export async function sweep(county: County): Promise<void> {
  await county.folkmoot.app.get(JobRunner).sweep('digest.editions');
}

/** So many members with an address each. */
export function crowd(count: number): Member[] {
  return Array.from({ length: count }, (_, at) => ({
    organisation: `Group ${at + 1}`,
    districts: at % 2 === 0 ? 'Amber Valley' : 'Bolsover',
    name: `Person Number${at + 1}`,
    email: `person${at + 1}@crowd.example.org`,
  }));
}

/** The address in a letter's text that goes to this page. */
export function linkIn(text: string | undefined, page: RegExp): string {
  const found = (text ?? '').match(/https?:\/\/\S+/g)?.find((one) => page.test(one));
  if (!found) throw new Error(`There is no such link in the letter:\n${text}`);
  const { pathname, search } = new URL(found);
  return pathname + search;
}

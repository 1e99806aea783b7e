import { getDocumentProxy } from 'unpdf';
import type { Visitor } from '../support/visitor.js';
import type { County } from './digest-county.js';

/** Gives organisations with such a name a postal address and a telephone number each. */
export async function withPost(county: County, named: string): Promise<void> {
  await county.rows(
    `insert into contact_point (id, organisation_id, kind, value, value_key, postcode)
     select gen_random_uuid(), id, 'post', at || ' Mill Lane', at || ' mill lane', 'DE' || 1 + at % 12 || ' 1AA'
     from (select id, row_number() over (order by name desc) as at from organisation where name like $1) o returning id`,
    [named],
  );
  await county.rows(
    `insert into contact_point (id, organisation_id, kind, value, value_key)
     select gen_random_uuid(), id, 'phone', '01629 555 ' || 100 + at, '44162955' || 5100 + at
     from (select id, row_number() over (order by name) as at from organisation where name like $1) o returning id`,
    [named],
  );
}

/** The PDF at an address, opened. */
export async function pdfOf(visitor: Visitor, path: string) {
  const answer = await visitor.raw('GET', path);
  if (answer.headers.get('content-type') !== 'application/pdf')
    throw new Error(`No PDF at ${path}: ${answer.status} ${await answer.text()}`);
  return getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
}

/** The figures of the first table in sight, by what they count. */
export function inSight(visitor: Visitor): Record<string, number> {
  const rows = visitor.last.page.querySelectorAll('table')[0].querySelectorAll('tbody tr');
  return Object.fromEntries(
    rows.map((row) => [
      row.querySelector('th')!.text.replace(/:.*/s, '').trim(),
      Number(row.querySelector('td')!.text),
    ]),
  );
}

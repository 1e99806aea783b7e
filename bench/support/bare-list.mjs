import express from 'express';
import Handlebars from 'handlebars';
import pg from 'pg';

/** What anybody would write in an hour: Express, pg, one Handlebars page, no tenancy, no session, no layout logic. */
const [url, port, networkId, padding] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 12 });
const page =
  Handlebars.compile(`<!doctype html><html><head><title>Organisations</title></head><body><h1>Organisations</h1><p>{{count}} organisations</p>
<table><caption>Organisations</caption><thead><tr><th>Name</th><th>Reference</th><th>Where</th></tr></thead><tbody>
{{#each rows}}<tr><td><a href="/bench/organisations/{{this.id}}">{{this.name}}</a></td><td>{{this.reference}}</td><td>{{this.districts}}</td></tr>
{{/each}}</tbody></table><p>{{padding}}</p></body></html>`);
const LIST = `select o.id, o.name, o.reference, (select string_agg(d.name, ', ') from coverage c join district d on d.id = c.district_id where c.organisation_id = o.id and c.network_id = o.network_id) as districts
  from organisation o join search_entry e on e.network_id = o.network_id and e.kind = 'organisation' and e.id = o.id
  where o.network_id = $1 and e.words @@ to_tsquery('english', $2) order by o.sort_name, o.id limit 50`;
const COUNT = `select count(*)::int as n from search_entry where network_id = $1 and kind = 'organisation' and words @@ to_tsquery('english', $2)`;
const app = express();
app.get('/list', async (request, response) => {
  const words = `${request.query.q}:*`;
  const [{ rows }, { rows: counted }] = await Promise.all([
    pool.query(LIST, [networkId, words]),
    pool.query(COUNT, [networkId, words]),
  ]);
  response.type('html').send(page({ rows, count: counted[0].n, padding: 'x'.repeat(Number(padding)) }));
});
app.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
process.on('disconnect', () => process.exit(0));

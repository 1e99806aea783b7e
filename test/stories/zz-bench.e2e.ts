import { it } from '@jest/globals';
import { County, NOW } from './digest-county.js';
import { Approvals } from '../../src/digest/index.js';
import { Actor } from '../../src/core/access/index.js';

it('freezes ten thousand', async () => {
  const county = await County.found([]);
  const db = county.folkmoot.db;
  const [{ id: net }] = await db.query<{ id: string }>('select id from network_all() where slug = $1', ['grid']);
  const PEOPLE = Number(process.env.FOLKMOOT_BENCH_PEOPLE ?? 10000);
  await db.inNetwork(net, async () => {
    await db.query(`insert into organisation (id, reference, name, sort_name) select gen_random_uuid(), 'R'||g, 'Org '||g, 'org '||g from generate_series(1, $1::int) g`, [PEOPLE / 6 | 0]);
    await db.query(`insert into membership (id, organisation_id, state, valid_from) select gen_random_uuid(), id, 'active', '2020-01-01' from organisation`);
    await db.query(`insert into coverage (organisation_id, district_id) select o.id, d.id from organisation o cross join lateral (select id from district where o.id is not null order by random() limit 1 + (random() < 0.2)::int) d`);
    await db.query(`insert into organisation_theme (organisation_id, theme) select o.id, t from organisation o cross join lateral (select t from unnest(array['early-years','youth-work','uniformed-groups','parenting-and-family-support','children-with-disabilities','arts-and-play','faith-based','travellers','infrastructure','be-healthy','stay-safe','enjoy-and-achieve']) t where o.id is not null order by random() limit 2) x`);
    await db.query(`insert into person (id, given, family) select gen_random_uuid(), 'Given'||g, 'Family'||g from generate_series(1, $1::int) g`, [PEOPLE]);
    await db.query(`insert into contact_point (id, person_id, kind, value, value_key) select gen_random_uuid(), id, 'email', lower(given)||'@example.org', lower(given)||'@example.org' from person where given like 'Given%'`);
    await db.query(`insert into consent (id, person_id, status, basis, source) select gen_random_uuid(), id, 'not_asked', 'membership', 'bench' from person where given like 'Given%'`);
    await db.query(`with o as (select id, row_number() over () n from organisation), p as (select id, row_number() over () n from person where given like 'Given%')
      insert into role (id, person_id, organisation_id, role, valid_from) select gen_random_uuid(), p.id, o.id, 'worker', '2020-01-01' from p join o on o.n = 1 + p.n % (select count(*) from o)`);
    await db.query('analyze');
  });
  const names = (await county.rows<{ name: string }>('select name from district order by position')).map((d) => d.name);
  const themes = ['early years', 'youth work', 'arts', 'faith', 'travellers', 'health', 'safety', 'parenting'];
  const rows = Array.from({ length: 60 }, (_, i) => {
    const district = i % 10 < 8 ? names[i % 8] + (i % 3 === 0 ? `;${names[(i + 3) % 8]}` : '') : '';
    return `Item ${i} about something,${'A summary of some words. '.repeat(3)},"${'A paragraph of text with some words in it. '.repeat(15)}",${district},${themes[i % 8]};${themes[(i + 3) % 8]},2026-12-${String(1 + (i % 28)).padStart(2, '0')},${i < 2 ? 'yes' : ''}`;
  });
  await county.articles(['title,summary,body,districts,themes,closes_on,must_know', ...rows].join('\n'));
  await county.command('digest compose');
  const [{ id: person }] = await county.rows<{ id: string }>(`select person_id as id from role where role = 'coordinator'`);
  const me = new Actor(net, person, undefined, 'Ruth', [{ role: 'coordinator', organisationId: null, districtId: null }], 'command line');
  for (let round = 0; round < 4; round++) {
    (globalThis as any).gc?.();
    const before = process.memoryUsage();
    const t = performance.now();
    let peak = 0;
    const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
    const e = await db.inNetwork(net, () => county.folkmoot.app.get(Approvals).approve(me, '2026-W47', 'soon'));
    clearInterval(timer);
    const after = process.memoryUsage();
    const [c] = await county.rows(`select count(*), avg(cardinality(pieces)) from delivery where letter_id = $1`, [e.letterId]);
    console.log(round, Math.round(performance.now() - t), 'ms; rss before', before.rss >> 20, 'peak', peak >> 20, 'after', after.rss >> 20, 'heap', before.heapUsed >> 20, after.heapUsed >> 20, c, e.pieces.length);
    await db.inNetwork(net, () => county.folkmoot.app.get(Approvals).stop(me, '2026-W47'));
  }
  await county.stop();
});

import { colleague, decide, sweep } from './digest-colleague.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

export const KEY = '2026-W47';
export const CHER = 'cher@chair.example.org';
export const DRAFT = 'Not ready yet';

export let county: County;
/** What was sent when the digest was handed over. */
export let named: Awaited<ReturnType<County['folkmoot']['deliver']>>;

interface Wish {
  time?: string;
  weekday?: string;
  digest?: Record<string, string>;
  articles?: string;
  away?: { from: string; to: string };
}

/** A county whose digest goes out on Thursdays, and whose co-ordinator Ruth is away with Cher as her deputy. */
export async function handedOver(wish: Wish = {}) {
  const { time = '11:00', weekday = '4', digest = {}, articles = WEEK } = wish;
  county = await County.found([SUNRISE, YOUTH], { at: '2026-11-13T15:00:00Z' });
  await decide(county, { weekday, time, ...digest });
  const id = await colleague(county, 'Cher Chair', CHER, 'chair');
  if (articles) await county.articles(articles);
  await county.rows(
    `insert into article (id, kind, title, state) values (gen_random_uuid(), 'news', $1, 'draft') returning id`,
    [DRAFT],
  );
  const ruth = await county.folkmoot.signIn('ruth@grid.example.org', county.path('handover'));
  const { from, to } = wish.away ?? { from: '2026-11-16', to: '2026-11-27' };
  await ruth.press('Hand over', { deputy: id, ...boxes('fromOn', from), ...boxes('toOn', to) });
  // That the deputy is told of being named is a story of its own.
  named = await county.folkmoot.deliver();
  county.folkmoot.sink.taken.length = 0;
  return ruth;
}

export function boxes(name: string, date: string): Record<string, string> {
  const [year, month, day] = date.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
}

/** The sweepers run at a moment. */
export async function at(instant: string): Promise<void> {
  county.moveTo(instant);
  await sweep(county);
  await county.folkmoot.deliver();
}

export const digests = () =>
  county.folkmoot.sink.taken.filter(({ mail }) => mail.headers.some(({ key }) => key === 'list-id'));
export const letters = () => county.folkmoot.sink.to(CHER).filter((one) => !digests().includes(one));
export const edition = async (key = KEY) =>
  (await county.rows<{ state: string }>('select state from edition where key = $1', [key]))[0]?.state;

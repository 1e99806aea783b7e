import { JobRunner } from '../../src/core/jobs/index.js';
import { Preferences, type Frequency } from '../../src/members/index.js';
import { County, type Member } from './digest-county.js';

export const PEOPLE: Member[] = ['Wanda', 'Dora', 'Ivy', 'Mona', 'Carol', 'Dilys'].map((given, at) => ({
  organisation: `${given}’s group`,
  districts: at % 2 === 0 ? 'Amber Valley' : 'Bolsover',
  name: `${given} Reader`,
  email: `${given.toLowerCase()}@group.example.org`,
}));

export const SETTINGS = {
  members: { frequencies: 'all', minutes: 'all' },
  digest: { weekday: '4', time: '09:30', dailyTime: '07:30' },
};

export let county: County;

export const addressOf = (given: string) => `${given.toLowerCase()}@group.example.org`;

export async function idOf(given: string): Promise<string> {
  const [{ id }] = await county.rows<{ id: string }>('select id from person where given = $1', [given]);
  return id;
}

export async function wants(given: string, frequency: Frequency): Promise<void> {
  const id = await idOf(given);
  await county.inside(() =>
    county.folkmoot.app.get(Preferences).choose('product', id, { frequency }, 'story'),
  );
}

export async function movesTo(given: string, district: string): Promise<void> {
  await county.rows(
    `update coverage set district_id = (select id from district where name = $2)
     where organisation_id in (select organisation_id from role where person_id = $1) returning district_id`,
    [await idOf(given), district],
  );
}

export async function changesAddress(given: string, address: string): Promise<void> {
  const personId = await idOf(given);
  await county.rows(
    `update contact_point set value = $2, value_key = $2 where person_id = $1 and kind = 'email' returning id`,
    [personId, address],
  );
  await county.tell('person.moved', { personId, address });
}

/** Every worker that there is looks at the same moment. */
export async function sweep(workers = 1): Promise<void> {
  const runner = county.folkmoot.app.get(JobRunner);
  await Promise.all(Array.from({ length: workers }, () => runner.sweep('digest.automatic')));
}

/** Sends what is due; returns who got a mail. */
export const receivers = async () => (await county.folkmoot.deliver()).map(({ to }) => to).sort();

/** Titles of the items of a mail, by whoever it is to. */
export const titlesIn = (text: string) =>
  [...text.matchAll(/^(Item \d+[A-Z]?)$/gm)].map(([, title]) => title);

export async function found(at: string): Promise<void> {
  county = await County.found(PEOPLE, { at });
  await county.rows(`update network set settings = settings || $1::jsonb where slug = 'grid' returning id`, [
    JSON.stringify(SETTINGS),
  ]);
}

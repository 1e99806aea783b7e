import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../src/core/database/migrations/index.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

/** How many the first release had: nobody goes back behind it. */
const FIRST_RELEASE = 6;

describe('An upgrade that has to be taken back', () => {
  let county: County;
  let owner: DataSource;

  beforeAll(async () => {
    county = await County.found([
      SUNRISE,
      YOUTH,
      { organisation: 'Dale Choir', districts: 'Bolsover', name: 'Ann Lark' },
    ]);
    await county.rows(
      `insert into contact_point (id, person_id, kind, value, value_key)
       select gen_random_uuid(), id, 'phone', '01632 960001', '01632960001' from person where given = 'Ann' returning id`,
    );
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    const ruth = await county.ruth();
    await ruth.open(county.path('digest/2026-W47/phone-lists'));
    await ruth.press('Make the lists');
    await county.rows(`update phone_call set result = 'stop' returning list_id`);
    owner = new DataSource({
      ...{ type: 'postgres', url: county.folkmoot.database.ownerUrl, migrations: MIGRATIONS },
      ...{ installExtensions: false },
    });
    await owner.initialize();
  });
  afterAll(async () => {
    await owner.destroy();
    await county.stop();
  });

  it('goes back to the first release with everything in it, and comes up again', async () => {
    const people = await county.rows('select id, given, family from person order by id');
    const sent = await county.rows('select id, state, address from delivery order by id');
    for (let left = MIGRATIONS.length; left > FIRST_RELEASE; left -= 1)
      await owner.undoLastMigration({ transaction: 'each' });
    expect(await county.rows('select id, given, family from person order by id')).toEqual(people);
    const again = await owner.runMigrations({ transaction: 'each' });
    expect(again).toHaveLength(MIGRATIONS.length - FIRST_RELEASE);
    expect(await county.rows('select id, state, address from delivery order by id')).toEqual(sent);
  });
});

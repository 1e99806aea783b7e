import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

describe('A week of the digest from the command line', () => {
  let county: County;

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH]);
  });
  afterAll(() => county.stop());

  it('composes itself from what is ready', async () => {
    expect(await county.articles(WEEK)).toEqual({ rows: 6, created: 6, updated: 0, unchanged: 0, refused: [] });
    console.log(await county.command('digest compose'));
    console.log(await county.command('digest approve'));
    console.log(await county.command('digest send'));
    console.log(JSON.stringify(await county.command('digest status', '--names'), null, 1));
    for (const one of county.folkmoot.sink.taken) console.log(one.to, one.mail.subject, one.mail.text);
  });
});

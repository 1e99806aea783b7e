import { describe, expect, it } from '@jest/globals';
import { Audience } from '../../src/members/index.js';
import { TestApp } from '../support/app.js';
import { fileWith } from '../support/files.js';
import { foundEmpty } from '../support/importing.js';

describe('Choices, ages and stages taken away and brought back', () => {
  it('are the same in another network, and change nothing in their own', async () => {
    const folkmoot = await TestApp.start();
    try {
      const file = fileWith(
        [
          'organisation,contact,email,ages,stage,frequency,reading_minutes,text_only,on_paper,large_print,newsletter,urgent_briefings',
          'Kite Club,Ann Lee,ann@example.org,5 to 11,2,monthly,10,yes,no,no,,no',
          'Kite Club,Bo Ng,bo@example.org,,,never,,,,,no,',
          'Larkfield,Cas Short,cas@example.org,16,,,everything,,yes,yes,,',
          'Larkfield,Dan Day,dan@example.org,,,,,,,,,',
        ].join('\n'),
      );
      const [here, there] = [await foundEmpty(folkmoot, 'here'), await foundEmpty(folkmoot, 'there')];
      expect(await here.take(file)).toMatchObject({ created: 2, updated: 2, refused: [] });
      const exported = fileWith(await folkmoot.command<string>('members', 'export', '--network', 'here'));
      expect(await here.take(exported)).toMatchObject({ unchanged: 4, updated: 0, created: 0, warnings: [] });
      await there.take(exported);
      const choices = (network: { id: string }) =>
        folkmoot.db.inNetwork(network.id, async () => {
          const people = await folkmoot.app.get(Audience).forList('urgent');
          return people
            .filter(({ organisations }) => organisations.length > 0)
            .map(({ name, status, reading, organisations: [{ ages, stage }] }) => ({
              name,
              status,
              reading,
              ages,
              stage,
            }))
            .sort((a, b) => a.name.localeCompare(b.name));
        });
      const [ann, bo, cas, dan] = await choices(there);
      expect(await choices(here)).toEqual([ann, bo, cas, dan]);
      expect(ann).toMatchObject({ status: 'opted-out', ages: { from: 5, to: 11 }, stage: 2 });
      expect(ann.reading).toMatchObject({ frequency: 'monthly', minutes: 10, lean: true });
      expect(bo).toMatchObject({ status: 'may', reading: { frequency: 'none' } });
      expect(cas).toMatchObject({ status: 'on-paper', reading: { minutes: null, largePrint: true } });
      expect(dan).toMatchObject({ status: 'may', reading: { frequency: 'weekly', minutes: 5 } });
    } finally {
      await folkmoot.stop();
    }
  });

  it('no file changes what somebody has chosen, or puts them back on a list', async () => {
    const folkmoot = await TestApp.start();
    try {
      const here = await foundEmpty(folkmoot, 'here');
      const head = 'organisation,contact,email,frequency\n';
      await here.take(
        fileWith(`${head}Kite Club,Ann Lee,ann@example.org,monthly\nKite Club,Bo Ng,bo@example.org,never\n`),
      );
      await here.take(
        fileWith(`${head}Kite Club,Ann Lee,ann@example.org,weekly\nKite Club,Bo Ng,bo@example.org,weekly\n`),
      );
      const people = await folkmoot.db.inNetwork(here.id, () => folkmoot.app.get(Audience).forList('digest'));
      const frequencies = people
        .filter(({ organisations }) => organisations.length > 0)
        .map(({ reading }) => reading.frequency);
      expect(frequencies.sort()).toEqual(['monthly', 'none']);
    } finally {
      await folkmoot.stop();
    }
  });
});

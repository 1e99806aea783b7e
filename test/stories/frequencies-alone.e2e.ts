import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GlossaryStore } from '../../src/core/glossary/glossary.store.js';
import { JobRunner } from '../../src/core/jobs/index.js';
import { county, addressOf, wants, sweep, receivers, titlesIn, found } from './frequencies-county.js';

describe('What goes out by itself', () => {
  beforeAll(async () => {
    await found('2026-11-18T06:00:00Z');
    await wants('Dora', 'daily');
    await wants('Ivy', 'immediate');
  });
  afterAll(() => county.stop());

  it('holds back what nobody has explained until somebody has', async () => {
    await county.articles('title\nItem 1\nThe QZXW scheme');
    county.moveTo('2026-11-18T06:11:00Z');
    await sweep();
    const [letter, ...others] = await county.folkmoot.deliver();
    expect([letter.to, others]).toEqual([addressOf('Ivy'), []]);
    expect(letter.mail.text).not.toContain('QZXW');
    await county.inside(() => county.folkmoot.app.get(GlossaryStore).excuse(['QZXW']));
    await sweep();
    const [late] = await county.folkmoot.deliver();
    expect([late.to, late.mail.text]).toEqual([addressOf('Ivy'), expect.stringContaining('QZXW')]);
  });

  it('has two must-know items a week, and brings others like everything else', async () => {
    await county.articles('title,must_know\nItem 2,yes\nItem 3,yes\nItem 4,yes');
    county.moveTo('2026-11-18T07:45:00Z');
    await sweep();
    expect(await receivers()).toEqual([addressOf('Dora'), addressOf('Ivy')]);
    const told = await county.rows<{ kind: string; must: string[] }>(
      `select e.kind, array_agg(i.key) filter (where i.item->>'mustKnow' = 'true') as must
       from edition e join edition_item i on i.edition_id = e.id where i.item->>'title' in ('Item 2', 'Item 3', 'Item 4')
       group by e.kind`,
    );
    expect(new Set(told.flatMap(({ must }) => must ?? [])).size).toBe(2);
  });

  it('is not sent days late: what nothing sent on its day comes with the next one', async () => {
    await county.articles('title\nItem 6');
    county.moveTo('2026-11-18T08:11:00Z');
    await sweep();
    county.moveTo('2026-11-20T07:45:00Z');
    expect(await receivers()).toEqual([]);
    await county.folkmoot.app.get(JobRunner).sweep('digest.editions');
    await sweep();
    const letters = await county.folkmoot.deliver();
    expect(letters.map(({ to }) => to).sort()).toEqual([addressOf('Dora'), addressOf('Ivy')]);
    for (const { mail } of letters) expect(titlesIn(mail.text!)).toEqual(['Item 6']);
  });

  it('is nothing where two people approve: the weekly one is for everybody', async () => {
    await county.rows(
      `update network set settings = jsonb_set(settings, '{digest,second}', '"two"') where slug = 'grid' returning id`,
    );
    await county.articles('title\nItem 5');
    county.moveTo('2026-11-23T07:45:00Z');
    await sweep();
    expect(await receivers()).toEqual([]);
    await county.command('digest compose');
    const { counts } = await county.command<{ counts: Record<string, number> }>('digest status');
    expect(counts.pending).toBe(7);
  });
});

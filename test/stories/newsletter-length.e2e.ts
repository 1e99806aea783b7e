import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { colleague, decide } from './digest-colleague.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const KEY = 'newsletter-2026-11-18';
const TOM = 'tom@second.example.org';
const LONG = 'A sentence that says something of use to a small organisation and its trustees. '.repeat(200);

describe('A newsletter that is too long, where two people approve', () => {
  let county: County;
  let ruth: Awaited<ReturnType<County['ruth']>>;

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH]);
    await decide(county, { second: 'two' });
    await colleague(county, 'Tom Second', TOM);
    ruth = await county.ruth();
    await ruth.open(county.path('digest/newsletters/new'));
    await ruth.press('Begin the newsletter', { subject: 'Autumn news' });
  });
  afterAll(() => county.stop());

  const approve = async () => {
    await ruth.open(county.path('digest', KEY, 'approval'));
    await ruth.press('Approve and send', { when: 'soon' });
  };
  const asked = async () =>
    (await county.folkmoot.deliver()).filter(({ mail }) => /Please look/.test(mail.subject ?? ''));

  it('says while it is empty that nobody would get it, with no other number against it', async () => {
    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('Nobody would get this: there is no text in it yet.');
    expect(ruth.words()).not.toContain('Who would get it');
    expect(ruth.words()).not.toContain('Approve it');
    await ruth.open(county.path('digest', KEY, 'approval'));
    expect(ruth.words()).toContain('Nobody would get this: there is no text in it yet.');
    await expect(county.command('digest approve', '--edition', KEY, '--nobody')).rejects.toThrow(
      'there is no text in it yet',
    );
  });

  it('is refused before anybody is asked to look at it', async () => {
    for (let part = 1; part <= 7; part++) {
      await ruth.open(county.path('digest', KEY, 'passage'));
      await ruth.press('Keep the passage', { heading: `Part ${part}`, body: LONG });
    }
    await approve();
    expect(ruth.last.status).toBe(409);
    expect(ruth.problems()[0]).toContain('This is longer than mail programmes show');
    expect(await asked()).toEqual([]);
  });

  it('and is asked for when it is shorter; looking at its forms changes nothing', async () => {
    for (let part = 2; part <= 7; part++) {
      await ruth.open(county.path('digest', KEY));
      await ruth.follow(`Part ${part}`);
      await ruth.press('Remove the passage');
    }
    await approve();
    expect(ruth.words()).toContain('Approved once.');
    expect(await asked()).toHaveLength(1);
    await ruth.open(county.path('digest', KEY, 'audience'));
    await ruth.open(county.path('digest', KEY, 'passage'));
    const tom = await county.folkmoot.signIn(TOM, county.path('digest', KEY, 'second'));
    await tom.press('Approve it too');
    expect(tom.words()).toContain('Approved by two people');
  });

  it('whose audience is nobody says so, and cannot be approved', async () => {
    await county.articles(WEEK);
    await ruth.open(county.path('digest/newsletters/new'));
    await ruth.press('Begin the newsletter', { subject: 'For nobody' });
    const key = `${KEY}-2`;
    await ruth.follow('Add a passage');
    await ruth.press('Keep the passage', { body: 'Some words.' });
    const api = await county.api('ruth@grid.example.org');
    await api('PUT', `/editions/${key}/audience`, { themes: ['early-years'], roles: ['treasurer'] });
    await ruth.open(county.path('digest', key));
    expect(ruth.words()).toContain(
      'Nobody would get this: nobody on the list is among those whom it is for.',
    );
    await ruth.open(county.path('digest', key, 'approval'));
    expect(ruth.words()).toContain('So it cannot be approved as it is.');
    await ruth.open(county.path('digest', key, 'introduction'));
    await ruth.press('Keep these words', { subject: '' });
    expect(ruth.problems()).toEqual(['Write the subject.']);
  });
});

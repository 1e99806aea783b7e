import { describe, expect, it } from '@jest/globals';
import { DERBYSHIRE } from '../../test/data/members/planning.js';
import { guessArticleColumns, readArticleRow } from './article-row.rules.js';
import { districtReader } from './district-names.rules.js';
import { themeReader } from './themes.rules.js';

const context = { readDistrict: districtReader(DERBYSHIRE), readTheme: themeReader() };

function read(cells: Record<string, string>) {
  const { mapping } = guessArticleColumns(Object.keys(cells));
  return readArticleRow({ line: 2, values: Object.values(cells) }, mapping, context);
}

describe('a row of an articles’ file', () => {
  it('is an article with its districts, themes and closing date', () => {
    const cells = {
      title: ' Play  grants ',
      summary: 'Up to £500',
      body: 'One.\r\n\r\nTwo.',
      districts: 'Amber Valley; Erewash',
    };
    const reading = read({
      ...cells,
      themes: 'play, early years',
      closes_on: '31/12/2026',
      must_know: 'yes',
      kind: 'Funding',
    });
    expect(reading).toEqual({
      ok: true,
      article: {
        line: 2,
        kind: 'funding',
        title: 'Play grants',
        summary: 'Up to £500',
        body: 'One.\n\nTwo.',
        whatItMeans: '',
        coverage: ['E07000032', 'E07000036'],
        themes: ['arts-and-play', 'early-years'],
        closesOn: '2026-12-31',
        mustKnow: true,
        readers: 'members',
        ages: null,
        ...{ sizes: [], stages: [], roles: [], dates: [] },
      },
    });
  });

  it('says whom it is for, and which dates matter', () => {
    const cells = { title: 'A', ages: '5 to 11', sizes: 'micro, small', stages: '1;2', readers: 'Roles' };
    const reading = read({
      ...cells,
      roles: 'Representative; chair',
      dates: '1/2/2027 Tea, cake; 2027-03-01: End',
    });
    expect(reading).toMatchObject({
      ok: true,
      article: {
        readers: 'roles',
        ages: { from: 5, to: 11 },
        sizes: ['micro', 'small'],
        stages: [1, 2],
        roles: ['representative', 'chair'],
        dates: [
          { on: '2027-02-01', words: 'Tea, cake' },
          { on: '2027-03-01', words: 'End' },
        ],
      },
    });
    const bad: Record<string, string>[] = [
      { readers: 'roles' },
      { roles: 'king' },
      { sizes: 'tiny' },
      { stages: '4' },
      { dates: 'soon' },
    ];
    for (const cells of bad) expect(read({ title: 'A', ...cells }).ok).toBe(false);
  });

  it('needs only a title', () => {
    expect(read({ headline: 'Hello', deadline: '' })).toMatchObject({
      ok: true,
      article: { kind: 'news', closesOn: null, mustKnow: false },
    });
    expect(guessArticleColumns(['body']).problems[0].problem).toContain('“title”');
  });

  it('is refused with every reason at once', () => {
    const reading = read({
      title: '',
      districts: 'Narnia',
      themes: 'bees',
      closes_on: 'soon',
      must_know: 'maybe',
      kind: 'gossip',
    });
    expect(reading.ok).toBe(false);
    if (reading.ok) return;
    expect(reading.refused.map(({ field }) => field).sort()).toEqual([
      'closes_on',
      'districts',
      'kind',
      'must_know',
      'themes',
      'title',
    ]);
    expect(reading.refused.every(({ line }) => line === 2)).toBe(true);
  });
});

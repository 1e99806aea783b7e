import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Glossary, type AcronymProblem } from '../../src/core/glossary/index.js';
import { ArticlesForDigest } from '../../src/digest/articles/article.digest.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE } from './digest-county.js';

const KNOWN =
  'AGM BSL CAF CAMHS CDOP CYPP DBS DSL ECM EHCP EWO EYFS HAF ICB KS2 LADO MARAC MASH NEET PRU SEND VCS'.split(
    ' ',
  );
const UNKNOWN = ['QZX', 'B&T', 'DfQ', 'KS9', 'WIBs', 'YQT'];

/** Check 15 of the digest's reference page: thirty short forms, six of them unknown, two with several meanings. */
describe('Thirty short forms in one article', () => {
  let county: County;
  let ruth: Visitor;
  let ada: Visitor;
  let at: string;

  beforeAll(async () => {
    county = await County.found([SUNRISE]);
    ruth = await county.ruth();
    const terms: Record<string, string>[] = [
      { short: 'TAC', long: 'town area committee', usedFor: 'Amber Valley' },
      { short: 'LAC', long: 'local area co-ordinator' },
    ];
    for (const term of terms) {
      await ruth.open(county.path('glossary/new'));
      await ruth.press('Save the short form', term);
    }
    ada = await county.folkmoot.signIn('ada@sunrise.example.org', county.path('articles'));
  });
  afterAll(() => county.stop());

  const all = [...KNOWN, ...UNKNOWN, 'TAC', 'LAC'];
  const body = `${all.map((short) => `The ${short} came.`).join(' ')}\n\n${all.map((short) => `The ${short} left.`).join(' ')}`;
  const problems = (): Promise<AcronymProblem[]> =>
    county.inside(async () => {
      const items = await county.folkmoot.app.get(ArticlesForDigest).itemsFor();
      return county.folkmoot.app.get(Glossary).acronymProblems(items);
    });

  it('are thirty', () => expect(all).toHaveLength(30));

  it('stand in the way of approval where they are unknown, or mean several things', async () => {
    await ruth.open(county.path('articles/new'));
    await ruth.press('Save the article', {
      ...{ title: 'All of them', kind: 'news', body, whatItMeans: 'Nothing to do.', state: 'ready' },
    });
    at = ruth.last.path;
    const found = await problems();
    expect(found.filter(({ kind }) => kind === 'unknown').map(({ short }) => short)).toEqual(
      UNKNOWN.map((short) => short.replace(/s$/, '')),
    );
    expect(found.filter(({ kind }) => kind === 'undecided').map(({ short }) => short)).toEqual([
      'TAC',
      'LAC',
    ]);
    expect(found.find(({ short }) => short === 'TAC')!.choices.map(({ long }) => long)).toEqual([
      'team around the child',
      'town area committee',
    ]);
  });

  it('are named on the article’s page for those who write, and for nobody else', async () => {
    expect(ruth.words()).toContain('Short forms that nobody has explained: QZX, B&T, DfQ, KS9, WIB, YQT');
    expect(ruth.words()).toContain('TAC has several meanings, and none is chosen');
    await ada.open(at);
    expect(ada.words()).not.toContain('nobody has explained');
  });

  it('are explained at their first use on the page, where they are known', async () => {
    const paragraphs = ada.last.page.querySelectorAll('p').filter((one) => /came|left/.test(one.text));
    expect(paragraphs).toHaveLength(2);
    const [first, second] = paragraphs;
    expect(first.querySelectorAll('abbr').map((one) => one.text)).toEqual(KNOWN);
    expect(first.text).toContain('CYPP (Children and Young People’s Plan) came.');
    expect(first.text).toContain('QZX came.');
    expect(first.text).toContain('TAC came.');
    expect(second.querySelectorAll('abbr')).toEqual([]);
  });

  it('are defined, excused and chosen while writing, and nothing typed is lost', async () => {
    await ruth.follow('Change the words');
    expect(ruth.words()).toContain('QZX stands for');
    await ruth.press('Check the words', {
      summary: 'A summary that is not saved yet.',
      'long-QZX': 'quite a new thing',
      'excuse-B&T': 'yes',
      'excuse-KS9': 'yes',
    });
    expect(ruth.words()).not.toContain('QZX stands for');
    expect(ruth.words()).toContain('WIB stands for');
    expect(ruth.last.page.querySelector('#summary')?.text).toContain('not saved yet');
    const [town] = await county.rows<{ id: string }>(
      `select id from term where long = 'town area committee'`,
    );
    const [child] = await county.rows<{ id: string }>(
      `select id from term where long = 'looked-after child'`,
    );
    await ruth.press('Save the article', {
      'long-DfQ': 'Department for Questions',
      'long-WIB': 'word in brackets',
      'excuse-YQT': 'yes',
      'meaning-TAC': town.id,
      'meaning-LAC': child.id,
    });
    expect(ruth.words()).toContain('A summary that is not saved yet.');
    expect(ruth.words()).not.toContain('The words Short forms');
    expect(await problems()).toEqual([]);
  });

  it('are explained in the meaning that was chosen', async () => {
    await ada.open(at);
    expect(ada.words()).toContain('TAC (town area committee) came.');
    expect(ada.words()).toContain('LAC (looked-after child) came.');
    expect(ada.words()).toContain('WIBs (word in brackets) came.');
    await ruth.open(`${at}/edit`);
    const ticked = ruth.last.page.querySelectorAll('input[type=radio][name="meaning-TAC"][checked]');
    expect(ticked).toHaveLength(1);
  });

  it('are asked about again when the chosen meaning is taken out', async () => {
    const [town] = await county.rows<{ id: string }>(
      `select id from term where long = 'town area committee'`,
    );
    await county.rows(
      `insert into term (id, short, long) values (gen_random_uuid(), 'TAC', 'travel advice centre') returning id`,
    );
    await ruth.open(county.path('glossary', town.id, 'removal'));
    await ruth.press('Take it out');
    expect((await problems()).map(({ short, kind }) => `${short} ${kind}`)).toEqual(['TAC undecided']);
  });

  it('are explained from the article’s own page, which is where one comes back to', async () => {
    await ruth.open(county.path('articles/new'));
    await ruth.press('Save the article', {
      ...{
        title: 'Two of them',
        kind: 'news',
        body: 'The FQZ and LQZ.',
        whatItMeans: 'Come.',
        state: 'ready',
      },
    });
    const article = ruth.last.path;
    await ruth.follow('FQZ');
    await ruth.press('Save the short form', { long: '' });
    expect(ruth.problems()).not.toEqual([]);
    await ruth.press('Save the short form', { long: 'first of queries' });
    expect(ruth.last.path).toBe(article);
    expect(ruth.words()).toContain('FQZ (first of queries)');
    expect(ruth.words()).toContain('Short forms that nobody has explained: LQZ.');
    await ruth.open(county.path('glossary/new?next=https://example.org/x'));
    await ruth.press('Save the short form', { short: 'LQZ', long: 'last of queries' });
    expect(ruth.last.path).toBe(county.path('glossary'));
  });

  it('the network’s own name is none of them', async () => {
    await ruth.open(county.path('articles/new'));
    await ruth.press('Save the article', {
      ...{
        title: 'What GRID does',
        kind: 'news',
        body: 'The GRID’s week.',
        whatItMeans: 'Come.',
        state: 'ready',
      },
    });
    expect(ruth.words()).not.toContain('Short forms that nobody has explained');
    expect((await problems()).filter(({ short }) => short === 'GRID')).toEqual([]);
  });

  it('are named to whoever submits an article, who is asked to write them out', async () => {
    await ada.open(county.path('articles/new'));
    const long = `The board ${'and the board '.repeat(10)}will utilise it.`;
    await ada.press('Check the words', { title: 'New', summary: 'The PQRS meets.', body: long });
    expect(ada.words()).toContain('Please write them out where you first use them: PQRS');
    expect(ada.words()).toContain('1 long sentence.');
    expect(ada.words()).toContain('utilise → use');
    expect(ada.words()).not.toContain('Everybody knows');
    expect(ada.last.page.querySelector('#summary')?.text).toContain('PQRS');
    const token = ada.last.page.querySelector('input[name=_token]')!.getAttribute('value')!;
    await ada.request('POST', county.path('articles/check'), `_token=${token}&long-PQRS=taken+over&title=x`);
    expect(await county.rows(`select id from term where short = 'PQRS'`)).toEqual([]);
  });
});

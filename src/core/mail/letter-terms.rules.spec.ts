import { describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { fillHoles, holeMark } from './letter-holes.rules.js';
import { firstUse, termHole, type LetterTerm } from './letter-terms.rules.js';
import { assemble, prepareLetter, type LetterCopy } from './mime.rules.js';

const mark = 'k7Qm2Xw9Lr4Tz8Vb';
const hole = (number: number) => holeMark(mark, termHole(number));

const CYPP = { id: 'a', short: 'CYPP', long: 'Children and Young People’s <Plan>' };
const terms: LetterTerm[] = [
  { ...CYPP, written: 'CYPP', behind: ` (${CYPP.long})` },
  { ...CYPP, written: 'CYPPs', behind: `, ${CYPP.long}` },
  {
    id: 'b',
    short: 'LAC',
    written: 'LAC',
    long: 'looked-after children',
    behind: ' (looked-after children)',
  },
  { id: 'c', short: 'LAC', written: 'LAC', long: 'local area committee', behind: ' (local area committee)' },
  { id: 'd', short: 'SEND', written: 'SEND', long: 'special educational needs', behind: '' },
];

const letter = prepareLetter({
  ...{ mark, subject: 'S', from: { address: 'a@example.org' }, date: new Date('2026-11-20T08:00:00Z') },
  automatic: 'auto-generated',
  head: { text: '', html: '<html><body>' },
  pieces: [
    { text: `The ${hole(0)} is out.`, html: `<p>The ${hole(0)} is out.</p>` },
    { text: `Two ${hole(1)} and ${hole(2)}.`, html: `<p>Two ${hole(1)} and ${hole(2)}.</p>` },
    { text: `${hole(3)}, ${hole(4)}, ${hole(4)}.`, html: `<p>${hole(3)}, ${hole(4)}, ${hole(4)}.</p>` },
  ],
  foot: { text: '--', html: '</body></html>' },
  terms,
});

const copy = (pieceKeys: number[], facts: Partial<LetterCopy> = {}) =>
  assemble(letter, {
    ...{ deliveryId: 'd1', to: { address: 'b@example.org' }, messageId: '<m@example.org>' },
    ...{ pieceKeys, holes: {} },
    ...facts,
  });

const read = async (pieceKeys: number[]) => {
  const { text = '', html = '' } = await PostalMime.parse(copy(pieceKeys));
  const plain = html.replace(/<[^>]+>/g, '\n').replaceAll('&lt;', '<');
  const joined = (part: string) => part.replaceAll('&gt;', '>').replace(/\s+/g, ' ').trim();
  return { text: joined(text).replace(/ --$/, ''), plain: joined(plain), html };
};

describe('A term in a letter', () => {
  it('is said in full where it first stands in a copy, whichever piece that is', async () => {
    expect((await read([0, 1])).text).toBe(
      'The CYPP (Children and Young People’s <Plan>) is out. Two CYPPs and LAC (looked-after children).',
    );
    expect((await read([1, 0])).text).toBe(
      'Two CYPPs, Children and Young People’s <Plan> and LAC (looked-after children). The CYPP is out.',
    );
  });

  it('is said again after another meaning of the same letters, and not where the writer has said it', async () => {
    expect((await read([1, 2, 1])).text).toBe(
      'Two CYPPs, Children and Young People’s <Plan> and LAC (looked-after children). LAC (local area committee), SEND, SEND. Two CYPPs and LAC (looked-after children).',
    );
  });

  it('says the same in both forms, and marks it up as an abbreviation', async () => {
    const { text, plain, html } = await read([1, 0, 2]);
    expect(plain.replace(/ ([,.])/g, '$1')).toBe(text.replace(/ ([,.])/g, '$1'));
    expect(html).toContain('<abbr title="Children and Young People’s &lt;Plan&gt;">CYPPs</abbr>, Children');
  });

  it('reads the same where a copy is shown', () => {
    const isFirst = firstUse();
    const shown = [`The ${hole(0)}`, `and ${hole(1)}`].map((text) =>
      fillHoles(text, mark, {}, terms, isFirst),
    );
    expect(shown).toEqual(['The CYPP (Children and Young People’s <Plan>)', 'and CYPPs']);
  });
});

describe('A copy of text only', () => {
  it('is one part, with nothing of HTML in it', async () => {
    const bytes = copy([0, 1], { form: 'text' });
    expect(bytes.toString('latin1')).toMatch(/\r\nContent-Type: text\/plain; charset=utf-8\r\n/);
    expect(bytes.toString('latin1')).not.toMatch(/multipart|text\/html|<p>/);
    const { text, html } = await PostalMime.parse(bytes);
    expect(html).toBeUndefined();
    expect(text).toBe((await PostalMime.parse(copy([0, 1]))).text);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expandFirst, findTerms, ownWords, termsFor, unknownCapitals } from './expand.rules.js';
import { withAmbiguity, type Term } from './term.rules.js';

const term = (short: string, long: string, id = short) => ({ id, short, long });
const TERMS = withAmbiguity([
  term('CYPP', 'Children and Young People’s Plan'),
  term('CAF', 'Common Assessment Framework'),
  term('Y&H', 'Yorkshire and the Humber'),
  term('KS2', 'Key Stage 2'),
  term('0-19', 'services for children from birth to nineteen'),
  term('SEN', 'special educational needs'),
  term('SEND', 'special educational needs and disabilities'),
  term('SENDCo', 'co-ordinator for special educational needs'),
]);
const found = (text: string, terms = TERMS) =>
  findTerms(text, terms).map(({ start, end }) => text.slice(start, end));
const expand = (text: string, terms = TERMS, seen = new Set<string>()) => expandFirst(text, terms, seen);

describe('Short forms in a text', () => {
  it('are explained at their first use, and at that only', () => {
    expect(expand('The CYPP is out. The CYPP is short.')).toBe(
      'The CYPP (Children and Young People’s Plan) is out. The CYPP is short.',
    );
  });

  it('share what was explained among the parts of a page', () => {
    const seen = new Set<string>();
    expect(expand('CAF news', TERMS, seen)).toBe('CAF (Common Assessment Framework) news');
    expect(expand('The CAF again', TERMS, seen)).toBe('The CAF again');
  });

  it('are whole words, with their own capitals', () => {
    expect(found('CAFE, DECAF, caf, Caf, xCAF, CAF2, R&CAF, CAF&R')).toEqual([]);
    expect(found('CAF. (CAF) “CAF” CAF/CYPP CAF-led pre-CAF _CAF_ **CAF**')).toHaveLength(9);
  });

  it('may be plural or possessive', () => {
    expect(found('CAFs, the CYPP’s aims, the CAFs’ age, KS2s')).toEqual(['CAFs', 'CYPP’s', 'CAFs’', 'KS2s']);
    expect(expand('All CAFs count')).toBe('All CAFs (Common Assessment Framework) count');
  });

  it('may have an ampersand, digits and dashes of any kind', () => {
    expect(found('Y&H and KS2 and 0-19 and 0–19')).toEqual(['Y&H', 'KS2', '0-19', '0–19']);
    expect(found('10-19, 0-190, 2026-0-19, KS21, AKS2')).toEqual([]);
  });

  it('are the longest that fit', () => {
    expect(found('SEN, SEND, SENDCo, SENDs')).toEqual(['SEN', 'SEND', 'SENDCo', 'SENDs']);
  });

  it('stay as they are where the long form stands beside them', () => {
    for (const text of [
      'The Common Assessment Framework (CAF) helps.',
      'The common  assessment\nframework (CAF) helps.',
      'The CAF (Common Assessment Framework) helps.',
      'The CAF, the Common Assessment Framework, helps.',
      'The **Common Assessment Framework** (CAF) helps.',
      'Common Assessment Frameworks (CAFs) help.',
      "The CYPP (Children and Young People's Plan) helps.",
    ])
      expect(expand(`${text} CAF CYPP`).startsWith(text)).toBe(true);
    expect(expand('Common Assessment Framework (CAF). CAF')).toBe('Common Assessment Framework (CAF). CAF');
  });

  it('get no second pair of brackets', () => {
    expect(expand('ask early (CAF)')).toBe('ask early (CAF, Common Assessment Framework)');
  });

  it('are left alone in addresses and in links', () => {
    for (const text of [
      'https://example.org/CAF',
      'see www.CAF.org, or CAF.org.uk',
      'CAF@example.org and ask@CAF.example',
      'example.org/CAF/page',
      '[the CAF form](https://example.org/x)',
      '[form](/CAF)',
      '<https://CAF.example/>',
      '@CAF',
    ])
      expect({ text, found: found(text) }).toEqual({ text, found: [] });
    expect(found('[form](/x) CAF [CAF]')).toEqual(['CAF', 'CAF']);
  });
});

describe('A short form with two meanings', () => {
  const two = withAmbiguity([
    term('TAC', 'team around the child', 'one'),
    term('TAC', 'town area committee', 'two'),
  ]);

  it('stays as it is until the writer has chosen', () => {
    expect(expand('The TAC meets', two)).toBe('The TAC meets');
    expect(expand('The TAC meets', termsFor(two, { TAC: 'two' }))).toBe(
      'The TAC (town area committee) meets',
    );
    expect(expand('The TAC meets', termsFor(two, { TAC: 'gone' }))).toBe('The TAC meets');
  });

  it('is said again where another item means the other thing', () => {
    const seen = new Set<string>();
    const say = (id: string) => expand('TAC', termsFor(two, { TAC: id }), seen);
    expect([say('one'), say('one'), say('two'), say('two'), say('one')]).toEqual([
      'TAC (team around the child)',
      'TAC',
      'TAC (town area committee)',
      'TAC',
      'TAC (team around the child)',
    ]);
  });
});

describe('Unknown capitals', () => {
  const unknown = (text: string, excused: string[] = ['BBC', 'UK']) => unknownCapitals(text, TERMS, excused);

  it('are named once, without the s of a plural', () => {
    expect(unknown('The LSCB and two LSCBs told the CAF; DfE, H&S, MAT5.')).toEqual([
      'LSCB',
      'DfE',
      'H&S',
      'MAT5',
    ]);
  });

  it('are not those that everybody knows, nor terms, in whatever form', () => {
    expect(unknown('BBC, the BBC’s UK news, CAFs, CYPP’s, Y&H, 0–19')).toEqual([]);
  });

  it('are not names, numbers, postcodes, times or loud sentences', () => {
    expect(
      unknown(
        'McDonald, WhatsApp, Part II and IV, NE61 2EF, S11 8TZ, 10AM, 21ST, SC012345, A 1 B, M62, GF.fish.example',
      ),
    ).toEqual([]);
    expect(unknown('PLEASE READ THIS NOW. Thank you')).toEqual([]);
    expect(unknown('LSCB MAT ABC XYZ')).toEqual(['LSCB', 'MAT', 'ABC', 'XYZ']);
  });

  it('are not the network’s own name, long or short, in whatever letters', () => {
    const own = ownWords({ name: 'VoiCeS & DVCS of Derby', slug: 'grid-24' });
    const text = 'GRID and Grid’s, GRIDs, VoiCeS, DVCS, the LSCB';
    expect(unknownCapitals(text, TERMS, [])).toEqual(['GRID', 'VoiCeS', 'DVCS', 'LSCB']);
    expect(unknownCapitals(text, TERMS, [], own)).toEqual(['LSCB']);
  });

  it('are looked for in the words of a link, not in its target', () => {
    expect(unknown('[The LSCB form](https://example.org/MATS) and www.ABC.org, office@ABC.org')).toEqual([
      'LSCB',
    ]);
    expect(unknown('[the CAF form](/x)')).toEqual([]);
  });
});

const HOSTILE = [
  'CAF',
  '[',
  ']',
  '(',
  ')',
  '](',
  '://',
  'www.',
  '@',
  '.',
  '&',
  ' ',
  's',
  '’',
  "'s",
  '-',
  '0-19',
  '\n',
  '<',
  'É',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 3 })))
  .map((parts) => parts.join(''));

describe('Whatever the text', () => {
  it('what is found lies in the text, in order, and does not overlap', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let last = 0;
        for (const { start, end, term } of findTerms(text, TERMS)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThanOrEqual(start + term.short.length);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('nothing is lost by explaining, and nothing is explained twice', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const seen = new Set<string>();
        const once = expandFirst(text, TERMS, seen);
        let at = 0;
        for (const sign of text) {
          at = once.indexOf(sign, at) + sign.length;
          expect(at).toBeGreaterThan(0);
        }
        expect(expandFirst(text, TERMS, seen)).toBe(text);
      }),
    );
  });

  it('no excused word and no known term is unknown', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const first = unknownCapitals(text, TERMS, []);
        expect(new Set(first).size).toBe(first.length);
        expect(unknownCapitals(text, TERMS, first)).toEqual([]);
        const terms: Term[] = [...TERMS, ...withAmbiguity(first.map((short) => term(short, 'x')))];
        expect(unknownCapitals(text, terms, []).filter((one) => first.includes(one))).toEqual([]);
      }),
    );
  });

  it('the work grows with the text and not with its square', () => {
    const steps = ['CAF,', '[', '](', '[CAF](', '://', 'a.b', 'a.b/', '((', 'www.', 'CAF (', 'A&', 'a@', '<'];
    for (const step of steps) {
      const text = step.repeat(100_000 / step.length);
      expect(findTerms(text, TERMS).length).toBeLessThanOrEqual(text.length);
      expect(unknownCapitals(text, TERMS, []).length).toBeLessThanOrEqual(text.length);
    }
  });
});

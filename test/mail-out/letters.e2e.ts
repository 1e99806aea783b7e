import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holeMark, Post, shortLetter, type CopyFacts, type LetterPiece } from '../../src/core/mail/index.js';
import { markdownHtml, markdownText } from '../../src/core/text/index.js';
import { briefPiece, fullPiece, type ItemWords } from '../../src/digest/choosing/item-piece.rules.js';
import { closingPiece, headingPiece, openingPiece } from '../../src/digest/choosing/letter.rules.js';
import { HEADER_INJECTION, HOSTILE_NAMES, hostileText } from '../support/hostile-words.js';
import { decodedWords, readMessage, valueOf } from '../support/mail-message.js';
import type { Caught } from '../support/sink.js';
import type { County } from '../stories/digest-county.js';
import { foundOutThere, lintAll, MAIL_DOMAIN } from './post-office.js';

const SEED = Number(process.env.FOLKMOOT_TEST_SEED ?? 20261120);
/** Letters of which copies, of which many: a thousand messages. */
const [LETTERS, COPIES] = [40, 25];

interface Wish {
  subject: string;
  from: string;
  network: string;
  names: string[];
  titles: string[];
  bodies: string[];
}

const wish: fc.Arbitrary<Wish> = fc.record({
  subject: hostileText,
  from: hostileText,
  network: hostileText,
  names: fc.array(hostileText, { minLength: COPIES, maxLength: COPIES }),
  titles: fc.array(hostileText, { minLength: 2, maxLength: 3 }),
  bodies: fc.array(
    fc.oneof(
      hostileText,
      fc.constant('x'.repeat(1100)),
      fc.constant('Read *all* of [the paper](https://example.org/a?b=1&c=é).'),
    ),
    { minLength: 2, maxLength: 6 },
  ),
});

describe('Letters to many and to one, with hostile words in every place', () => {
  let county: County;
  let caught: Caught[];

  beforeAll(async () => {
    county = await foundOutThere([]);
    const wishes = fc.sample(wish, { numRuns: LETTERS, seed: SEED });
    for (const [at, one] of wishes.entries()) await post(county, one, at);
    caught = await county.folkmoot.deliver();
  }, 240_000);
  afterAll(() => county.stop());

  const headed = (name: string) => caught.map(({ bytes }) => valueOf(readMessage(bytes).fields, name));
  const ofLists = () => caught.filter(({ bytes }) => valueOf(readMessage(bytes).fields, 'List-Id'));

  it('G11: a thousand messages breach none of E9 to E43', async () => {
    expect(caught).toHaveLength(LETTERS * COPIES);
    expect([...new Set(await lintAll(county, caught))].slice(0, 20)).toEqual([]);
  });

  it('E15: a list’s id is the same for everybody and holds nobody', async () => {
    const ids = new Set(
      ofLists().map(({ bytes }) => /<[^<>]*>$/.exec(valueOf(readMessage(bytes).fields, 'List-Id')!)![0]),
    );
    expect([...ids]).toEqual([`<digest.${county.slug}.${MAIL_DOMAIN}>`]);
  });

  it('E9, E13: a stop-link is each person’s own and does not contain the address', () => {
    const links = ofLists().map(({ to, bytes }) => ({
      to,
      link: valueOf(readMessage(bytes).fields, 'List-Unsubscribe')!,
    }));
    expect(new Set(links.map(({ link }) => link)).size).toBe(links.length);
    expect(links.filter(({ to, link }) => link.includes(to.split('@')[0]))).toEqual([]);
  });

  it('E22, E32: each message has a return path and an id that no other has', () => {
    expect(new Set(headed('Message-ID')).size).toBe(caught.length);
    const paths = caught.map(({ from }) => from).filter((from) => from !== '');
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('E6: the way to stop stands in the body too, in both forms', () => {
    for (const { bytes } of ofLists()) {
      const link = /<(https:[^>]+)>/.exec(valueOf(readMessage(bytes).fields, 'List-Unsubscribe')!)![1];
      for (const { text } of readMessage(bytes).parts) expect(text).toContain(link);
    }
  });

  it('E3: whoever sends is called the same in all copies of a letter', () => {
    const names = new Map<string, Set<string>>();
    for (const { bytes } of ofLists()) {
      const { fields } = readMessage(bytes);
      const subject = valueOf(fields, 'Archived-At')!;
      names.set(subject, (names.get(subject) ?? new Set()).add(valueOf(fields, 'From')!));
    }
    expect([...names.values()].every(({ size }) => size === 1)).toBe(true);
  });

  it('E36: every header reads as what was typed, without what could end a line', () => {
    const broken = headed('Subject').filter((subject) => {
      const shown = decodedWords(subject ?? '');
      return /[\0-\x1f\x7f\u2028\u2029]/.test(shown);
    });
    expect(broken).toEqual([]);
  });
});

describe('E40: two hundred hostile strings as subject, name and sender', () => {
  it('put no header of their own into a letter', async () => {
    const county = await foundOutThere([]);
    const strings = [
      ...HEADER_INJECTION,
      ...HOSTILE_NAMES,
      ...fc.sample(hostileText, { numRuns: 120, seed: SEED }),
    ];
    expect(strings.length).toBeGreaterThan(200);
    const letter = { kind: 'notice', fromLocal: 'notices', resend: 'never' as const };
    await county.inside(async () => {
      for (const [at, text] of strings.entries())
        await county.folkmoot.app.get(Post).toOne(
          { address: `n${at}@example.org`, name: text },
          {
            ...letter,
            subject: text,
            fromName: text,
            piece: shortLetter([storable(text), { list: [storable(text)] }]),
          },
        );
    });
    const caught = await county.folkmoot.deliver();
    expect(caught).toHaveLength(strings.length);
    expect((await lintAll(county, caught)).slice(0, 20)).toEqual([]);
    await county.stop();
  }, 120_000);
});

/** Puts one letter in the post: every fourth to single people, the others to many. */
async function post(county: County, one: Wish, at: number): Promise<void> {
  const office = county.folkmoot.app.get(Post);
  const mark = office.newMark();
  const to = (index: number) => ({ name: one.names[index], address: `p${at}.${index}@example.org` });
  await county.inside(async () => {
    await county.folkmoot.db.query('update network set name = $1', [storable(one.network) || 'x']);
    if (at % 4 === 3) {
      for (let index = 0; index < COPIES; index++) {
        const automatic = at % 8 === 7 ? ('auto-replied' as const) : undefined;
        await office.toOne(
          { ...to(index), name: storable(one.names[index]) },
          {
            ...{
              kind: at % 8 === 7 ? 'notice' : 'sign-in',
              subject: storable(one.subject),
              fromName: storable(one.from),
            },
            ...{ fromLocal: at % 8 === 7 ? 'notices' : 'sign-in', resend: 'never', automatic },
            piece: shortLetter([
              storable(one.titles[0]),
              { code: '123 456' },
              { button: { url: 'https://folkmoot.example/x?a=1&b=2', words: 'Open it' } },
              { list: one.titles.map(storable) },
            ]),
          },
        );
      }
      return;
    }
    const pieces = piecesOf(mark, one);
    const copies = one.names.map((name, index): CopyFacts => ({
      ...{ personId: `00000000-0000-7000-8000-${String(at * 100 + index).padStart(12, '0')}`, readers: [] },
      ...{
        ...to(index),
        name: storable(name),
        state: 'pending' as const,
        form: index % 5 === 4 ? 'text' : 'both',
      },
      pieces: pieces.map((_, number) => number),
      holes: { greeting: storable(name) },
    }));
    const archive = { list: '/digest/archive', copy: `/digest/archive/2026-W${at + 10}` };
    const facts = {
      kind: 'digest',
      list: 'digest',
      subject: storable(one.subject),
      fromName: storable(one.from),
      fromLocal: 'digest',
    };
    await office.freeze(
      {
        ...facts,
        replyTo: 'office@example.org',
        resend: 'never',
        sendAfter: county.folkmoot.clock.now(),
        mark,
        archive,
      },
      pieces,
      copies,
    );
  });
}

function piecesOf(mark: string, { titles, bodies }: Wish): LetterPiece[] {
  const piece = (text: string): LetterPiece => ({
    text: markdownText(text),
    html: markdownHtml(text, 4).toString(),
  });
  const items = titles.map((title, at): ItemWords => ({
    ...{
      title: oneLine(title) || 'A title',
      width: title.length,
      kind: 'news',
      kindWords: 'News',
      closesOn: '2026-12-18',
    },
    ...{
      summary: oneLine(bodies[0]),
      body: piece(storable(bodies[at % bodies.length])),
      whatItMeans: oneLine(title),
    },
    ...{ url: `https://folkmoot.example/grid/articles/${at}`, dates: [oneLine(title)], attachments: [] },
  }));
  return [
    openingPiece(mark, piece('Hello all')),
    headingPiece('rest'),
    ...items.slice(1).map((item) => fullPiece(item, 'district: East')),
    headingPiece('also', 1),
    briefPiece(items[0], 'for everybody'),
    closingPiece('the network', true),
    { text: `${holeMark(mark, 'greeting')}\n`, html: `<p>${holeMark(mark, 'greeting')}</p>` },
  ];
}

/** What a database can keep, and what forms make of a line. */
function storable(text: string): string {
  return Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8');
}

function oneLine(text: string): string {
  return storable(text).replace(/\s+/g, ' ').trim();
}

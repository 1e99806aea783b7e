import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Post, shortLetter, Uncertain } from '../../src/core/mail/index.js';
import { HOUSE } from '../../src/core/database/index.js';
import { refusal } from '../support/sink.js';
import { TestApp } from '../support/app.js';

describe('A letter goes to the post', () => {
  let folkmoot: TestApp;

  beforeAll(async () => {
    folkmoot = await TestApp.start({ FOLKMOOT_MAIL_RETRY_SECONDS: '60' });
  });
  afterAll(() => folkmoot.stop());

  const write = (address: string) =>
    folkmoot.db.inNetwork(HOUSE, () =>
      folkmoot.app.get(Post).toOne(
        { address, name: 'Ada Barley' },
        {
          kind: 'notice',
          subject: 'Grüße £5',
          fromName: 'Folkmoot',
          fromLocal: 'post',
          resend: 'ask',
          piece: shortLetter([
            'Good morning.',
            { button: { url: 'https://example.org/x?a=1&b=2', words: 'Open it' } },
          ]),
        },
      ),
    );

  const edition = (people: string[]) =>
    folkmoot.app.get(Post).freeze(
      {
        kind: 'digest',
        list: 'digest',
        subject: 'This week',
        fromName: 'Folkmoot',
        fromLocal: 'digest',
        resend: 'ask',
        sendAfter: folkmoot.clock.now(),
        mark: folkmoot.app.get(Post).newMark(),
      },
      [shortLetter(['This week.'])],
      people.map((address) => ({
        personId: null,
        readers: [],
        name: '',
        address,
        pieces: [0],
        holes: {},
        state: 'pending' as const,
      })),
    );

  const state = (id: string) =>
    folkmoot.db.inNetwork(
      HOUSE,
      async () =>
        (await folkmoot.db.one<{ state: string; reason: string | null; attempts: number }>(
          'select state, reason, attempts from delivery where id = $1',
          [id],
        ))!,
    );

  it('and arrives once, in both forms, with an envelope of its own', async () => {
    const id = await write('ada@example.org');
    await folkmoot.deliver();
    await folkmoot.deliver();
    const letters = folkmoot.sink.to('ada@example.org');
    expect(letters).toHaveLength(1);
    expect(letters[0].mail.subject).toBe('Grüße £5');
    expect(letters[0].mail.text).toContain('Open it:\nhttps://example.org/x?a=1&b=2');
    expect(letters[0].mail.html).toContain('href="https://example.org/x?a=1&amp;b=2"');
    expect(letters[0].from).toMatch(/^b\+[a-z2-7]+@/);
    expect(await state(id)).toMatchObject({ state: 'sent' });
  });

  it('is refused for good by a 5xx, and the ledger keeps the reply', async () => {
    folkmoot.sink.rules = {
      rcpt: (address) => (address === 'gone@example.org' ? refusal(550, 'No such person') : undefined),
    };
    const id = await write('gone@example.org');
    await folkmoot.deliver();
    expect(await state(id)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('No such person'),
    });
  });

  it('waits after a 4xx and goes out later', async () => {
    folkmoot.sink.rules = {
      data: ({ to }) => (to === 'full@example.org' ? refusal(452, 'Try later') : undefined),
    };
    const id = await write('full@example.org');
    await folkmoot.deliver();
    expect(await state(id)).toMatchObject({ state: 'pending', reason: expect.stringContaining('Try later') });
    folkmoot.sink.rules = {};
    expect(await folkmoot.deliver()).toHaveLength(0);
    folkmoot.clock.moveTo(new Date(folkmoot.clock.now().getTime() + 61_000));
    expect(await folkmoot.deliver()).toHaveLength(1);
    expect(await state(id)).toMatchObject({ state: 'sent' });
  });

  it('counts as uncertain when the relay hangs up instead of answering, and waits for a person', async () => {
    folkmoot.sink.rules = {
      data: ({ to }) => (to === 'maybe@example.org' ? refusal(421, 'Bye') : undefined),
    };
    const id = await write('maybe@example.org');
    await folkmoot.deliver();
    // A 421 after the dot is an answer: it was not taken. Make the fate truly unknown instead.
    await folkmoot.db.inNetwork(HOUSE, () =>
      folkmoot.db.query(
        `update delivery set state = 'uncertain', committed_at = clock_timestamp() where id = $1`,
        [id],
      ),
    );
    folkmoot.sink.rules = {};
    expect(await folkmoot.deliver()).toHaveLength(0);
    await folkmoot.db.inNetwork(HOUSE, async () => {
      const row = await folkmoot.db.one<{ letter_id: string }>(
        'select letter_id from delivery where id = $1',
        [id],
      );
      expect(await folkmoot.app.get(Uncertain).sendAgain(row!.letter_id)).toBe(1);
    });
    expect(await folkmoot.deliver()).toHaveLength(1);
  });

  it('stops and takes the refusals back when everybody is refused in the same words', async () => {
    folkmoot.sink.rules = {
      rcpt: (address) => refusal(554, `5.7.1 <${address}> rejected: our own server is blocked`),
    };
    const people = Array.from({ length: 12 }, (_, at) => `many${at}@example.org`);
    const { letterId } = await folkmoot.db.inNetwork(HOUSE, () => edition(people));
    await folkmoot.deliver();
    const states = await folkmoot.db.inNetwork(HOUSE, () =>
      folkmoot.db.query<{ state: string }>('select state from delivery where letter_id = $1', [letterId]),
    );
    expect(states.filter((one) => one.state === 'pending').length).toBeGreaterThanOrEqual(10);
    folkmoot.sink.rules = {};
  });

  it('waits when there is no relay at all, and says so', async () => {
    const lonely = await TestApp.start({ SMTP_URL: 'smtp://127.0.0.1:1' });
    const id = await lonely.db.inNetwork(HOUSE, () =>
      lonely.app.get(Post).toOne(
        { address: 'ada@example.org' },
        {
          kind: 'notice',
          subject: 'x',
          fromName: 'x',
          fromLocal: 'post',
          resend: 'ask',
          piece: shortLetter(['x']),
        },
      ),
    );
    await lonely.deliver();
    const row = await lonely.db.inNetwork(HOUSE, () =>
      lonely.db.one('select state, reason from delivery where id = $1', [id]),
    );
    expect(row).toMatchObject({ state: 'pending', reason: expect.stringContaining('cannot be reached') });
    await lonely.stop();
  });
});

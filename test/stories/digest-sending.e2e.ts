import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

interface Status {
  edition: string;
  state: string;
  audience: number;
  counts: Record<string, number>;
  names?: Record<string, { name: string; address: string | null; reason: string | null }[]>;
}

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);

describe('A week of the digest from the command line', () => {
  let county: County;

  beforeAll(async () => {
    county = await County.found([
      SUNRISE,
      YOUTH,
      { organisation: 'Peak Parents', districts: 'High Peak', name: 'Post Only' },
      {
        organisation: 'Dale Choir',
        districts: 'Derbyshire Dales',
        name: 'Ann Lark',
        email: 'office@dale.example.org',
      },
      {
        organisation: 'Dale Drama',
        districts: 'Bolsover',
        name: 'Bea Wren',
        email: 'office@dale.example.org',
      },
    ]);
    await county.articles(WEEK);
  });
  afterAll(() => county.stop());

  it('cannot be approved before it is composed', async () => {
    await expect(county.command('digest approve')).rejects.toThrow('There is no edition yet');
    await expect(county.command('digest status')).rejects.toThrow('There is no edition yet');
    await expect(county.command('digest compose', '--edition', '2026-W60')).rejects.toThrow('2026-W47');
  });

  it('composes itself from what is ready, the second time without a change', async () => {
    const composed = await county.command<Status>('digest compose');
    expect(composed).toMatchObject({ edition: '2026-W47', state: 'composing', items: 6, audience: 5 });
    expect(composed.counts).toMatchObject({ pending: 4, held: 1, skipped: 0 });
    expect(await county.command('digest compose')).toEqual(composed);
    expect(await county.rows('select key from edition')).toEqual([{ key: '2026-W47' }]);
  });

  it('is not sent before somebody has approved it', async () => {
    await expect(county.command('digest send')).rejects.toThrow('has not been approved');
    expect(await county.folkmoot.deliver()).toEqual([]);
  });

  it('is approved and sent once to everybody, and says what became of it', async () => {
    const approved = await county.command<Status>('digest approve');
    expect(approved.counts.pending).toBe(4);
    const sent = await county.command<Status>('digest send');
    expect(sent).toMatchObject({ edition: '2026-W47', state: 'sent', audience: 5 });
    expect(sent.counts).toEqual({ sent: 4, refused: 0, uncertain: 0, held: 1, skipped: 0, pending: 0 });
    expect(sum(sent.counts)).toBe(sent.audience);
    const addresses = county.folkmoot.sink.taken.map(({ to }) => to).sort();
    expect(addresses).toEqual([
      'ada@sunrise.example.org',
      'office@dale.example.org',
      'ruth@grid.example.org',
      'tom@youth.example.org',
    ]);
  });

  it('stays as it is when every command is given again', async () => {
    const before = county.folkmoot.sink.taken.length;
    for (const command of ['digest compose', 'digest approve', 'digest send'])
      expect(await county.command<Status>(command)).toMatchObject({ edition: '2026-W47', state: 'sent' });
    expect(county.folkmoot.sink.taken).toHaveLength(before);
  });

  it('names whoever is behind each count', async () => {
    const { names, counts } = await county.command<Status>('digest status', '--names');
    for (const [fate, people] of Object.entries(names!)) expect(people).toHaveLength(counts[fate]);
    expect(names!.held).toEqual([
      { name: 'Post Only', address: null, reason: 'No e-mail address is on record.' },
    ]);
    expect(names!.sent.map(({ name }) => name)).toContain('Ann Lark and Bea Wren');
  });

  const mailTo = (address: string) => county.folkmoot.sink.to(address)[0].mail;
  const titles = [
    'New safeguarding law',
    'Holiday fund',
    'Amber forum',
    'Bolsover forum',
    'Early years training',
    'Youth club start-up',
  ];
  const orderIn = (text: string) =>
    titles
      .filter((title) => text.includes(`\n${title}\n`))
      .sort((a, b) => text.indexOf(`\n${a}\n`) - text.indexOf(`\n${b}\n`));

  it('has another order for each organisation, with the reason of every item', () => {
    const ada = mailTo('ada@sunrise.example.org').text!;
    const tom = mailTo('tom@youth.example.org').text!;
    expect(orderIn(ada)).toEqual([
      'New safeguarding law',
      'Amber forum',
      'Early years training',
      'Holiday fund',
      'Youth club start-up',
    ]);
    expect(orderIn(tom)).toEqual([
      'New safeguarding law',
      'Bolsover forum',
      'Youth club start-up',
      'Holiday fund',
      'Early years training',
    ]);
    expect(ada).toContain('Why you get this: District: Amber Valley.');
    expect(tom).toContain('Why you get this: For the whole county. Theme: youth work.');
    expect(ada.match(/Why you get this:/g)).toHaveLength(5);
  });

  it('gives two people behind one mailbox one copy with what concerns either, and greets both', () => {
    const letters = county.folkmoot.sink.to('office@dale.example.org');
    expect(letters).toHaveLength(1);
    expect(letters[0].mail.text).toMatch(/^Hello Ann and Bea,/);
    expect(orderIn(letters[0].mail.text!)).toContain('Bolsover forum');
  });

  it('says the same in its text and in its HTML, in the same order', () => {
    const { text, html } = mailTo('ada@sunrise.example.org');
    const headings = [...html!.matchAll(/<h[23][^>]*>([^<]+)</g)].map(([, words]) => words);
    const underlined = [...text!.matchAll(/^(.+)\n[=-]{3,}$/gm)].map(([, words]) => words);
    expect(headings.length).toBeGreaterThan(7);
    expect(underlined).toEqual(headings);
    expect(text).toContain('Closes on Friday 18 December 2026.');
    expect(html).toContain('Closes on Friday 18 December 2026.');
    const addresses = (part: string) =>
      part.match(/https?:\/\/[^\s"<>)]+/g)!.map((one) => one.replace(/\.$/, ''));
    expect([...new Set(addresses(html!))].sort()).toEqual([...new Set(addresses(text!))].sort());
  });

  it('fetches nothing, tracks nobody, and can be stopped in one press', () => {
    const { html, headers } = mailTo('ada@sunrise.example.org');
    expect(html).not.toMatch(/<(?:img|script|link|iframe)|url\(/i);
    expect(html).toContain('href="https://example.org/fund"');
    const header = (name: string) => headers.find(({ key }) => key === name)?.value;
    expect(header('list-id')).toContain('<digest.grid.');
    expect(header('list-unsubscribe')).toMatch(/^<http.+\/grid\/stop\/digest\/[\w-]+>$/);
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(mailTo('ada@sunrise.example.org').replyTo?.[0].address).toBe('ruth@grid.example.org');
  });

  it('names in its subject what everybody gets', () => {
    const subjects = new Set(county.folkmoot.sink.taken.map(({ mail }) => mail.subject));
    expect([...subjects]).toEqual(['This week: New safeguarding law, and more']);
  });

  it('offers next week what is still open, and sends each only what they have not had', async () => {
    county.moveTo('2026-11-25T10:00:00Z');
    await county.articles('title,districts\nNext week’s news,\n');
    const next = await county.command<Status & { items: number }>('digest compose');
    expect(next).toMatchObject({ edition: '2026-W48', items: 7 });
    county.folkmoot.sink.taken.length = 0;
    await county.command('digest approve');
    await county.command('digest send');
    const { text } = mailTo('ada@sunrise.example.org');
    expect(text).toContain('Next week’s news');
    expect(text).not.toContain('New safeguarding law');
  });

  it('keeps no trace of one network in another', async () => {
    const other = await county.beside('hull', [
      {
        organisation: 'Hull Harbour',
        districts: 'Bolsover',
        name: 'Hal Tide',
        email: 'hal@hull.example.org',
      },
    ]);
    await other.articles('title\nOnly for Hull');
    expect(await other.command('digest compose')).toMatchObject({ items: 1, audience: 2 });
    await expect(other.command('digest status', '--edition', '2026-W47')).rejects.toThrow(
      'no edition 2026-W47',
    );
    await other.command('digest approve');
    await other.command('digest send');
    const toGrid = county.folkmoot.sink.taken.filter(({ to }) => !to.includes('hull'));
    for (const { mail } of toGrid) expect(mail.text).not.toContain('Only for Hull');
    expect(county.folkmoot.sink.to('hal@hull.example.org')[0].mail.text).not.toContain('Next week');
  });
});

describe('A relay that cannot be reached', () => {
  it('leaves the edition waiting, and the command says so', async () => {
    const county = await County.found([], { env: { SMTP_URL: 'smtp://127.0.0.1:1' } });
    await county.takeIn([SUNRISE]);
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    await expect(county.command('digest send', '--wait', '1')).rejects.toThrow(
      /2 copies of 2026-W47 still wait.*The relay cannot be reached/,
    );
    const status = await county.command<Status & { waits: string }>('digest status');
    expect(status).toMatchObject({ state: 'sending', counts: { pending: 2, sent: 0 } });
    expect(status.waits).toContain('The relay cannot be reached');
    await county.stop();
  });
});

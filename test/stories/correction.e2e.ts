import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Caught } from '../support/sink.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const KEY = '2026-W47';
const CORRECTION = `correction-of-${KEY}`;

const header = ({ mail }: Caught, name: string) => mail.headers.find(({ key }) => key === name)?.value;

describe('A correction', () => {
  let county: County;
  let ruth: Awaited<ReturnType<County['ruth']>>;
  let firsts: Caught[];

  beforeAll(async () => {
    county = await County.found([
      SUNRISE,
      YOUTH,
      { organisation: 'Dale Choir', districts: 'Bolsover', name: 'Ann Lark', email: 'ann@dale.example.org' },
    ]);
    await county.articles(WEEK);
    ruth = await county.ruth();
    county.folkmoot.sink.rules.rcpt = (address) =>
      address.startsWith('ann@') ? refusal(550, 'No such user') : undefined;
    await county.command('digest compose');
    await county.command('digest approve');
    firsts = await county.folkmoot.deliver();
    delete county.folkmoot.sink.rules.rcpt;
  });
  afterAll(() => county.stop());

  it('cannot be begun before somebody has the first', async () => {
    await ruth.open(county.path('digest/newsletters/new'));
    await ruth.press('Begin the newsletter', { subject: 'Later' });
    await ruth.open(`${ruth.last.path.split('?')[0]}/correction`);
    expect(ruth.words()).toContain('There is nothing to correct.');
  });

  it('is a short message that begins with the subject of the first', async () => {
    expect(firsts).toHaveLength(3);
    await ruth.open(county.path('digest', KEY));
    await ruth.follow('Send a correction');
    const subject = ruth.last.page.querySelector('#subject')!.getAttribute('value');
    expect(subject).toBe('Correction: This week: New safeguarding law, and more');
    await ruth.press('Keep the correction', { body: '' });
    expect(ruth.problems()).toEqual(['Write the text.']);
    await ruth.press('Keep the correction', { body: 'The law starts in **March**, not in January.' });
    expect(ruth.heading()).toBe('Correction to the week of 16 November 2026');
    expect(ruth.last.path).toContain(CORRECTION);
    expect(ruth.words()).toContain('It corrects the week of 16 November 2026');
    expect(ruth.words()).toMatch(/People3.*Mailboxes3/);
  });

  it('goes to those who had the first and to nobody else, in the same thread and on the same list', async () => {
    await county.takeIn([
      {
        organisation: 'New Nursery',
        districts: 'Bolsover',
        name: 'Nell Green',
        email: 'nell@new.example.org',
      },
    ]);
    await ruth.follow('Approve it');
    await ruth.press('Approve and send', { when: 'soon' });
    county.moveTo('2026-11-18T10:11:00Z');
    const letters = await county.folkmoot.deliver();
    expect(letters.map(({ to }) => to).sort()).toEqual([
      'ada@sunrise.example.org',
      'ruth@grid.example.org',
      'tom@youth.example.org',
    ]);
    for (const letter of letters) {
      const first = firsts.find(({ to }) => to === letter.to)!;
      expect(header(letter, 'in-reply-to')).toBe(header(first, 'message-id'));
      expect(header(letter, 'references')).toBe(header(first, 'message-id'));
      expect(header(letter, 'message-id')).not.toBe(header(first, 'message-id'));
      expect(header(letter, 'list-id')).toBe(header(first, 'list-id'));
      expect(letter.mail.subject).toBe('Correction: This week: New safeguarding law, and more');
      expect(letter.mail.text).toContain('The law starts in March, not in January.');
      expect(letter.mail.text).toContain('This corrects the week of 16 November 2026, which you were sent.');
      expect(letter.mail.text).not.toContain('Holiday fund');
    }
  });

  it('is linked from what it corrects, and back', async () => {
    await ruth.open(county.path('digest', KEY));
    await ruth.follow('correction to the week of 16 November 2026');
    expect(ruth.heading()).toBe('Correction to the week of 16 November 2026');
    await ruth.follow('week of 16 November 2026');
    expect(ruth.heading()).toBe('Week of 16 November 2026');
  });

  it('follows whoever has another address now, and leaves out whoever has stopped the list since', async () => {
    const people = await county.rows<{ id: string; given: string }>('select id, given from person');
    const idOf = (given: string) => people.find((one) => one.given === given)!.id;
    await county.rows(
      `update contact_point set value = 'ada@elsewhere.example.org', value_key = 'ada@elsewhere.example.org' where person_id = $1 returning id`,
      [idOf('Ada')],
    );
    await county.rows(
      `insert into consent (id, person_id, channel, purpose, status, basis, source) values (gen_random_uuid(), $1, 'email', 'digest', 'opted_out', 'membership', 'page') returning id`,
      [idOf('Tom')],
    );
    const api = await county.api('ruth@grid.example.org');
    const { status, body } = await api('POST', `/editions/${KEY}/correction`, {
      subject: 'One more thing',
      body: 'And it is a bill, not a law.',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ edition: `${CORRECTION}-2`, kind: 'correction' });
    await county.command('digest approve', '--edition', `${CORRECTION}-2`);
    const letters = await county.folkmoot.deliver();
    expect(letters.map(({ to }) => to).sort()).toEqual([
      'ada@elsewhere.example.org',
      'ruth@grid.example.org',
    ]);
    const ada = letters.find(({ to }) => to.startsWith('ada'))!;
    expect(header(ada, 'in-reply-to')).toBe(
      header(
        firsts.find(({ to }) => to.startsWith('ada'))!,
        'message-id',
      ),
    );
  });

  it('counts against nobody’s week, and is shown beside it', async () => {
    await ruth.open(county.path('digest/briefings/new'));
    await ruth.press('Keep the briefing', { subject: 'Urgent', body: 'Now.' });
    expect(ruth.words()).toContain('3 mailboxes get a correction in the same week, which does not count.');
    expect(ruth.words()).not.toContain('would exceed');
  });

  it('is itself not corrected', async () => {
    await ruth.open(county.path('digest', CORRECTION, 'correction'));
    expect(ruth.words()).toContain('There is nothing to correct.');
  });
});

describe('A correction to a briefing that a full week kept from somebody', () => {
  let county: County;
  afterAll(() => county.stop());

  it('goes to them, too, once their digest has brought the briefing, and not before', async () => {
    county = await County.found([SUNRISE]);
    await county.rows(
      `update network set settings = settings || '{"digest": {"others": "1"}}' where slug = 'grid' returning id`,
    );
    const api = await county.api('ruth@grid.example.org');
    const post = async (path: string, body: object) => (await api('POST', path, body)).body.edition as string;
    const sent = async (edition: string, at: string) => {
      await api('POST', `/editions/${edition}/approval`, {});
      county.moveTo(at);
      return (await county.folkmoot.deliver()).map(({ to }) => to).sort();
    };
    const first = await post('/editions/briefings', { subject: 'One', body: 'First.' });
    await sent(first, '2026-11-18T10:15:00Z');
    await county.takeIn([YOUTH]);
    const second = await post('/editions/briefings', { subject: 'Two', body: 'The hall is shut.' });
    expect(await sent(second, '2026-11-18T10:30:00Z')).toEqual(['tom@youth.example.org']);
    const early = await post(`/editions/${second}/correction`, { subject: 'No. 1', body: 'It is not.' });
    expect(await sent(early, '2026-11-18T10:45:00Z')).toEqual(['tom@youth.example.org']);
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    const late = await post(`/editions/${second}/correction`, { subject: 'No. 2', body: 'It is half shut.' });
    expect(await sent(late, '2026-11-18T11:30:00Z')).toEqual([
      ...['ada@sunrise.example.org', 'ruth@grid.example.org', 'tom@youth.example.org'],
    ]);
  });
});

describe('A correction to an edition that is still on its way to somebody', () => {
  let county: County;
  afterAll(() => county.stop());

  it('goes to them, too, so that what they get late is not left standing', async () => {
    county = await County.found([SUNRISE, YOUTH]);
    await county.articles(WEEK);
    const { rules } = county.folkmoot.sink;
    rules.rcpt = (address) => (address.startsWith('tom@') ? refusal(451, 'Try again later') : undefined);
    await county.command('digest compose');
    await county.command('digest approve');
    const firsts = (await county.folkmoot.deliver()).map(({ to }) => to).sort();
    expect(firsts).toEqual(['ada@sunrise.example.org', 'ruth@grid.example.org']);
    const api = await county.api('ruth@grid.example.org');
    await api('POST', `/editions/${KEY}/correction`, { subject: 'One thing', body: 'It is March.' });
    await api('POST', `/editions/${CORRECTION}/approval`, {});
    delete rules.rcpt;
    county.moveTo('2026-11-18T16:00:00Z');
    const late = (await county.folkmoot.deliver()).map(({ to, mail }) => `${to}: ${mail.subject}`).sort();
    expect(late.filter((line) => line.startsWith('tom@'))).toEqual([
      'tom@youth.example.org: One thing',
      'tom@youth.example.org: This week: New safeguarding law, and more',
    ]);
    expect(late).toHaveLength(4);
  });
});

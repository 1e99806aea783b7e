import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Events, type EventMap } from '../../src/core/events/index.js';
import { TestApp } from '../support/app.js';

/** One row of a members' file. */
export interface Member {
  organisation: string;
  districts: string;
  name?: string;
  email?: string;
  themes?: string;
}

/** A Wednesday morning in week 47. */
export const NOW = '2026-11-18T10:00:00Z';

/** A network of eight districts with Ruth as its co-ordinator, and these members. */
export class County {
  private constructor(
    readonly folkmoot: TestApp,
    readonly slug: string,
  ) {}

  static async found(
    members: Member[],
    { slug = 'grid', env = {}, at = NOW }: { slug?: string; env?: Record<string, string>; at?: string } = {},
  ): Promise<County> {
    const county = new County(await TestApp.start(env), slug);
    county.moveTo(at);
    await county.create();
    await county.takeIn(members);
    return county;
  }

  /** Moves the product's clock. */
  moveTo(instant: string): void {
    this.folkmoot.clock.moveTo(new Date(instant));
  }

  /** Makes a further network of the same shape in the same deployment. */
  async beside(slug: string, members: Member[]): Promise<County> {
    const other = new County(this.folkmoot, slug);
    await other.create();
    await other.takeIn(members);
    return other;
  }

  async create(): Promise<void> {
    await this.folkmoot.command(
      ...['network', 'create', '--slug', this.slug, '--name', this.slug.toUpperCase()],
      ...['--model', 'derbyshire', '--coordinator', `ruth@${this.slug}.example.org`],
      ...['--coordinator-name', 'Ruth Fairfield'],
    );
    // The invitation is another story's.
    await this.folkmoot.deliver();
    this.folkmoot.sink.taken.length = 0;
  }

  /** Imports members through the command line, as a network would. */
  async takeIn(members: Member[]): Promise<void> {
    const rows = members.map(({ organisation, districts, name = '', email = '', themes = '' }) =>
      [organisation, districts, name, email, themes].map(quoted).join(','),
    );
    const heading = 'organisation,district,contact name,e-mail,themes';
    await this.withFile([heading, ...rows].join('\n'), (file) => this.command('members import', file));
  }

  /** Imports articles; returns the command's answer. */
  async articles(csv: string, ...options: string[]): Promise<Record<string, unknown>> {
    return this.withFile(csv, (file) => this.command('articles import', file, ...options));
  }

  async command<Answer = Record<string, unknown>>(name: string, ...words: string[]): Promise<Answer> {
    return this.folkmoot.command<Answer>(...name.split(' '), ...words, '--network', this.slug, '--json');
  }

  /** Rows of the database inside the network. */
  async rows<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return this.inside(() => this.folkmoot.db.query<Row>(sql, params));
  }

  /** Tells an event as the module would that it belongs to. */
  async tell<Name extends keyof EventMap>(event: Name, payload: EventMap[Name]): Promise<void> {
    await this.inside(() => this.folkmoot.app.get(Events).tell(event, payload));
  }

  /** Runs something in a transaction of the network. */
  async inside<T>(work: () => Promise<T>): Promise<T> {
    const [network] = await this.folkmoot.db.query<{ id: string }>(
      'select id from network_all() where slug = $1',
      [this.slug],
    );
    return this.folkmoot.db.inNetwork(network.id, work);
  }

  /** Ruth's browser. */
  async ruth() {
    return this.folkmoot.signIn(`ruth@${this.slug}.example.org`, `/${this.slug}/digest`);
  }

  /** A program that acts for somebody with a token of theirs. */
  async api(address: string) {
    const token = randomBytes(32).toString('base64url');
    await this.rows(
      `insert into api_token (id, person_id, name, token_hash, expires_at)
       select gen_random_uuid(), person_id, 'story', $2, app_now() + interval '1 day' from contact_point where value = $1 returning id`,
      [address, createHash('sha256').update(token).digest()],
    );
    return async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${this.folkmoot.base}/api/v1/${this.slug}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
  }

  path(...parts: string[]): string {
    return ['', this.slug, ...parts].join('/');
  }

  async stop(): Promise<void> {
    await this.folkmoot.stop();
  }

  private async withFile<T>(text: string, work: (file: string) => Promise<T>): Promise<T> {
    const directory = mkdtempSync(join(tmpdir(), 'folkmoot-story-'));
    try {
      const file = join(directory, 'file.csv');
      writeFileSync(file, text);
      return await work(file);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
}

/** A week of articles for Amber Valley, Bolsover and everybody. */
export const WEEK = `title,summary,body,districts,themes,closes_on,must_know,kind,what_it_means
Holiday fund,Up to £500 for summer activities.,"Apply **on-line** at https://example.org/fund.",,,2026-12-18,,funding,One form and no match funding.
New safeguarding law,It starts in January.,,,,,yes,briefing,Your policy needs a new paragraph.
Amber forum,Meets on Tuesday evening.,,Amber Valley,,,,event,
Bolsover forum,Meets on Thursday morning.,,Bolsover,,,,event,
Early years training,Two free places each.,,,early years,,,training,
Youth club start-up,Help with the first year.,,,youth work,,,funding,`;

export const SUNRISE: Member = {
  organisation: 'Sunrise Under-Fives',
  districts: 'Amber Valley',
  name: 'Ada Barley',
  email: 'ada@sunrise.example.org',
  themes: 'early years',
};

export const YOUTH: Member = {
  organisation: 'Bolsover Youth Club',
  districts: 'Bolsover',
  name: 'Tom Reed',
  email: 'tom@youth.example.org',
  themes: 'youth work',
};

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

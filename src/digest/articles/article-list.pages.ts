import { Body, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Limits, Me, type Actor, type FolkmootRequest } from '../../core/access/index.js';
import { Invalid } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { pagerOf } from '../../core/web/templates/index.js';
import { ThisNetwork } from '../this-network.js';
import { ArticleImport } from './article.import.js';
import { articleQuery } from './article.input.js';
import { ArticleQueries } from './article.queries.js';
import { readerOf } from './article.rules.js';
import { ArticleShow } from './article.show.js';
import { KIND_CHOICES } from './article.view.js';

const PER_PAGE = 50;
const VIEWS = 'digest/articles/views';
const SECTION = 'Articles';
const SHOWS = [
  { value: 'waiting', words: 'Waiting for a digest' },
  { value: 'submitted', words: 'Waiting for approval' },
  { value: 'draft', words: 'Drafts' },
  { value: 'carried', words: 'Sent' },
  { value: 'withdrawn', words: 'Withdrawn' },
  { value: 'all', words: 'All' },
];
/** What is left of the request's body when a file goes back to be confirmed. */
const MOST_BYTES = 500_000;

/** The list of articles, and many of them from a file. */
@Pages('articles', 'digest')
export class ArticleListPages {
  constructor(
    private readonly queries: ArticleQueries,
    private readonly importer: ArticleImport,
    private readonly shows: ArticleShow,
    private readonly here: ThisNetwork,
    private readonly limits: Limits,
  ) {}

  @Can('articles.read')
  @Get()
  async list(
    @Me() me: Actor,
    @Param('network') network: string,
    @Query({ schema: articleQuery }) asked: z.output<typeof articleQuery>,
  ): Promise<PageAnswer> {
    const writes = me.may('articles.draft');
    if (asked.q) await this.limits.spend('search', me.personId);
    const show = writes ? asked.show || (asked.q ? 'all' : 'waiting') : 'ready';
    const today = await this.here.today();
    const filter = { q: asked.q || undefined, kind: asked.kind || undefined, show, reader: readerOf(me) };
    const { articles, total } = await this.queries.list(filter, today, (asked.page - 1) * PER_PAGE, PER_PAGE);
    const query = { q: asked.q, kind: asked.kind, show: asked.show };
    const pager = pagerOf({ path: `/${network}/articles`, query, page: asked.page, size: PER_PAGE, total });
    return this.shows.list(`${VIEWS}/list`, articles, {
      title: 'Articles',
      asked: { ...asked, show },
      kinds: KIND_CHOICES,
      shows: SHOWS,
      pager,
      writes,
      submits: me.may('articles.submit'),
      imports: me.may('articles.write'),
      isFiltered: Boolean(asked.q || asked.kind || asked.show),
    });
  }

  @Can('articles.write')
  @Get('import')
  chooseFile(@Me() _me: Actor, @Param('network') _network: string): PageAnswer {
    return page(`${VIEWS}/import`, { title: 'Import articles', section: SECTION });
  }

  /** The dry run: says what the file would do, and asks. */
  @Can('articles.write')
  @Form('chooseFile')
  @Post('import')
  async check(@Me() me: Actor, @Req() request: FolkmootRequest): Promise<PageAnswer> {
    await this.limits.spend('upload', me.personId);
    const file = (request.files as Express.Multer.File[] | undefined)?.find(
      ({ fieldname }) => fieldname === 'file',
    );
    if (!file || file.size === 0) throw new Invalid({ file: 'Choose a CSV file.' });
    if (file.size > MOST_BYTES)
      throw new Invalid({ file: 'This file is larger than half a megabyte. Cut it into two.' });
    const report = await this.importer.run(me, file.buffer, { dryRun: true });
    return page(`${VIEWS}/import-check`, {
      title: report.refused.length > 0 ? 'The file cannot be taken yet' : 'Check the import',
      section: SECTION,
      report,
      rows: report.refused.map(({ line, field, problem }) => [String(line), field, problem]),
      csv: file.buffer.toString('base64'),
    });
  }

  @Can('articles.write')
  @Form('chooseFile')
  @Post('import/confirmation')
  async confirm(@Me() me: Actor, @Body() body: { csv?: unknown }): Promise<RedirectAnswer> {
    if (typeof body.csv !== 'string') throw new Invalid({ file: 'Choose the file again.' });
    const report = await this.importer.run(me, Buffer.from(body.csv, 'base64'));
    if (report.refused.length > 0)
      throw new Invalid({ file: 'Something has changed meanwhile. Choose the file again.' });
    const { created, updated, unchanged } = report;
    return redirect(
      '/articles',
      `The file has been taken in: ${created} new, ${updated} changed, ${unchanged} as they were. Nobody has been sent anything.`,
    );
  }
}

import { Body, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, StepUp, type Actor, type FolkmootRequest } from '../../core/access/index.js';
import { Invalid } from '../../core/errors/index.js';
import { cleanText, writeCsv } from '../../core/text/index.js';
import {
  download,
  Form,
  page,
  Pages,
  redirect,
  type DownloadAnswer,
  type PageAnswer,
  type RedirectAnswer,
} from '../../core/web/index.js';
import { pagerOf } from '../../core/web/templates/index.js';
import { columnsForm, confirmForm, uploadForm } from './import.input.js';
import {
  appliedRows,
  basisItems,
  changeRows,
  countRows,
  fieldWords,
  lookModel,
  SHOWN,
} from './import.view.js';
import { ImportRuns } from './import-runs.service.js';
import type { ImportRun } from './import-run.entity.js';
import { BASIS_WORDS } from '../preferences/index.js';
import { ImportReadings } from './readings.js';

interface In {
  network: string;
  id: string;
}

const SECTION = 'Organisations';
const HOME = '/members/import';

/** Importing members: a trial run first, then a yes to exactly what it showed. */
@Can('members.import')
@StepUp()
@Pages('members/import')
export class ImportPages {
  constructor(
    private readonly runs: ImportRuns,
    private readonly readings: ImportReadings,
  ) {}

  @Get()
  async start(@Me() me: Actor, @Param() { network }: In): Promise<PageAnswer> {
    const past = await this.runs.past(me);
    return page('members/import/views/start', {
      title: 'Import members',
      section: SECTION,
      back: { href: `/${network}/organisations`, words: SECTION },
      bases: basisItems((await this.readings.network()).isCharity),
      past: past.map((one) => ({ ...one, fileName: one.fileName || 'a file' })),
    });
  }

  @Form('start')
  @Post()
  async upload(
    @Me() me: Actor,
    @Body({ schema: uploadForm }) { basis }: z.output<typeof uploadForm>,
    @Req() request: FolkmootRequest,
  ): Promise<RedirectAnswer> {
    const { name, bytes } = fileOf(request);
    const id = await this.runs.keep(me, { name, bytes, basis, chosen: {} });
    return redirect(`${HOME}/${id}`);
  }

  @Get(':id')
  async show(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const run = await this.runs.find(me, params.id);
    if (run.state === 'applied') return this.#done(params, run);
    const looked = await this.runs.look(me, run);
    return page('members/import/views/look', {
      ...this.#frame(params, run, 'Look before you import'),
      ...lookModel(looked, run.basis),
    });
  }

  @Form('show')
  @Post(':id/columns')
  async choose(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: columnsForm }) choices: z.output<typeof columnsForm>,
  ): Promise<RedirectAnswer> {
    await this.runs.choose(me, id, choices);
    return redirect(`${HOME}/${id}`, 'This is what the file would do with these columns.');
  }

  @Form('show')
  @Post(':id/confirmation')
  async confirm(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: confirmForm }) { seal }: z.output<typeof confirmForm>,
  ): Promise<RedirectAnswer> {
    const { rows } = (await this.runs.confirm(me, id, seal)).plan;
    return redirect(
      `${HOME}/${id}`,
      `Done: all ${rows} rows are good, and on record now. Nobody is mailed by this.`,
    );
  }

  @Get(':id/changes')
  async changes(
    @Me() me: Actor,
    @Param() params: In,
    @Query() query: { page?: string },
  ): Promise<PageAnswer> {
    const run = await this.runs.find(me, params.id);
    const at = Math.min(100_000, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1));
    const { rows, total } = await this.#changesOf(me, run, at);
    const path = `/${params.network}${HOME}/${run.id}`;
    return page('members/import/views/changes', {
      ...this.#frame(params, run, run.state === 'applied' ? 'What was changed' : 'What would change'),
      back: { href: path, words: 'The import' },
      rows,
      pager: pagerOf({ path: `${path}/changes`, query: {}, page: at, size: SHOWN, total }),
    });
  }

  @Get(':id/problems.csv')
  async problems(@Me() me: Actor, @Param() { id }: In): Promise<DownloadAnswer> {
    const { plan } = await this.runs.look(me, await this.runs.find(me, id));
    const rows = plan.refused.map(({ line, field, problem }) => [line, fieldWords(field), problem]);
    return download(writeCsv(['line', 'field', 'problem'], rows), 'text/csv; charset=utf-8', 'problems.csv');
  }

  async #changesOf(me: Actor, run: ImportRun, at: number) {
    if (run.state === 'applied') return appliedRows(await this.runs.changes(me, run.id, at, SHOWN));
    const all = changeRows((await this.runs.look(me, run)).plan);
    return { rows: all.slice((at - 1) * SHOWN, at * SHOWN), total: all.length };
  }

  #done(params: In, run: ImportRun): PageAnswer {
    return page('members/import/views/done', {
      ...this.#frame(params, run, 'Imported'),
      counts: countRows(run.counts),
      basisWords: BASIS_WORDS[run.basis],
    });
  }

  #frame({ network }: In, { id, fileName, at, state }: ImportRun, title: string) {
    const back = { href: `/${network}${HOME}`, words: 'Import members' };
    return { title, section: SECTION, caption: fileName, back, id, at, isApplied: state === 'applied' };
  }
}

function fileOf(request: FolkmootRequest): { name: string; bytes: Buffer } {
  const files = Array.isArray(request.files) ? request.files : [];
  const file = files.find(({ fieldname }) => fieldname === 'file');
  if (!file || file.size === 0) throw new Invalid({ file: 'Choose the file with your list.' });
  // Browsers send names in UTF-8, which multipart readers take for Latin-1.
  const name = cleanText(Buffer.from(file.originalname, 'latin1').toString()).slice(0, 200);
  return { name, bytes: file.buffer };
}

import { Body, Get, Param, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Limits, Me, type Actor, type FolkmootRequest } from '../access/index.js';
import { Invalid } from '../errors/index.js';
import {
  download,
  Form,
  page,
  Pages,
  redirect,
  type DownloadAnswer,
  type PageAnswer,
  type RedirectAnswer,
} from '../web/index.js';
import { GlossaryFiles } from './glossary.files.js';
import { Glossary } from './glossary.service.js';
import { excuseForm } from './term.input.js';

interface In {
  network: string;
}

const VIEWS = 'core/glossary/views';
const SECTION = 'Glossary';
const MOST_BYTES = 500_000;

/** The glossary as a file, and the capitals that everybody knows. */
@Can('glossary.write')
@Pages('glossary')
export class GlossaryKeepingPages {
  constructor(
    private readonly glossary: Glossary,
    private readonly files: GlossaryFiles,
    private readonly limits: Limits,
  ) {}

  @Get('excused')
  async excused(@Me() _me: Actor, @Param() { network }: In): Promise<PageAnswer> {
    return page(`${VIEWS}/excused`, {
      title: 'Capitals that everybody knows',
      section: SECTION,
      back: backTo(network),
      words: await this.glossary.excused(),
    });
  }

  @Form('excused')
  @Post('excused')
  async excuse(
    @Me() me: Actor,
    @Body({ schema: excuseForm }) { word, next }: z.output<typeof excuseForm>,
  ): Promise<RedirectAnswer> {
    const short = await this.glossary.excuse(me, word);
    return redirect(`/${next ?? 'glossary/excused'}`, `No writer will be asked about ${short} again.`);
  }

  @Post('excused/removal')
  async excuseNoMore(
    @Me() me: Actor,
    @Body({ schema: excuseForm }) { word }: z.output<typeof excuseForm>,
  ): Promise<RedirectAnswer> {
    await this.glossary.excuseNoMore(me, word);
    return redirect('/glossary/excused', `Writers will be asked what ${word} stands for.`);
  }

  @Can('glossary.read')
  @Get('file')
  async file(@Me() me: Actor): Promise<DownloadAnswer> {
    await this.limits.spend('export', me.personId);
    return download(await this.files.write(), 'text/csv; charset=utf-8', 'glossary.csv');
  }

  @Get('import')
  chooseFile(@Me() _me: Actor, @Param() { network }: In): PageAnswer {
    return page(`${VIEWS}/import`, { title: 'Import a glossary', section: SECTION, back: backTo(network) });
  }

  /** The dry run: says what the file would do, and asks. */
  @Form('chooseFile')
  @Post('import')
  async check(@Me() me: Actor, @Req() request: FolkmootRequest): Promise<PageAnswer> {
    await this.limits.spend('upload', me.personId);
    const sent = (request.files as Express.Multer.File[] | undefined) ?? [];
    const file = sent.find(({ fieldname }) => fieldname === 'file');
    if (!file || file.size === 0) throw new Invalid({ file: 'Choose a CSV file.' });
    if (file.size > MOST_BYTES) throw new Invalid({ file: 'This file is larger than half a megabyte.' });
    const report = await this.files.run(me, file.buffer, { dryRun: true });
    return page(`${VIEWS}/import-check`, {
      title: report.refused.length > 0 ? 'The file cannot be taken yet' : 'Check the import',
      section: SECTION,
      report,
      csv: file.buffer.toString('base64'),
    });
  }

  @Form('chooseFile')
  @Post('import/confirmation')
  async confirm(@Me() me: Actor, @Body() body: { csv?: unknown }): Promise<RedirectAnswer> {
    if (typeof body?.csv !== 'string') throw new Invalid({ file: 'Choose the file again.' });
    const report = await this.files.run(me, Buffer.from(body.csv, 'base64'));
    if (report.refused.length > 0)
      throw new Invalid({ file: 'Something has changed meanwhile. Choose the file again.' });
    const { added, changed, excused } = report;
    return redirect(
      '/glossary',
      `The file has been taken in: ${added} new, ${changed} changed, ${excused} excused.`,
    );
  }
}

function backTo(network: string): { href: string; words: string } {
  return { href: `/${network}/glossary`, words: SECTION };
}

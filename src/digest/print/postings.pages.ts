import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, StepUp, type Actor } from '../../core/access/index.js';
import { Invalid } from '../../core/errors/index.js';
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
import { sayPlural } from '../../core/web/templates/index.js';
import { EditionStore } from '../editions/edition.store.js';
import { nameOfKey } from '../kinds/kind.rules.js';
import { labelSheet } from './label-sheets.rules.js';
import { firstLabel, labelsQuery, organisationsForm, pagesQuery } from './print.input.js';
import {
  SHEET_CHOICES,
  SIZE_CHOICES,
  sidesWords,
  viewCollectable,
  nobodyWords,
  viewLines,
  viewPosting,
  WHICH_CHOICES,
  withoutPage,
} from './posting.view.js';
import { KEEP, Postings, type PostingLine } from './postings.service.js';
import { Prints } from './prints.service.js';

interface In {
  network: string;
  key: string;
}

type Ticked = z.output<typeof organisationsForm>;

const PDF = 'application/pdf';
const VIEW = 'digest/print/views/posting';

/** Printing an edition for those whom no e-mail reaches, and saying what was done. */
@Can('reach.read')
@Pages('digest/:key', 'digest')
export class PostingsPages {
  constructor(
    private readonly postings: Postings,
    private readonly prints: Prints,
    private readonly store: EditionStore,
  ) {}

  @Get('posting')
  async show(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const edition = await this.store.find(key);
    const name = nameOfKey(key, edition.weekFrom);
    const frame = {
      ...{ title: 'On paper', section: 'Digest', key },
      back: { href: `/${network}/digest/${key}/reach`, words: name },
    };
    if (!edition.letterId) return page(VIEW, { ...frame, isEarly: true });
    const posting = await this.postings.of(me, key);
    const lines = await this.prints.filled(edition, posting.lines);
    const open = chosen(lines, 'open');
    return page(VIEW, {
      ...frame,
      posting: viewPosting({ ...posting, lines }),
      sides: sidesWords(open.length, await this.prints.sidesOf(edition, open)),
      rows: viewLines(lines),
      nobody: nobodyWords(edition.kind),
      nothingNew: withoutPage(posting.lines, lines),
      collectable: me.may(KEEP) ? viewCollectable(lines) : [],
      choices: { sheets: SHEET_CHOICES, which: WHICH_CHOICES, sizes: SIZE_CHOICES },
      mayKeep: me.may(KEEP),
    });
  }

  @StepUp()
  @Get('pages.pdf')
  async pages(@Me() me: Actor, @Param() { key }: In, @Query() query: unknown): Promise<DownloadAnswer> {
    const { which, size } = pagesQuery.parse(query ?? {});
    const { edition, lines } = await this.postings.of(me, key);
    const wanted = chosen(lines, which);
    const file = await this.prints.pdf(edition, wanted, size === 'own' ? undefined : size);
    return download(file, PDF, `digest-${key}-pages.pdf`);
  }

  @StepUp()
  @Form('show')
  @Get('labels.pdf')
  async labels(@Me() me: Actor, @Param() { key }: In, @Query() query: unknown): Promise<DownloadAnswer> {
    const { which, sheet, first } = labelsQuery.parse(query ?? {});
    const own = labelSheet(sheet)!;
    const begin = firstLabel(own, first);
    const { edition, lines } = await this.postings.of(me, key);
    const wanted = await this.prints.filled(edition, chosen(lines, which));
    const file = await this.prints.labels(edition, wanted, own, begin);
    return download(file, PDF, `digest-${key}-labels-${sheet}.pdf`);
  }

  /** Marks the whole posting as printed in one press. */
  @Can('reach.keep')
  @Post('printing')
  async printed(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    const { edition, lines } = await this.postings.of(me, key);
    const open = chosen(lines, 'open');
    const keys = await this.prints.keysOf(edition, open);
    const all = [...keys].map(([organisationId, itemKeys]) => ({ organisationId, itemKeys }));
    const count = await this.postings.mark(me, edition, 'printed', all);
    const who = sayPlural(count, 'organisation counts', 'organisations count');
    return redirect(`/digest/${key}/posting`, `${who} as reached on paper. You can take this back.`);
  }

  @Can('reach.keep')
  @Post('printing/withdrawal')
  async notPrinted(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    const { edition } = await this.postings.of(me, key);
    const count = await this.postings.undo(me, edition, 'printed');
    const who = sayPlural(count, 'organisation does', 'organisations do');
    return redirect(`/digest/${key}/posting`, `${who} not count as reached on paper any more.`);
  }

  /** Marks who took their page with them from a meeting. */
  @Can('reach.keep')
  @Form('show')
  @Post('collection')
  async collected(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: organisationsForm }) { organisations }: Ticked,
  ): Promise<RedirectAnswer> {
    const { edition, lines } = await this.postings.of(me, key);
    const named = lines.filter(({ copy }) => organisations.includes(copy.organisationId));
    const ticked = await this.prints.filled(edition, named);
    if (ticked.length === 0) throw new Invalid({ organisations: 'Tick who has collected their page.' });
    const keys = await this.prints.keysOf(edition, ticked);
    const all = [...keys].map(([organisationId, itemKeys]) => ({ organisationId, itemKeys }));
    const count = await this.postings.mark(me, edition, 'collected', all);
    const who = sayPlural(count, 'organisation has', 'organisations have');
    return redirect(`/digest/${key}/posting`, `${who} collected their page.`);
  }

  @Can('reach.keep')
  @Post('collection/withdrawal')
  async notCollected(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    const { edition } = await this.postings.of(me, key);
    const count = await this.postings.undo(me, edition, 'collected');
    const who = sayPlural(count, 'organisation does', 'organisations do');
    return redirect(`/digest/${key}/posting`, `${who} not count as having collected it any more.`);
  }
}

function chosen(lines: readonly PostingLine[], which: 'open' | 'all'): PostingLine[] {
  return which === 'all' ? [...lines] : lines.filter(({ isDone }) => !isDone);
}

import { Get, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { formText, Public } from '../../access/index.js';
import { NotFound } from '../../errors/index.js';
import { HousePages, page, redirect } from '../../web/index.js';
import { pagerOf, sayDateTime } from '../../web/templates/index.js';
import { CaughtMessages } from './caught.js';
import { MailboxGuard } from './mailbox.guard.js';
import { withLinks } from './reach.rules.js';

const SIZE = 50;
const listInput = z.object({ to: formText(320).catch(''), page: z.coerce.number().int().catch(1) });

/** Words and links only: no script, no picture, no form, nothing from elsewhere. */
const INERT =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** The built-in mailbox: all mail of a deployment that sends none. */
@UseGuards(MailboxGuard)
@HousePages('mailbox')
export class MailboxPages {
  constructor(private readonly caught: CaughtMessages) {}

  @Public()
  @Get()
  async list(@Query({ schema: listInput }) query: z.output<typeof listInput>) {
    const { to } = query;
    const total = await this.caught.count(to);
    const pager = pagerOf({ path: '/mailbox', query: { to }, page: query.page, size: SIZE, total });
    const messages = await this.caught.list(to, (pager.page - 1) * SIZE, SIZE);
    return page('core/mail/views/mailbox', {
      title: 'Mailbox',
      to,
      again: to ? `/mailbox?to=${encodeURIComponent(to)}` : '/mailbox',
      messages,
      pager,
    });
  }

  @Public()
  @Post('emptying')
  async empty() {
    await this.caught.empty();
    return redirect('/mailbox', 'The mailbox is empty.');
  }

  @Public()
  @Get(':id')
  async show(@Param('id') id: string, @Res({ passthrough: true }) response: Response) {
    const mail = await this.caught.read(id);
    if (!mail) throw new NotFound();
    const policy = String(response.getHeader('Content-Security-Policy'));
    response.setHeader('Content-Security-Policy', `${policy};frame-src 'self'`);
    const who = (one?: { name: string; address?: string }) => [one?.name, one?.address && `<${one.address}>`];
    return page('core/mail/views/message', {
      title: mail.subject || 'A message without a subject',
      id,
      rows: [
        { key: 'From', value: who(mail.from).filter(Boolean).join(' ') },
        { key: 'To', value: (mail.to ?? []).map((one) => who(one).filter(Boolean).join(' ')).join(', ') },
        { key: 'Date', value: mail.date ? sayDateTime(mail.date) : '' },
      ],
      lines: (mail.text ?? '').trim().split(/\r?\n/).map(withLinks),
      html: Boolean(mail.html),
      back: { href: '/mailbox', words: 'Mailbox' },
    });
  }

  @Public()
  @Get(':id/html')
  async html(@Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const mail = await this.caught.read(id);
    if (!mail?.html) throw new NotFound();
    response.setHeader('Content-Security-Policy', INERT);
    response.setHeader('X-Frame-Options', 'SAMEORIGIN');
    response.setHeader('Cache-Control', 'no-store');
    response.type('html');
    return mail.html.replace(/<head>/i, '<head><base target="_blank">');
  }

  @Public()
  @Get(':id/source')
  async source(@Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const bytes = await this.caught.bytes(id);
    if (!bytes) throw new NotFound();
    response.setHeader('Cache-Control', 'no-store');
    response.type('text/plain; charset=utf-8');
    return bytes.toString('utf8');
  }
}

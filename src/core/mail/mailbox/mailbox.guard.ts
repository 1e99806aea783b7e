import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Settings } from '../../config/index.js';
import { NotFound } from '../../errors/index.js';
import { asksFromHere } from './reach.rules.js';

const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** The mailbox holds every sign-in link, so it is there only for somebody sitting at a machine that sends no mail. */
@Injectable()
export class MailboxGuard implements CanActivate {
  constructor(private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    const { embedded, production, SMTP_URL, FOLKMOOT_MAILBOX } = this.settings;
    const request = context.switchToHttp().getRequest<Request>();
    const forwarded = PROXY_HEADERS.some((name) => request.headers[name] !== undefined);
    const asking = { remote: request.socket.remoteAddress, host: request.headers.host, forwarded };
    const open = embedded && !production && !SMTP_URL && FOLKMOOT_MAILBOX;
    if (!open || !asksFromHere(asking)) throw new NotFound();
    return true;
  }
}

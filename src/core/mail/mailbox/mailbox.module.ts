import { Module } from '@nestjs/common';
import { CaughtMessages } from './caught.js';
import { MailboxGuard } from './mailbox.guard.js';
import { MailboxPages } from './mailbox.pages.js';

/** The pages of the built-in mailbox. */
@Module({ controllers: [MailboxPages], providers: [CaughtMessages, MailboxGuard] })
export class MailboxModule {}

import { Global, Module } from '@nestjs/common';
import { AudienceLock } from './audience-lock.js';
import { LettersForgetting } from './forgetting.js';
import { Courier } from './engine/courier.js';
import { Deliveries } from './deliveries.js';
import { Ledger } from './engine/ledger.js';
import { Letters } from './engine/letters.js';
import { Sender } from './engine/sender.js';
import { Uncertain } from './engine/uncertain.js';
import { Mailable } from './mailable.js';
import { MailRelay } from './mail-relay.js';
import { MailPersonalData } from './mail.personal-data.js';
import { MailboxSink } from './mailbox/sink.js';
import { Moved } from './moved.js';
import { Post } from './post.js';
import { SetAside } from './set-aside.js';
import { Stopped } from './stopped.js';

/** Mail: what is written, what is due, and what became of it. */
@Global()
@Module({
  providers: [
    AudienceLock,
    Post,
    Ledger,
    Letters,
    Courier,
    Sender,
    Uncertain,
    MailRelay,
    Mailable,
    MailboxSink,
    Deliveries,
    Stopped,
    SetAside,
    Moved,
    MailPersonalData,
    LettersForgetting,
  ],
  exports: [AudienceLock, Post, Sender, Uncertain, Ledger, Deliveries, Mailable, SetAside, Stopped],
})
export class MailModule {}

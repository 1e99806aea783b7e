import { Module } from '@nestjs/common';
import { Bounces } from '../bounces/bounces.js';
import { Judge } from '../bounces/judge.js';
import { Scores } from '../bounces/scores.js';
import { TroubleDesk } from '../bounces/trouble-desk.js';
import { Troubles } from '../bounces/troubles.js';
import { TroublesPages } from '../bounces/troubles.pages.js';
import { AnswersSettings } from '../inbox/answers.settings.js';
import { InboxDesk } from '../inbox/desk.js';
import { MailInForgetting } from '../inbox/forgetting.js';
import { AttachmentKeeping, InboxFileOwner } from '../inbox/inbox.files.js';
import { InboxForYou } from '../inbox/inbox.for-you.js';
import { Inbox } from '../inbox/inbox.js';
import { InboxPages } from '../inbox/inbox.pages.js';
import '../inbox/inbox.permissions.js';
import { InboxPersonalData } from '../inbox/inbox.personal-data.js';
import { InboxQueries } from '../inbox/inbox.queries.js';
import { CommandWords } from './command-words.js';
import { Correspondents } from './correspondents.js';
import { Door } from './door.js';
import { Housing } from './housing.js';
import { MailListener } from './listener.js';
import { MailInCommand } from './mail-in.command.js';
import { Sorter } from './sorter.js';
import { Sorting } from './sorting.js';

/** Mail that comes in: the door, what is made of it, and the inbox. */
@Module({
  controllers: [InboxPages, TroublesPages],
  providers: [
    ...[Door, MailListener, MailInCommand, Sorter, Sorting, Housing, Correspondents, CommandWords],
    ...[Bounces, Judge, Scores, TroubleDesk, Troubles],
    ...[Inbox, InboxDesk, InboxQueries, InboxFileOwner, AttachmentKeeping, InboxForYou, InboxPersonalData],
    ...[AnswersSettings, MailInForgetting],
  ],
  exports: [Door, MailListener],
})
export class MailInModule {}

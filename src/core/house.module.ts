import { Module } from '@nestjs/common';
import { AccessModule } from './access/account/index.js';
import { AuditModule } from './audit/log/index.js';
import { FilesModule } from './files/index.js';
import { GlossaryModule } from './glossary/index.js';
import { MailInModule } from './mail/inbound/index.js';
import { MailboxModule } from './mail/mailbox/index.js';
import { SenderDomainModule } from './mail/sender-domain/index.js';
import { NetworkModule } from './network/index.js';
import { QuarantineModule } from './quarantine/index.js';
import { ApiDocument, GuidesPages, HealthPages, OpenApiPages } from './web/index.js';

/** Pages and commands of the deployment itself, that belong to no feature. */
@Module({
  imports: [
    FilesModule,
    GlossaryModule,
    MailboxModule,
    MailInModule,
    SenderDomainModule,
    AccessModule,
    NetworkModule,
    AuditModule,
    QuarantineModule,
  ],
  controllers: [GuidesPages, HealthPages, OpenApiPages],
  providers: [ApiDocument],
})
export class HouseModule {}

import { Module } from '@nestjs/common';
import { Dns } from './dns.js';
import { SenderDomainCommand } from './sender-domain.command.js';
import { SenderDomain } from './sender-domain.js';
import { SenderDomainPages } from './sender-domain.pages.js';
import { SendingAddresses } from './sending-addresses.js';

/** The check of the domain that mail is sent from. */
@Module({
  controllers: [SenderDomainPages],
  providers: [Dns, SendingAddresses, SenderDomain, SenderDomainCommand],
})
export class SenderDomainModule {}

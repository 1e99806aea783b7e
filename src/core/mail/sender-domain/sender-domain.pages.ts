import { Get, Param } from '@nestjs/common';
import { Can } from '../../access/index.js';
import { page, Pages } from '../../web/index.js';
import { SenderDomain } from './sender-domain.js';
import './sender-domain.permissions.js';
import { verdictWords, type Check } from './verdict.rules.js';

const SHOWN: Record<Check['state'], { words: string; kind: string }> = {
  good: { words: 'As it must be', kind: 'good' },
  missing: { words: 'To be mended', kind: 'bad' },
  unknown: { words: 'Could not be checked', kind: 'waiting' },
};

/** Whether receivers believe our mail: the domain is the deployment's, so there is nothing to change here. */
@Can('mail.domain')
@Pages('sender-domain')
export class SenderDomainPages {
  constructor(private readonly sender: SenderDomain) {}

  @Get()
  async show(@Param('network') network: string) {
    const verdict = await this.sender.check();
    return page('core/mail/sender-domain/views/sender-domain', {
      title: 'Is our mail believed?',
      section: 'Inbox',
      back: { href: `/${network}/mail-troubles`, words: 'Trouble with e-mails' },
      ...verdict,
      words: verdictWords(verdict),
      checks: verdict.checks.map((check) => ({ ...check, tag: SHOWN[check.state] })),
    });
  }
}

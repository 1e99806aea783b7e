import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../../command/index.js';
import { SenderDomain } from './sender-domain.js';
import { verdictWords, type Verdict } from './verdict.rules.js';

/** The same for whoever runs the service. */
@Injectable()
export class SenderDomainCommand {
  constructor(private readonly sender: SenderDomain) {}

  @Command({
    name: 'mail check',
    about:
      'Says whether receivers will believe our mail, and which DNS records are missing; exit code 1 when not ready',
    ownTransactions: true,
  })
  async check({ say }: CommandInput): Promise<Verdict> {
    const verdict = await this.sender.check();
    say(verdictWords(verdict));
    if (!verdict.ready) process.exitCode = 1;
    return verdict;
  }
}

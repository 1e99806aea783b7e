import { Injectable } from '@nestjs/common';
import { readAddress } from '../../core/mail/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { Audience } from '../../members/index.js';

/** Where answers to a digest go: to a person, never to nobody (E22 of the mail page). */
@Injectable()
export class Replies {
  constructor(private readonly audience: Audience) {}

  /** The network's own address, else that of whoever approves; undefined when there is neither. */
  async to(approver: string, network: NetworkFacts): Promise<string | undefined> {
    const own = network.settings.contactEmail;
    for (const address of [typeof own === 'string' ? own : null, await this.audience.addressOf(approver)]) {
      const reading = address ? readAddress(address) : undefined;
      if (reading?.ok && reading.isPlain) return reading.address;
    }
    return undefined;
  }
}

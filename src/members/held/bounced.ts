import { Injectable } from '@nestjs/common';
import { On, type EventMap } from '../../core/events/index.js';
import { Preferences } from '../preferences/index.js';
import { HeldAddresses } from './held-addresses.service.js';

/** What the member database does about mail that came back. Soft failures are counted where they come in. */
@Injectable()
export class Bounced {
  constructor(
    private readonly held: HeldAddresses,
    private readonly preferences: Preferences,
  ) {}

  /** One hard failure holds the address; a complaint stops that list at once, and nobody is deleted (E29, E30). */
  @On('address.bounced')
  async take({ personId, address, how, list }: EventMap['address.bounced']): Promise<void> {
    if (how === 'hard')
      await this.held.hold(personId, address, 'Mail to it came back: there is no such mailbox.');
    if (how === 'complaint' && list) await this.preferences.stop('product', [personId], list, 'complaint');
  }
}

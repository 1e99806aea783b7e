import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../command/index.js';
import { Erasure } from './erasure.service.js';

/** What the network holds about people, from the command line. */
@Injectable()
export class PersonalDataCommands {
  constructor(private readonly erasure: Erasure) {}

  @Command({
    name: 'personal-data erase',
    about: 'Erases everything the network holds about a person, for good',
    options: { person: { value: 'ID', required: true, about: 'the end of the address of their record' } },
    inNetwork: true,
  })
  async erase({ me, options }: CommandInput): Promise<{ person: string; erased: true }> {
    await this.erasure.erase(me, options.person);
    return { person: options.person, erased: true };
  }
}

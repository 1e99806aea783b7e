import { Injectable } from '@nestjs/common';
import { Command } from '../command/index.js';
import { Conflict } from '../errors/index.js';
import { Quarantine } from './quarantine.service.js';

/** The operator's word after a restore. */
@Injectable()
export class QuarantineCommands {
  constructor(private readonly quarantine: Quarantine) {}

  @Command({ name: 'quarantine show', about: 'Says whether mail and work are held back after a restore' })
  async show(): Promise<{ quarantined: boolean; since?: Date; because?: string }> {
    const standing = await this.quarantine.standing();
    return { quarantined: standing !== undefined, ...standing };
  }

  @Command({
    name: 'quarantine begin',
    about: 'Holds mail and work back, as after a restore; what is on its way becomes uncertain',
  })
  async begin(): Promise<{ uncertain: number }> {
    return { uncertain: await this.quarantine.begin('The operator asked for it.') };
  }

  @Command({
    name: 'quarantine end',
    about: 'Lets mail and work go on; what is uncertain stays so until somebody decides',
  })
  async end(): Promise<{ quarantined: false }> {
    if (!(await this.quarantine.end())) throw new Conflict('There is no quarantine.');
    return { quarantined: false };
  }
}

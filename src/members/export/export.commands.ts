import { writeFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../../core/command/index.js';
import { Invalid } from '../../core/errors/index.js';
import { organisationFilters } from '../organisations/index.js';
import { Exports } from './export.service.js';

/** The member list from the command line. */
@Injectable()
export class ExportCommands {
  constructor(private readonly exports: Exports) {}

  @Command({
    name: 'members export',
    about: 'Gives all members as a CSV file that "members import" takes back',
    options: { out: { value: 'FILE', about: 'where to write it; without it the file is the answer' } },
    inNetwork: true,
  })
  async export({
    me,
    options: { out },
  }: CommandInput): Promise<string | { file: string; organisations: number }> {
    const { csv, organisations } = await this.exports.csv(me, organisationFilters.parse({}));
    if (!out) return csv.toString();
    await writeFile(out, csv, { mode: 0o600 }).catch(() => {
      throw new Invalid({ out: `The file ${out} cannot be written.` });
    });
    return { file: out, organisations };
  }
}

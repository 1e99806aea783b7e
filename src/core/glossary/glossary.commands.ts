import { readFile, writeFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../command/index.js';
import { Invalid } from '../errors/index.js';
import { GlossaryFiles, type GlossaryReport } from './glossary.files.js';

/** The glossary from the command line. */
@Injectable()
export class GlossaryCommands {
  constructor(private readonly files: GlossaryFiles) {}

  @Command({
    name: 'glossary import',
    about: 'Adds the short forms of a CSV file to the glossary: all of them or none',
    words: ['FILE'],
    options: { 'dry-run': { about: 'only says what would happen' } },
    inNetwork: true,
  })
  async import({ me, words, options }: CommandInput): Promise<GlossaryReport> {
    const file = await readFile(words[0]).catch(() => {
      throw new Invalid({ file: `The file ${words[0]} cannot be read.` });
    });
    const report = await this.files.run(me, file, { dryRun: options['dry-run'] === 'true' });
    if (report.refused.length > 0) process.exitCode = 1;
    return report;
  }

  @Command({
    name: 'glossary export',
    about: 'Writes the glossary to a CSV file',
    words: ['FILE'],
    inNetwork: true,
  })
  async export({ words }: CommandInput): Promise<{ file: string }> {
    await writeFile(words[0], await this.files.write());
    return { file: words[0] };
  }
}

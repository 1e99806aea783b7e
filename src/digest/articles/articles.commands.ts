import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../../core/command/index.js';
import { Invalid } from '../../core/errors/index.js';
import { ArticleImport, type ArticleImportReport } from './article.import.js';

/** Articles from the command line. */
@Injectable()
export class ArticlesCommands {
  constructor(private readonly importer: ArticleImport) {}

  @Command({
    name: 'articles import',
    about: 'Adds the articles of a CSV file, ready for the next digest: all of them or none',
    words: ['FILE'],
    options: { 'dry-run': { about: 'only says what would happen' } },
    inNetwork: true,
  })
  async import({ me, words, options }: CommandInput): Promise<ArticleImportReport> {
    const file = await readFile(words[0]).catch(() => {
      throw new Invalid({ file: `The file ${words[0]} cannot be read.` });
    });
    const report = await this.importer.run(me, file, { dryRun: options['dry-run'] === 'true' });
    // The report is the answer either way; whoever only looks at the exit code must see that nothing was written.
    if (report.refused.length > 0) process.exitCode = 1;
    return report;
  }
}

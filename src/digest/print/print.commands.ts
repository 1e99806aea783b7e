import { Injectable } from '@nestjs/common';
import { writeFile } from 'node:fs/promises';
import { Command, type CommandInput } from '../../core/command/index.js';
import { Invalid } from '../../core/errors/index.js';
import { EditionStore } from '../editions/edition.store.js';
import { LABEL_SHEETS, labelSheet } from './label-sheets.rules.js';
import { firstLabel } from './print.input.js';
import { Postings } from './postings.service.js';
import { Prints } from './prints.service.js';

const EDITION = { edition: { value: 'KEY', about: 'the edition; the latest weekly one unless told' } };

/** Printing from the command line. */
@Injectable()
export class PrintCommands {
  constructor(
    private readonly store: EditionStore,
    private readonly postings: Postings,
    private readonly prints: Prints,
  ) {}

  @Command({
    name: 'digest print',
    about: 'Writes the pages for those without e-mail into a PDF, in posting order',
    words: ['FILE'],
    options: { ...EDITION, all: { about: 'also pages that are done already' } },
    inNetwork: true,
  })
  async print({ me, words: [file], options }: CommandInput) {
    const { edition, lines } = await this.postings.of(me, await this.#key(options.edition));
    const open = lines.filter(({ isDone }) => options.all === 'true' || !isDone);
    const wanted = await this.prints.filled(edition, open);
    await writeFile(file, await this.prints.pdf(edition, wanted));
    return { edition: edition.key, pages: wanted.length, file };
  }

  @Command({
    name: 'digest labels',
    about: 'Writes address labels for those pages into a PDF',
    words: ['FILE'],
    options: {
      ...EDITION,
      sheet: { value: 'CODE', about: `the sheet: ${LABEL_SHEETS.map(({ code }) => code).join(', ')}` },
      first: { value: 'NUMBER', about: 'the first free label of a sheet that was used before' },
    },
    inNetwork: true,
  })
  async labels({ me, words: [file], options }: CommandInput) {
    const sheet = labelSheet(options.sheet ?? LABEL_SHEETS[0].code);
    if (!sheet) throw new Invalid({ sheet: `There is no sheet ${options.sheet}.` });
    const first = firstLabel(sheet, options.first ?? '1');
    const { edition, lines } = await this.postings.of(me, await this.#key(options.edition));
    const open = lines.filter(({ isDone, copy }) => !isDone && copy.isPosted);
    const wanted = await this.prints.filled(edition, open);
    await writeFile(file, await this.prints.labels(edition, wanted, sheet, first));
    return { edition: edition.key, labels: wanted.length, sheet: sheet.code, file };
  }

  async #key(typed: string | undefined): Promise<string> {
    if (typed !== undefined) return typed;
    const latest = await this.store.latest();
    if (!latest) throw new Invalid({ edition: 'There is no edition yet.' });
    return latest.key;
  }
}

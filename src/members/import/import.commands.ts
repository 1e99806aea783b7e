import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../../core/command/index.js';
import { Invalid } from '../../core/errors/index.js';
import type { Refusal } from '../../core/text/index.js';
import { BASES, type Basis } from '../member-record.rules.js';
import { FIELDS, type Field } from './columns.rules.js';
import { Imports } from './imports.service.js';
import type { ImportCounts } from './plan.rules.js';

/** What an import did, or would do; with anything refused it did nothing. */
export interface ImportReport extends ImportCounts {
  refused: Refusal[];
  warnings: { line: number; warning: string }[];
  /** The id under which the history knows this import; null when nothing was written. */
  run: string | null;
}

/** Members from the command line. */
@Injectable()
export class ImportCommands {
  constructor(private readonly imports: Imports) {}

  @Command({
    name: 'members import',
    about: 'Imports the members of a CSV file: all of them or none. Nobody is mailed by it',
    words: ['FILE'],
    options: {
      basis: { value: BASES.join('|'), about: 'on what ground they may be written to; default membership' },
      'dry-run': { about: 'only says what would happen' },
      map: { value: 'field=column,…', about: 'which columns hold what, where the headings do not tell' },
    },
    inNetwork: true,
  })
  async import({ me, words: [path], options }: CommandInput): Promise<ImportReport> {
    const bytes = await readFile(path).catch(() => {
      throw new Invalid({ file: `The file ${path} cannot be read.` });
    });
    const file = {
      name: basename(path),
      bytes,
      basis: basisOf(options.basis),
      chosen: chosenBy(options.map),
    };
    const isTrial = options['dry-run'] === 'true';
    const { plan, run = null } = isTrial
      ? { ...(await this.imports.look(me, file)), run: undefined }
      : await this.imports.take(me, file);
    const { rows, created, updated, unchanged, refused, warnings } = plan;
    // The report is the answer either way; whoever only looks at the exit code must see that nothing was written.
    if (refused.length > 0) process.exitCode = 1;
    return { rows, created, updated, unchanged, refused, warnings, run };
  }
}

function basisOf(typed = 'membership'): Basis {
  const basis = BASES.find((known) => known === typed);
  if (!basis) throw new Invalid({ basis: `The basis is one of ${BASES.join(', ')}.` });
  return basis;
}

/** Reads `email=Contact address,telephone=`; a field without a heading has no column. */
function chosenBy(typed = ''): Partial<Record<Field, string>> {
  const pairs = typed.split(',').filter((pair) => pair.trim() !== '');
  const chosen = pairs.map((pair) => {
    const [name, ...heading] = pair.split('=');
    const field = FIELDS.find((known) => known === name.trim());
    if (!field || heading.length === 0) throw new Invalid({ map: unknownField(pair) });
    return [field, heading.join('=').trim()];
  });
  return Object.fromEntries(chosen) as Partial<Record<Field, string>>;
}

function unknownField(pair: string): string {
  return `“${pair.trim()}” does not say which column holds which field. Write it like email=Address. The fields are ${FIELDS.join(', ')}.`;
}

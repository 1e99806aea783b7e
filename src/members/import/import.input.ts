import { z } from 'zod';
import { BASES, type Basis } from '../member-record.rules.js';
import { FIELDS, type Field } from './columns.rules.js';

/** The ground for writing to the people of a file; the file itself comes beside the form. */
export const uploadForm = z.object({
  basis: z.enum(BASES as [Basis, ...Basis[]], { error: 'Say why these people may be written to.' }),
});

/** What each column of the file holds, by its number: `column-0` and so on; empty where it holds nothing we keep. */
export const columnsForm = z.record(z.string(), z.unknown()).transform((body) => {
  const chosen = Object.entries(body).flatMap(([name, value]) => {
    const column = /^column-(\d{1,4})$/.exec(name);
    const field = FIELDS.find((known) => known === value);
    return column && (field || value === '') ? [{ column: Number(column[1]), field: field ?? null }] : [];
  });
  return chosen satisfies ColumnChoice[];
});

/** One column of a file and the field it holds. */
export interface ColumnChoice {
  column: number;
  field: Field | null;
}

/** The yes to exactly what was shown. */
export const confirmForm = z.object({ seal: z.string().max(100).default('') });

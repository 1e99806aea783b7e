import type { CsvFile } from '../../core/text/index.js';
import type { Basis } from '../member-record.rules.js';
import type { Field } from './columns.rules.js';
import type { MembersRead } from './existing.js';
import type { FilePlan } from './file.rules.js';

/** A members' file and how it is to be taken. */
export interface ImportFile {
  name: string;
  bytes: Buffer;
  basis: Basis;
  /** Headings a person has chosen for fields; empty where a field has no column. */
  chosen: Partial<Record<Field, string>>;
}

/** What a file would do now; `seal` is another as soon as the file, its terms or the member list are. */
export interface Looked {
  /** The file as it was read; absent where it could not be. */
  csv?: CsvFile;
  plan: FilePlan;
  existing: MembersRead;
  seal: string;
}

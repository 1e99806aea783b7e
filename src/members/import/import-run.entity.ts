import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Basis } from '../member-record.rules.js';
import type { Field } from './columns.rules.js';
import type { ImportCounts } from './plan.rules.js';

/** One import of a members' file: looked at and waiting for a yes, or applied. */
@Entity('import_run')
export class ImportRun {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ type: 'timestamptz', insert: false })
  at: Date;

  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId: string | null;

  @Column({ type: 'text' })
  via: string;

  @Column({ name: 'file_name', type: 'text' })
  fileName: string;

  @Column({ name: 'file_hash', type: 'text' })
  fileHash: string;

  /** Kept until the import is applied or forgotten: it is a list of people. */
  @Column({ name: 'file_bytes', type: 'bytea', nullable: true })
  fileBytes: Buffer | null;

  /** The columns a person has chosen: a heading for a field, or empty where it has none. */
  @Column({ type: 'jsonb' })
  mapping: Partial<Record<Field, string>>;

  @Column({ type: 'text' })
  basis: Basis;

  @Column({ type: 'text' })
  state: 'checked' | 'applied';

  /** The state of the member list on which it was applied. */
  @Column({ name: 'members_hash', type: 'text', nullable: true })
  membersHash: string | null;

  @Column({ type: 'jsonb' })
  counts: ImportCounts;
}

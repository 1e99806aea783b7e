import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Precision } from './organisation.rules.js';
import type { Stage } from './serving.rules.js';

/** A body that is or was a member. Never deleted: it leaves, or it closes. */
@Entity('organisation')
export class Organisation {
  @PrimaryColumn('uuid')
  id: string;

  /** Our own number for it, which lists that come back to us carry. */
  @Column({ type: 'text' })
  reference: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'sort_name', type: 'text' })
  sortName: string;

  @Column({ name: 'known_as', type: 'text', nullable: true })
  knownAs: string | null;

  @Column({ name: 'legal_form', type: 'text', nullable: true })
  legalForm: string | null;

  @Column({ type: 'text' })
  description: string;

  @Column({ type: 'text', nullable: true })
  website: string | null;

  /** Years of age of the children it serves; both or neither are known. */
  @Column({ name: 'age_from', type: 'smallint', nullable: true })
  ageFrom: number | null;

  @Column({ name: 'age_to', type: 'smallint', nullable: true })
  ageTo: number | null;

  /** Of development: where it stands, never a score, never sorted by. */
  @Column({ type: 'smallint', nullable: true })
  stage: Stage | null;

  /** How exactly other members see where it is; those at home show their district only. */
  @Column({ name: 'public_precision', type: 'text' })
  precision: Precision;

  /** In the directory: members see its contact details. */
  @Column({ type: 'boolean' })
  listed: boolean;

  /** Goes up with every change; a form made from an earlier one is refused. */
  @Column({ type: 'integer' })
  version: number;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}

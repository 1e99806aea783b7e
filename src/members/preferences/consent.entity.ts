import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Basis } from '../member-record.rules.js';
import type { ConsentStatus } from './consent.rules.js';

/** One thing that was said about writing to a person. The latest counts; none is ever changed. */
@Entity('consent')
export class Consent {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ type: 'text' })
  channel: 'email';

  /** The list it is about. */
  @Column({ type: 'text' })
  purpose: string;

  @Column({ type: 'text' })
  status: ConsentStatus;

  @Column({ type: 'text' })
  basis: Basis;

  /** By which way it was said: `one-click`, `page`, `telephone` … */
  @Column({ type: 'text' })
  source: string;

  @Column({ type: 'text', nullable: true })
  evidence: string | null;

  @Column({ type: 'timestamptz', insert: false })
  at: Date;
}

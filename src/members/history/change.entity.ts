import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One field that is another now: who changed it, when, from what to what, and by which way. */
@Entity('change')
export class Change {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'subject_type', type: 'text' })
  subjectType: 'organisation' | 'person' | 'district';

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId: string;

  @Column({ type: 'timestamptz', insert: false, update: false })
  at: Date;

  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId: string | null;

  @Column({ type: 'text' })
  source: string;

  @Column({ type: 'text' })
  field: string;

  @Column({ type: 'text', nullable: true })
  before: string | null;

  @Column({ type: 'text', nullable: true })
  after: string | null;

  @Column({ type: 'text', nullable: true })
  why: string | null;
}

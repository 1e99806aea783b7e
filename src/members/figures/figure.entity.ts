import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FigureKind } from '../member-record.rules.js';

/** A figure of size, for a year or from a day: never overwritten by another year's. Unknown is not nought. */
@Entity('size_figure')
export class Figure {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'organisation_id', type: 'uuid' })
  organisationId: string;

  @Column({ type: 'text' })
  kind: FigureKind;

  /** Pounds, for income; else people. */
  @Column({ type: 'numeric' })
  amount: string;

  @Column({ name: 'year_end', type: 'date', nullable: true })
  yearEnd: string | null;

  @Column({ name: 'noted_on', type: 'date', insert: false })
  notedOn: string;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An area of the network. One that has ended keeps its records and names its successors. */
@Entity('district')
export class District {
  @PrimaryColumn('uuid')
  id: string;

  /** The code of the Office for National Statistics; partnership areas of one's own have none. */
  @Column({ type: 'text', nullable: true })
  gss: string | null;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'integer' })
  position: number;

  @Column({ name: 'valid_from', type: 'date', nullable: true })
  validFrom: string | null;

  /** The first day on which it is no district any more. */
  @Column({ name: 'valid_to', type: 'date', nullable: true })
  validTo: string | null;

  @Column({ name: 'successor_ids', type: 'uuid', array: true, default: '{}' })
  successorIds: string[];
}

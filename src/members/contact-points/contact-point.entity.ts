import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One way to reach a person or an organisation. A bounce silences this address only. */
@Entity('contact_point')
export class ContactPoint {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'organisation_id', type: 'uuid', nullable: true })
  organisationId: string | null;

  @Column({ name: 'person_id', type: 'uuid', nullable: true })
  personId: string | null;

  @Column({ type: 'text' })
  kind: 'email' | 'phone' | 'post' | 'web';

  /** Tells a mobile from the other telephone. */
  @Column({ type: 'text', nullable: true })
  label: string | null;

  @Column({ type: 'text' })
  value: string;

  /** The one spelling by which two contact points are recognised as the same. */
  @Column({ name: 'value_key', type: 'text' })
  valueKey: string;

  @Column({ type: 'text', nullable: true })
  postcode: string | null;

  @Column({ name: 'held_since', type: 'timestamptz', nullable: true })
  heldSince: Date | null;

  @Column({ name: 'held_because', type: 'text', nullable: true })
  heldBecause: string | null;
}

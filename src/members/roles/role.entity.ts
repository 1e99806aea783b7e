import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a person is at an organisation, or in the network, from one day to another. */
@Entity('role')
export class Role {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  /** Null for a role in the network itself; those are given and ended elsewhere. */
  @Column({ name: 'organisation_id', type: 'uuid', nullable: true })
  organisationId: string | null;

  @Column({ type: 'text' })
  role: string;

  /** What it is called there, such as “Senior youth worker”. */
  @Column({ type: 'text', nullable: true })
  title: string | null;

  @Column({ name: 'main_contact', type: 'boolean' })
  mainContact: boolean;

  @Column({ name: 'valid_from', type: 'date' })
  validFrom: string;

  /** The first day on which it gives no rights any more. */
  @Column({ name: 'valid_to', type: 'date', nullable: true })
  validTo: string | null;
}

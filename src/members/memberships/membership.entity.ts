import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MembershipState } from './membership.rules.js';

/** One period in which an organisation belongs to the network. Dates are half-open. */
@Entity('membership')
export class Membership {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'organisation_id', type: 'uuid' })
  organisationId: string;

  @Column({ type: 'text' })
  state: MembershipState;

  @Column({ name: 'valid_from', type: 'date' })
  validFrom: string;

  /** The first day on which it does not belong any more. */
  @Column({ name: 'valid_to', type: 'date', nullable: true })
  validTo: string | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ name: 'decided_by', type: 'uuid', nullable: true })
  decidedBy: string | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel } from './person.rules.js';

/** A human in this network. Nothing sensitive is kept unless they said it for a purpose: no birthdays, no faith. */
@Entity('person')
export class Person {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ type: 'text' })
  given: string;

  @Column({ type: 'text' })
  family: string;

  /** The mailbox that signs in as this person; people who share one share an account. */
  @Column({ name: 'account_id', type: 'uuid', nullable: true })
  accountId: string | null;

  @Column({ name: 'preferred_channel', type: 'text' })
  channel: Channel;

  @Column({ type: 'text', nullable: true })
  language: string | null;

  @Column({ name: 'access_needs', type: 'text', nullable: true })
  accessNeeds: string | null;

  /** Members of the same districts see how to reach this person. */
  @Column({ type: 'boolean' })
  share: boolean;

  /** When the person last said that their record is right. */
  @Column({ name: 'confirmed_at', type: 'timestamptz', nullable: true })
  confirmedAt: Date | null;

  @Column({ type: 'integer' })
  version: number;

  @Column({ name: 'erased_at', type: 'timestamptz', nullable: true })
  erasedAt: Date | null;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}

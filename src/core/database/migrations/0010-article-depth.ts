import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

/** Whom an article is for and who may read it, its other dates, and what people outside the office submit. */
export class ArticleDepth1763600000010 implements MigrationInterface {
  readonly name = 'ArticleDepth1763600000010';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`alter table article
      add column readers text not null default 'members' check (readers in ('public', 'members', 'roles')),
      add column age_from integer check (age_from between 0 and 25),
      add column age_to integer check (age_to between 0 and 25),
      add column sizes text[] not null default '{}',
      add column stages integer[] not null default '{}' check (stages <@ array[1, 2, 3]),
      add column roles text[] not null default '{}',
      add column dates jsonb not null default '[]',
      add column meanings jsonb not null default '{}',
      add constraint article_ages check ((age_from is null) = (age_to is null) and age_from <= age_to),
      add constraint article_readers check (readers <> 'roles' or cardinality(roles) > 0),
      drop constraint article_state_check,
      add constraint article_state_check check (state in ('draft', 'submitted', 'returned', 'ready', 'withdrawn'))`);
    // What was submitted stays as it was; what is edited is the article.
    await q.query(`create table article_submission (
      ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
      article_id uuid not null, person_id uuid,
      words jsonb not null,
      submitted_at timestamptz not null default app_now(),
      decision text check (decision in ('approved', 'returned')),
      reason text not null default '',
      decided_by uuid, decided_at timestamptz,
      check ((decision is null) = (decided_at is null)),
      foreign key (network_id, article_id) references article (network_id, id),
      foreign key (network_id, person_id) references person (network_id, id),
      foreign key (network_id, decided_by) references person (network_id, id))`);
    await q.query(
      'create index article_submission_of on article_submission (network_id, article_id, id desc)',
    );
    await q.query('create index article_by_author on article (network_id, author_id, id desc)');
    await tenantTable(q, 'article_submission');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table article_submission');
    await q.query('drop index article_by_author');
    // Row level security would hide every network's rows from the statement.
    await q.query('alter table article no force row level security');
    await q.query(`update article set state = 'draft' where state in ('submitted', 'returned')`);
    await q.query('alter table article force row level security');
    await q.query(`alter table article
      drop constraint article_state_check,
      add constraint article_state_check check (state in ('draft', 'ready', 'withdrawn')),
      drop constraint article_ages, drop constraint article_readers,
      drop column readers, drop column age_from, drop column age_to, drop column sizes, drop column stages,
      drop column roles, drop column dates, drop column meanings`);
  }
}

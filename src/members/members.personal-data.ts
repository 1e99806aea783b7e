import { Injectable } from '@nestjs/common';
import { PersonalData, type PersonalSection } from '../core/contracts/index.js';
import { Db } from '../core/database/index.js';
import { AudienceLock, Ledger } from '../core/mail/index.js';
import { MembersIndex } from './members.search.js';

type Row = Record<string, unknown>;

const RECORD = `select given as "First name", family as "Last name", preferred_channel as "Preferred channel", language as "Language",
  access_needs as "Access needs", share as "Shares contact details", confirmed_at as "Confirmed", created_at as "Added"
  from person where id = $1`;

const CONTACT = `select kind as "Kind", label as "Label", value as "Value", postcode as "Postcode", held_since as "Held since",
  held_because as "Held because" from contact_point where person_id = $1 order by kind, label`;

const ROLES = `select coalesce(o.name, n.name) as "At", r.role as "Role", r.title as "Title", r.main_contact as "Main contact",
  r.valid_from as "From", r.valid_to as "To" from role r join network n on n.id = r.network_id
  left join organisation o on o.network_id = r.network_id and o.id = r.organisation_id where r.person_id = $1 order by r.valid_from`;

const CONSENT = `select purpose as "List", channel as "Channel", status as "Said", basis as "Basis", source as "How we know",
  evidence as "Evidence", at as "When" from consent where person_id = $1 order by at`;

const READING = `select frequency as "How often", case minutes when 0 then 'Everything' else minutes || ' minutes' end as "Reading time",
  lean as "Text only", large_print as "Large print", updated_at as "Chosen" from reading_choice where person_id = $1`;

const CHANGES = `select at as "When", field as "What", before as "Before", after as "After", source as "How", why as "Why"
  from change where subject_id = $1 order by at`;

/** What the member database holds about a person, and how it forgets. */
@PersonalData()
@Injectable()
export class MembersPersonalData implements PersonalData {
  constructor(
    private readonly db: Db,
    private readonly ledger: Ledger,
    private readonly index: MembersIndex,
    private readonly audienceLock: AudienceLock,
  ) {}

  async about(personId: string): Promise<PersonalSection[]> {
    const sections: [string, string][] = [
      ['Your record', RECORD],
      ['How you are reached', CONTACT],
      ['Your roles', ROLES],
      ['What you said about being written to', CONSENT],
      ['How you want to be written to', READING],
      ['Changes to your record', CHANGES],
    ];
    const found: PersonalSection[] = [];
    for (const [heading, sql] of sections)
      found.push({ heading, rows: await this.db.query<Row>(sql, [personId]) });
    return found;
  }

  /** The row stays, without a word about the person, so that what they did still has a subject. */
  async erase(personId: string): Promise<void> {
    await this.audienceLock.share();
    await this.#keepSilence(personId);
    for (const table of ['contact_point', 'consent', 'reading_choice'])
      await this.db.query(`delete from ${table} where person_id = $1`, [personId]);
    await this.db.query('delete from change where subject_id = $1', [personId]);
    await this.db.query(
      `update role set title = null, main_contact = false, valid_to = least(coalesce(valid_to, app_now()::date), app_now()::date)
       where person_id = $1`,
      [personId],
    );
    await this.db.query(
      `update person set given = '', family = '', preferred_channel = 'post', language = null, access_needs = null,
         share = false, confirmed_at = null, erased_at = app_now(), updated_at = app_now(), version = version + 1 where id = $1`,
      [personId],
    );
    await this.index.forget([personId]);
    await this.index.renew({ people: [personId] });
  }

  /** A no outlives the record: the address is kept as a keyed hash, unless somebody else reads it. */
  async #keepSilence(personId: string): Promise<void> {
    const refused = await this.db.one<{ address: string }>(
      `select c.value_key as address from contact_point c where c.person_id = $1 and c.kind = 'email'
         and 'opted_out' in (select distinct on (purpose) status from consent where person_id = $1 order by purpose, at desc, id desc)
         and not exists (select 1 from contact_point o where o.kind = 'email' and o.value_key = c.value_key and o.person_id <> $1)`,
      [personId],
    );
    if (!refused) return;
    await this.db.query(
      "insert into suppression (address_hmac, reason) values ($1, 'asked not to be written to') on conflict do nothing",
      [this.ledger.suppressionKeyOf(refused.address)],
    );
  }
}

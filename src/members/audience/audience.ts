import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { sizeBand } from '../figures/size-band.rules.js';
import { offerOf, type KeptChoice, type ReadingOffer } from '../preferences/reading.rules.js';
import { Mailable } from '../../core/mail/index.js';
import * as sql from './audience.queries.js';
import { matchPeople, type PartRow, type PersonRow } from './audience.matching.js';
import {
  withSuccessors,
  type AudienceOrganisation,
  type AudiencePerson,
  type Word,
} from './audience.rules.js';

interface Keyed {
  id: string;
}

interface OrganisationRow extends Keyed {
  name: string;
  age_from: number | null;
  age_to: number | null;
  stage: AudienceOrganisation['stage'];
  has_ended: boolean;
}

/** A member organisation, or one that was. */
export interface Known {
  organisation: AudienceOrganisation;
  isMember: boolean;
}

/** Who gets a list. */
@Injectable()
export class Audience {
  constructor(
    private readonly db: Db,
    private readonly mailable: Mailable,
  ) {}

  /**
   * Returns everybody with a part today at a member organisation (membership active or due) or with a role in the
   * network, and those whose organisation has left, each with whether they may be sent this list by e-mail, and how
   * they want to be written to; by their ids. How often is not looked at: whoever sends by frequency picks.
   */
  async forList(list: string): Promise<AudiencePerson[]> {
    return (await this.withOrganisations(list)).people;
  }

  /**
   * Returns the same with every organisation that is a member today, or was one, by its id. With `only`, just these
   * organisations, whoever has a part at one of them, and where else these people have parts.
   */
  async withOrganisations(
    list: string,
    only?: readonly string[],
  ): Promise<{ organisations: Map<string, Known>; people: AudiencePerson[] }> {
    const parts = await this.db.query<PartRow>(sql.PARTS, [only ?? null]);
    const alone = only && [...new Set([...only, ...parts.flatMap((part) => part.organisation_id ?? [])])];
    const ids = only ? [...new Set(parts.map(({ id }) => id))] : null;
    const organisations = await this.#organisations(alone ?? null);
    const people = matchPeople({
      ...{ list, organisations, parts },
      people: await this.db.query<PersonRow>(sql.PEOPLE, [ids]),
      addresses: await this.#byId(sql.ADDRESSES, [ids]),
      consents: await this.#words(list, ids),
      readings: await this.#byId<KeptChoice>(sql.READINGS, [ids]),
      offer: await this.#offer(),
      takesUtf8: await this.mailable.takesUtf8(),
    });
    return { organisations, people };
  }

  /** Returns a person's best address, or undefined when there is none. */
  async addressOf(personId: string): Promise<string | undefined> {
    const row = await this.db.one<{ value: string }>(
      `select value from contact_point where person_id = $1 and kind = 'email' order by held_since is not null, id limit 1`,
      [personId],
    );
    return row?.value;
  }

  /** Returns the organisations at which people have a part today, their names as one, by person. */
  async organisationsOf(personIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; names: string }>(sql.ORGANISATION_NAMES, [personIds]);
    return new Map(rows.map(({ id, names }) => [id, names]));
  }

  /** Returns the telephones of people, each person's as one text, by person; who has none is not there. */
  async telephonesOf(personIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; numbers: string }>(sql.TELEPHONES, [personIds]);
    return new Map(rows.map(({ id, numbers }) => [id, numbers]));
  }

  async #organisations(ids: readonly string[] | null): Promise<Map<string, Known>> {
    const standings = await this.#byId<{ is_member: boolean }>(sql.STANDINGS, [ids]);
    const places = await this.#byId<{ county_wide: boolean; district_ids: string[] }>(sql.PLACES, [ids]);
    const about = await this.#byId<{ themes: string[] }>(sql.THEMES_OF, [ids]);
    const incomes = await this.#byId<{ income: number }>(sql.INCOMES, [ids]);
    const ended = await this.#byId<{ successor_ids: string[] }>(sql.SUCCESSORS);
    const successors = new Map([...ended].map(([id, row]) => [id, row.successor_ids]));
    const rows = await this.db.query<OrganisationRow>(sql.ORGANISATIONS, [ids]);
    return new Map(
      rows.flatMap(({ id, name, age_from, age_to, stage, has_ended }): [string, Known][] => {
        const standing = standings.get(id);
        if (!standing) return [];
        const organisation = {
          ...{ id, name, stage },
          districtIds: withSuccessors(places.get(id)?.district_ids ?? [], successors),
          countyWide: places.get(id)?.county_wide ?? false,
          themes: about.get(id)?.themes ?? [],
          ages: age_from === null || age_to === null ? null : { from: age_from, to: age_to },
          sizeBand: sizeBand(incomes.get(id)?.income ?? null),
        };
        return [[id, { organisation, isMember: standing.is_member && !has_ended }]];
      }),
    );
  }

  async #words(list: string, ids: readonly string[] | null): Promise<Map<string, Word[]>> {
    const words = new Map<string, Word[]>();
    for (const { id, ...word } of await this.db.query<Word & Keyed>(sql.CONSENTS, [ids, list])) {
      const others = words.get(id);
      if (others) others.push(word);
      else words.set(id, [word]);
    }
    return words;
  }

  async #offer(): Promise<ReadingOffer> {
    const here = await this.db.one<{ settings: Record<string, unknown> }>(sql.SETTINGS);
    return offerOf(here?.settings ?? {});
  }

  async #byId<Row>(statement: string, params: unknown[] = []): Promise<Map<string, Row & Keyed>> {
    const rows = await this.db.query<Row & Keyed>(statement, params);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

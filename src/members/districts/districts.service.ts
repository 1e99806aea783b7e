import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, isId, newId } from '../../core/database/index.js';
import { Invalid, NotFound } from '../../core/errors/index.js';
import { nameKey, refused, taken, type Reading } from '../../core/text/index.js';
import { districtReader } from '../district-names.rules.js';
import { History } from '../history/index.js';
import { District } from './district.entity.js';
import { inOrder, recordedUnder, reordered } from './district.rules.js';
import { shippedDistricts } from './shipped.js';

const SETTINGS = 'districts.edit';

/** The districts of the network, and what may be done with them. */
@Injectable()
export class Districts {
  constructor(
    private readonly db: Db,
    private readonly history: History,
    private readonly audit: Audit,
  ) {}

  /** Returns every district, ended ones too, in the network's order. */
  async all(): Promise<District[]> {
    return inOrder(await this.db.of(District).find());
  }

  /** @throws NotFound */
  async find(id: string): Promise<District> {
    const district = isId(id) ? await this.db.of(District).findOneBy({ id }) : null;
    if (!district) throw new NotFound();
    return district;
  }

  /** Returns the ids under which the organisations of a district are recorded: its own and its predecessors'. */
  async recordedUnder(id: string): Promise<string[]> {
    return recordedUnder(await this.all(), id);
  }

  /** Returns the reader of what forms and programs call a district: its id, its code or its name. */
  async reader(): Promise<(typed: string) => Reading<District>> {
    const districts = (await this.all()).map((one) => ({ ...one, ended: one.validTo !== null }));
    const byId = new Map(districts.map((one) => [one.id, one]));
    const byName = districtReader(districts);
    return (typed) => (isId(typed) ? reading(byId.get(typed)) : byName(typed));
  }

  /** Adds an area of the shipped list by its code, or one of the network's own by a name. @throws Invalid */
  async add(me: Actor, input: { gss: string } | { name: string }): Promise<string> {
    allow(me.may(SETTINGS));
    const listed = 'gss' in input ? shippedDistricts().find(({ gss }) => gss === input.gss) : undefined;
    if ('gss' in input && !listed) throw new Invalid({ gss: 'Choose an area of the list.' });
    const facts = listed ?? { name: (input as { name: string }).name, gss: null, kind: 'custom' };
    const all = await this.all();
    refuseTaken(all, facts);
    const [id, position] = [newId(), Math.max(-1, ...all.map((one) => one.position)) + 1];
    const { name, gss, kind } = facts;
    await this.db.of(District).insert({ id, name, gss, kind, position });
    await this.#note(me, 'district.added', id, { field: 'name', before: null, after: name });
    return id;
  }

  /** Gives a district another name; its code and its records stay. @throws Invalid */
  async rename(me: Actor, id: string, name: string): Promise<void> {
    allow(me.may(SETTINGS));
    const district = await this.find(id);
    refuseTaken(
      (await this.all()).filter((one) => one.id !== id),
      { name, gss: null },
    );
    await this.db.of(District).update({ id }, { name });
    await this.#note(me, 'district.renamed', id, { field: 'name', before: district.name, after: name });
  }

  /** Puts the districts in the order of the numbers given under their ids. */
  async reorder(me: Actor, numbers: Record<string, string>): Promise<void> {
    allow(me.may(SETTINGS));
    const ids = (await this.all()).map(({ id }) => id);
    for (const [position, id] of reordered(ids, numbers).entries())
      await this.db.of(District).update({ id }, { position });
    await this.audit.record(me, 'district.reordered');
  }

  /** Ends a district on a day. Its organisations stay recorded under it and are found under its successors. */
  async end(me: Actor, id: string, on: string, successors: string[]): Promise<void> {
    allow(me.may(SETTINGS));
    const district = await this.find(id);
    const others = new Set((await this.all()).map((one) => one.id).filter((one) => one !== id));
    if (!successors.every((one) => others.has(one)))
      throw new Invalid({ successors: 'Choose among the other districts.' });
    await this.db.of(District).update({ id }, { validTo: on, successorIds: successors });
    await this.#note(me, 'district.ended', id, { field: 'ends', before: district.validTo, after: on });
  }

  async #note(
    me: Actor,
    action: string,
    id: string,
    change: { field: string; before: string | null; after: string },
  ): Promise<void> {
    await this.history.write(me, { type: 'district', id }, [change]);
    await this.audit.record(me, action, { type: 'district', id });
  }
}

function reading(district: District | undefined): Reading<District> {
  return district ? taken(district) : refused('This is not a district of this network.');
}

function refuseTaken(others: District[], { name, gss }: { name: string; gss: string | null }): void {
  const same = others.find((one) => nameKey(one.name) === nameKey(name) || (gss !== null && one.gss === gss));
  if (same) throw new Invalid({ name: `There is a district called ${same.name} already.` });
}

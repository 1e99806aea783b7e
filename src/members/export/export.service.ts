import { Injectable } from '@nestjs/common';
import { allow, Limits, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db } from '../../core/database/index.js';
import { writeCsv } from '../../core/text/index.js';
import { ImportReadings, readMembers } from '../import/index.js';
import { Organisations, type OrganisationFilters } from '../organisations/index.js';
import { EXPORT_COLUMNS, exportRows } from './export.rules.js';

/** More than a network will ever have. */
const ALL = 1_000_000;

/** Gives the members as a file that the import takes back without a change. */
@Injectable()
export class Exports {
  constructor(
    private readonly db: Db,
    private readonly organisations: Organisations,
    private readonly readings: ImportReadings,
    private readonly limits: Limits,
    private readonly audit: Audit,
  ) {}

  /** Returns the CSV of the list as it is filtered, and how many organisations are in it. @throws TooMany */
  async csv(me: Actor, filters: OrganisationFilters): Promise<{ csv: Buffer; organisations: number }> {
    allow(me.may('members.export'));
    await this.limits.spend('export', me.personId);
    const { rows } = await this.organisations.list(me, filters, { limit: ALL });
    const wanted = new Set(rows.map(({ id }) => id));
    const all = await readMembers(this.db);
    const organisations = all.organisations.filter(({ id }) => wanted.has(id));
    const lines = exportRows({ organisations, people: all.people }, await this.readings.names());
    const filtered = Object.entries(filters).filter(([name, value]) => value && !UNFILTERED.has(name));
    await this.audit.record(me, 'members.exported', undefined, {
      organisations: organisations.length,
      filters: filtered.map(([name]) => name),
    });
    return { csv: writeCsv(EXPORT_COLUMNS, lines), organisations: organisations.length };
  }
}

const UNFILTERED = new Set(['sort', 'page']);

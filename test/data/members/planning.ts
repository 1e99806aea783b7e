import { readFileSync } from 'node:fs';
import { readAddress } from '../../../src/core/text/address.rules.js';
import { readCsv } from '../../../src/core/text/index.js';
import { districtsWithin, listedDistricts } from '../../../src/members/district-list.rules.js';
import { districtReader, wholeArea, type NamedDistrict } from '../../../src/members/district-names.rules.js';
import type { ImportContext } from '../../../src/members/import/cells.rules.js';
import { planFile, type FilePlan } from '../../../src/members/import/file.rules.js';
import type { ImportPlan } from '../../../src/members/import/plan.rules.js';
import type { Members } from '../../../src/members/member-record.rules.js';
import { themeReader } from '../../../src/members/themes.rules.js';

export const NOBODY: Members = { organisations: [], people: [] };
export const LIST = listedDistricts(readCsv(readFileSync('src/members/data/districts.csv')));

/** The districts of a network, with the ONS code as their id. */
export function network(gss: string): NamedDistrict[] {
  const districts = districtsWithin(LIST, gss, '2026-11-20').map((district) => ({
    ...district,
    id: district.gss,
  }));
  return districts.length > 1 ? districts : [...districts, wholeArea('County-wide')];
}

export const DERBYSHIRE = [
  ...network('E10000007'),
  wholeArea('County-wide', { gss: 'E10000007', otherNames: ['Derbyshire'] }),
];

const contextOf = new Map<NamedDistrict[], ImportContext>();

function context(districts: NamedDistrict[]): ImportContext {
  const known = contextOf.get(districts) ?? {
    readDistrict: districtReader(districts),
    readTheme: themeReader(),
    readAddress,
  };
  contextOf.set(districts, known);
  return known;
}

/** Plans a file of this repository, or one given as its text or bytes. */
export function plan(
  file: string | Buffer,
  existing = NOBODY,
  districts = DERBYSHIRE,
  chosen = {},
): FilePlan {
  const bytes = Buffer.isBuffer(file) ? file : file.includes('\n') ? Buffer.from(file) : readFileSync(file);
  return planFile(readCsv(bytes), existing, { basis: 'membership', context: context(districts), chosen });
}

/** Writes a plan to members in memory as a database would: what is new gets an id and a reference of its own. */
export function applied({ organisations, people }: ImportPlan, existing: Members): Members {
  const ids = new Map<string, string>();
  const all = { organisations: [...existing.organisations], people: [...existing.people] };
  for (const { before, after } of organisations) {
    const at = before ? all.organisations.findIndex(({ id }) => id === before.id) : all.organisations.length;
    if (!before) ids.set(after.id, `organisation-${at}`);
    const reference = after.reference ?? `ORG-${String(at + 1).padStart(4, '0')}`;
    all.organisations[at] = { ...after, id: ids.get(after.id) ?? after.id, reference };
  }
  for (const { before, after } of people) {
    const at = before ? all.people.findIndex(({ id }) => id === before.id) : all.people.length;
    const roles = after.roles.map((role) => ({
      ...role,
      organisation: ids.get(role.organisation) ?? role.organisation,
    }));
    all.people[at] = { ...after, id: before ? after.id : `person-${at}`, roles };
  }
  return all;
}

/** The members after a file that must be taken whole. */
export function imported(file: string | Buffer, existing = NOBODY, districts = DERBYSHIRE): Members {
  const answer = plan(file, existing, districts);
  if (answer.refused.length > 0) throw new Error(JSON.stringify(answer.refused));
  return applied(answer, existing);
}

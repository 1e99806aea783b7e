/**
 * Builds src/members/data/districts.csv, the list of English districts that the product ships, from the OGL and
 * CC BY files under FOLKMOOT_SHARED_DATA (default ../shared/data). Run: node scripts/data/districts.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

const source = join(process.env.FOLKMOOT_SHARED_DATA ?? '../shared/data', 'membership', 'districts');
const target = fileURLToPath(new URL('../../src/members/data/districts.csv', import.meta.url));
const read = (name) => parse(readFileSync(join(source, name)), { columns: true, bom: true });

const KINDS = {
  NMD: 'district',
  UA: 'unitary',
  MD: 'metropolitan',
  LBO: 'london_borough',
  CC: 'london_borough',
  CTY: 'county',
};

const lower = new Map(read('la_all_codes.csv').map((row) => [row.LADCD, row]));
const upper = new Map(read('utla_all_codes.csv').map((row) => [row.UTLACD, row]));
const regions = read('rgn_all_codes.csv');
const authorities = read('local_authorities_uk.csv').filter(
  (row) => row.nation === 'England' && KINDS[row['local-authority-type']],
);
const byCode = new Map(authorities.map((row) => [row['local-authority-code'], row]));
const spellings = read('la_names_to_code.csv');

/** A name that covers two authorities is no other name for one of them. */
const NOT_NAMES = new Set(['adur and worthing borough council']);

/** Two authorities with new boundaries and codes that the list of authorities does not know yet. */
const recoded = [...lower.values()].filter(
  (row) => row.LADCD !== row.LADCD_ACTIVE && row.LADNM === row.LADNM_ACTIVE,
);
const newCode = new Map(recoded.map((row) => [row.LADCD, row.LADCD_ACTIVE]));
const presentCode = (gss) => newCode.get(gss) ?? gss;

const rows = [...regionRows(), ...authorities.map(authorityRow)].sort((a, b) => a.gss.localeCompare(b.gss));
const COLUMNS = [
  'gss',
  'name',
  'kind',
  'parent_gss',
  'region_gss',
  'from',
  'to',
  'successors',
  'former_gss',
  'other_names',
];
writeFileSync(target, stringify(rows, { header: true, columns: COLUMNS }));
process.stdout.write(`${rows.length} areas written to ${target}\n`);

function regionRows() {
  const country = { gss: 'E92000001', name: 'England', kind: 'country' };
  return [
    country,
    ...regions.map((row) => ({
      gss: row.RGNCD,
      name: row.RGNNM,
      kind: 'region',
      parent_gss: country.gss,
      region_gss: row.RGNCD,
    })),
  ];
}

function authorityRow(row) {
  const gss = presentCode(row['gss-code']);
  const county = byCode.get(row['county-la'])?.['gss-code'];
  const region = regionOf(row);
  const name = nameOf(row);
  return {
    gss,
    name,
    kind: KINDS[row['local-authority-type']],
    parent_gss: county ?? region,
    region_gss: region,
    from: startOf(row['start-date']),
    to: endOf(row['end-date']),
    successors: row['replaced-by']
      .split(',')
      .filter(Boolean)
      .map((code) => byCode.get(code)['gss-code'])
      .join('|'),
    former_gss: recoded
      .filter((old) => old.LADCD_ACTIVE === gss)
      .map((old) => old.LADCD)
      .join('|'),
    other_names: otherNames(row, name).join('|'),
  };
}

/** The ONS name read forwards (“Bristol, City of” is Bristol); counties have only the other list's name. */
function nameOf(row) {
  const ons = lower.get(row['gss-code'])?.LADNM ?? upper.get(row['gss-code'])?.UTLANM;
  return ons ? ons.replace(/, (City|County) of$/, '') : row['nice-name'].replace(/ County$/, '');
}

/** The list of authorities has wrong regions for counties; the ONS lists are right. */
function regionOf(row) {
  const gss = row['gss-code'];
  const own = lower.get(gss) ?? upper.get(gss);
  if (own) return own.RGNCD;
  const part = authorities.find(
    (other) => other['county-la'] === row['local-authority-code'] && lower.has(other['gss-code']),
  );
  return lower.get(part['gss-code']).RGNCD;
}

/** English authorities begin on 1 April; other dates in the source say when a register first noted them. */
function startOf(date) {
  return date.endsWith('-04-01') ? date : '';
}

/** An authority ends on the day its successor begins, though the source sometimes gives the day before. */
function endOf(date) {
  return date.replace(/-03-31$/, '-04-01');
}

function otherNames(row, name) {
  const own = spellings.filter(
    (spelling) => spelling['local-authority-code'] === row['local-authority-code'],
  );
  const names = [row['official-name'], ...own.map((spelling) => spelling['la-name'])].map(tidy);
  const seen = new Set([key(name)]);
  return names.filter((other) => !NOT_NAMES.has(other) && !seen.has(key(other)) && seen.add(key(other)));
}

function tidy(name) {
  return name.replace(/\s+/g, ' ').trim();
}

function key(name) {
  return name
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’.]/g, '')
    .replace(/[^a-z]+/g, ' ')
    .trim();
}

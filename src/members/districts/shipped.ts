import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from '../../core/text/index.js';
import { listedDistricts, type ListedDistrict } from '../district-list.rules.js';

let list: readonly ListedDistrict[] | undefined;

/** Returns the districts, counties and regions of England that the product ships; read from their file once. */
export function shippedDistricts(): readonly ListedDistrict[] {
  list ??= listedDistricts(readCsv(readFileSync(join(import.meta.dirname, '../data/districts.csv'))));
  return list;
}

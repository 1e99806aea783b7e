import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = resolve('test/data/hardening');
const load = <Content>(name: string): Content =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Content;

function resolve(path: string): string {
  return join(import.meta.dirname, '../..', path);
}

interface Pump {
  prefix: string;
  pump: string;
  suffix: string;
}

/** Every string that has broken a program somewhere, and the pumps for slow regular expressions, at 5,000 turns. */
export const STRINGS: string[] = [
  ...load<string[]>('naughty-strings'),
  ...load<string[]>('xss-payloads'),
  ...load<{ values: string[] }>('csv-injection').values,
  ...load<{ values: string[] }>('header-injection').values,
  ...load<{ cases: Pump[] }>('redos').cases.map(
    ({ prefix, pump, suffix }) => prefix + pump.repeat(5000) + suffix,
  ),
];

/** All strings in every field with `npm run test:strings`; else 25 in every field, each string somewhere. */
export const ALL = process.env.FOLKMOOT_TEST_ALL_STRINGS === '1';

/** How many strings a field gets. */
export const PER_FIELD = ALL ? STRINGS.length : 25;

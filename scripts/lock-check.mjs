// A lock file can be incomplete without anybody noticing until `npm ci` refuses it on another platform: a package
// of some other platform was missing when the lock was written. This names what is missing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = process.argv[2] ?? join(import.meta.dirname, '..', 'package-lock.json');
const { packages } = JSON.parse(readFileSync(file, 'utf8'));
const problems = Object.entries(packages).flatMap(([path, entry]) => [
  ...missing(path, entry),
  ...addresses(path, entry),
]);

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function missing(path, { optionalDependencies = {} }) {
  const names = Object.keys(optionalDependencies).filter((name) => !isLocked(path, name));
  return names.map(
    (name) => `${name}, an optional dependency of ${path || 'the project'}, is not in the lock`,
  );
}

/** Looked for as Node does: in the package's own node_modules, then in those of the directories above it. */
function isLocked(path, name) {
  for (let place = path; ; place = place.slice(0, Math.max(0, place.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${place}${place && '/'}node_modules/${name}`]) return true;
    if (place === '') return false;
  }
}

/** An address ties the lock to one registry; npm finds packages by name, version and integrity. */
function addresses(path, { resolved }) {
  return resolved ? [`${path} names the address ${new URL(resolved).host}`] : [];
}

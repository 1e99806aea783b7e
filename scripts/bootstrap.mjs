// Makes the checkout ready to run: installs the packages and, with --build, builds what is out of date.
// Plain old syntax and nothing but Node's own modules here: this file must be able to refuse an old Node, and runs
// before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'node_modules', '.folkmoot-installed');
const OLDEST = [20, 19];

refuseOldNode();
const out = process.argv.includes('--quiet') ? 2 : 1;
import('./exclusive.mjs')
  .then(({ alone }) => {
    if (!isInstalled()) alone(ROOT, () => isInstalled() || install());
    return process.argv.includes('--build') && import('./build.mjs').then(({ build }) => build());
  })
  .catch((problem) => fail(problem.plain ? problem.message : problem.stack));

function refuseOldNode() {
  const parts = process.versions.node.split('.').map(Number);
  if (parts[0] > OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] >= OLDEST[1])) return;
  fail(
    'Folkmoot needs Node.js ' +
      OLDEST.join('.') +
      ' or newer, and this is ' +
      process.versions.node +
      ': install Node.js 24 from https://nodejs.org and start again.',
  );
}

function isInstalled() {
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
  if (stamp === wantedStamp()) return true;
  const otherMachine = stamp !== '' && !stamp.endsWith(machine());
  if (otherMachine || !installedByHand()) return false;
  writeFileSync(STAMP, wantedStamp());
  return true;
}

function install() {
  process.stderr.write('Installing packages; this is needed once and takes a minute or so …\n');
  const npm = process.env.npm_execpath;
  const words = npm && /npm-cli\.[cm]?js$/.test(npm) ? [process.execPath, npm] : ['npm'];
  // Building needs the development packages, even where NODE_ENV says production.
  words.push('ci', '--no-audit', '--no-fund', '--include=dev');
  const npmCi = spawnSync(words[0], words.slice(1), { cwd: ROOT, stdio: ['ignore', out, 2] });
  if (npmCi.error)
    fail('npm could not be started (' + npmCi.error.message + '): install npm and start again.');
  if (npmCi.status !== 0) fail('The packages could not be installed: npm says why in the lines above.');
  writeFileSync(STAMP, wantedStamp());
}

function wantedStamp() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  return createHash('sha256').update(lock).digest('hex') + ' ' + machine();
}

/** What packages with parts in machine code are chosen by. */
function machine() {
  return [process.platform, process.arch, process.versions.modules].join('-');
}

/** Whether somebody ran `npm install` or `npm ci` and so has what the lock asks for; npm keeps a list of it. */
function installedByHand() {
  const list = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const there = JSON.parse(readFileSync(list, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.keys(wanted).every((path) => {
    if (path === '') return true;
    return there[path] ? there[path].version === wanted[path].version : wanted[path].optional === true;
  });
}

function fail(sentence) {
  process.stderr.write(sentence + '\n');
  process.exit(1);
}

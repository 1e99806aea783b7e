import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone, plain } from './exclusive.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const [SRC, DIST, NEXT] = ['src', 'dist', 'dist.next'].map((name) => join(ROOT, name));
const MARK = '.built-from';

/**
 * Builds src into dist if anything has changed since the last build. The new dist is made beside the old one and
 * then takes its place, so that an interrupted or failed build changes nothing.
 */
export function build() {
  if (isFresh()) return;
  alone(ROOT, () => {
    const wanted = fingerprint();
    if (isFresh(wanted)) return;
    process.stderr.write('Building …\n');
    try {
      make(wanted);
    } finally {
      rmSync(NEXT, { recursive: true, force: true });
    }
  });
}

function make(wanted) {
  startFromLast();
  compile();
  const sources = listFiles(SRC);
  removeStale(sources);
  copyOthers(sources);
  writeFileSync(join(NEXT, MARK), wanted);
  replace();
}

function isFresh(wanted = fingerprint()) {
  const mark = join(DIST, MARK);
  return existsSync(mark) && readFileSync(mark, 'utf8') === wanted;
}

function fingerprint() {
  const hash = createHash('sha256');
  const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs'];
  for (const file of [...listFiles(SRC).filter(isBuilt), ...settings.map((name) => join(ROOT, name))]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(ROOT, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** The compiler only looks at what has changed when it finds its last result. */
function startFromLast() {
  rmSync(NEXT, { recursive: true, force: true });
  if (existsSync(join(DIST, MARK))) cpSync(DIST, NEXT, { recursive: true, preserveTimestamps: true });
  rmSync(join(NEXT, MARK), { force: true });
}

function compile() {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  if (!existsSync(tsc)) throw plain('The packages are not installed: run "npm ci" first.');
  const words = [
    '-p',
    'tsconfig.build.json',
    '--outDir',
    NEXT,
    '--tsBuildInfoFile',
    join(NEXT, '.tsbuildinfo'),
  ];
  const { status } = spawnSync(process.execPath, [tsc, ...words], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw plain('The build failed: the compiler says why in the lines above.');
}

/** What has no source any more: a page or a migration that was removed must not live on. */
function removeStale(sources) {
  const wanted = new Set(sources.filter(isBuilt).flatMap(outputsOf));
  for (const file of listFiles(NEXT)) {
    const name = relative(NEXT, file);
    if (name !== '.tsbuildinfo' && !wanted.has(name)) rmSync(file);
  }
}

function outputsOf(source) {
  const name = relative(SRC, source);
  if (!name.endsWith('.ts')) return [name];
  const script = name.replace(/\.ts$/, '.js');
  return [script, `${script}.map`];
}

function copyOthers(sources) {
  for (const source of sources.filter((file) => !file.endsWith('.ts'))) {
    const copy = join(NEXT, relative(SRC, source));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(source, copy);
  }
}

function replace() {
  const last = `${DIST}.last`;
  rmSync(last, { recursive: true, force: true });
  if (existsSync(DIST)) renameSync(DIST, last);
  renameSync(NEXT, DIST);
  rmSync(last, { recursive: true, force: true });
}

function isBuilt(file) {
  return !file.endsWith('.spec.ts');
}

function listFiles(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    build();
  } catch (problem) {
    process.stderr.write(`${problem.plain ? problem.message : problem.stack}\n`);
    process.exitCode = 1;
  }
}

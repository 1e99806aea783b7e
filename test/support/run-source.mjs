import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = resolve(import.meta.dirname, '../..');
const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s*(?:[^'"`;()]*?\sfrom\s*)?['"](\.{1,2}\/[^'"]+)['"]|\bimport\(\s*['"](\.{1,2}\/[^'"]+)['"]\s*\)/g;
const SWC = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    target: 'es2023',
    keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'es6' },
};

const done = new Map();

/**
 * Translates a source file and all it imports into `outDir`, laid out as in the checkout, and returns the URL of
 * the result. Child processes and the global set-up run the source by it, so that no test depends on a build.
 */
export function translate(entry, outDir) {
  const key = `${entry} ${outDir}`;
  // Once only: another process may just be loading what is there.
  if (!done.has(key)) done.set(key, translateAll(entry, outDir));
  return done.get(key);
}

function translateAll(entry, outDir) {
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, 'package.json'), '{ "type": "module" }');
  if (!existsSync(join(outDir, 'node_modules')))
    symlinkSync(join(ROOT, 'node_modules'), join(outDir, 'node_modules'));
  const waiting = [resolve(ROOT, entry)];
  const seen = new Set(waiting);
  for (const file of waiting) {
    for (const next of translateFile(file, outDir)) {
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  }
  return pathToFileURL(target(resolve(ROOT, entry), outDir)).href;
}

function translateFile(file, outDir) {
  const source = readFileSync(file, 'utf8');
  const output = target(file, outDir);
  mkdirSync(dirname(output), { recursive: true });
  copyData(dirname(file), dirname(output));
  if (!file.endsWith('.ts')) {
    writeFileSync(output, source);
    return [];
  }
  const { code } = transformSync(source, { ...SWC, filename: file, swcrc: false });
  writeFileSync(output, code);
  return [...code.matchAll(IMPORT)].map((match) => sourceOf(file, match[1] ?? match[2])).filter(Boolean);
}

/** Files that code reads from beside itself. */
function copyData(from, to) {
  for (const name of ['data', 'views', 'emails', 'public']) {
    const [source, copy] = [join(from, name), join(to, name)];
    if (existsSync(source) && statSync(source).isDirectory()) cpSync(source, copy, { recursive: true });
  }
}

function sourceOf(importer, specifier) {
  const path = resolve(dirname(importer), specifier);
  return [path.replace(/\.js$/, '.ts'), path].find((candidate) => existsSync(candidate));
}

function target(file, outDir) {
  return join(outDir, relative(ROOT, file)).replace(/\.ts$/, '.js');
}

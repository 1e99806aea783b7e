import { posix } from 'node:path';
import { importsOf, type Import, type SourceTree } from './source-tree.js';

/** Who may ask whom, as in docs/architecture.md; everybody may ask the core, and the core asks nobody. */
const ARROWS: Record<string, string[]> = {
  members: [],
  representatives: ['members'],
  forum: ['representatives', 'members'],
  meetings: ['forum', 'representatives', 'members'],
  expenses: ['meetings', 'representatives', 'members'],
  digest: ['expenses', 'meetings', 'forum', 'representatives', 'members'],
  development: ['expenses', 'meetings', 'forum', 'representatives', 'members'],
  example: ['digest', 'development', 'expenses', 'meetings', 'forum', 'representatives', 'members'],
};

/** Pure functions of Node that a rule may use. */
const PURE = /^node:(crypto|url|util|buffer)$/;

/** Imports against the arrows, past a front door, or out of a rule; each as a sentence. */
export function brokenArrows(tree: SourceTree): string[] {
  return Object.entries(tree).flatMap(([path, text]) =>
    importsOf(path, text).flatMap((one) => {
      const problem = path.endsWith('.rules.ts') ? ruleProblem(path, one) : arrowProblem(path, one.target);
      return problem ? [`${path} imports ${one.specifier}: ${problem}`] : [];
    }),
  );
}

/** Circles of files at run time, each as the list of files it runs through. */
export function circles(tree: SourceTree): string[][] {
  const graph = new Map<string, string[]>();
  for (const [path, text] of Object.entries(tree)) {
    const targets = importsOf(path, text).filter((one) => !one.typeOnly && one.target);
    graph.set(
      path,
      targets.map((one) => one.target as string),
    );
  }
  return knots(graph);
}

/** Circles of modules, and of those folders of the core that have an index, at run time. */
export function circlesOfUnits(tree: SourceTree): string[][] {
  const graph = new Map<string, string[]>();
  const unitOf = (path: string) => folderWithIndex(tree, path);
  for (const [path, text] of Object.entries(tree)) {
    if (path.endsWith('.rules.ts')) continue;
    const unit = unitOf(path);
    const targets = importsOf(path, text).filter((one) => !one.typeOnly && one.target);
    const units = targets
      .map((one) => unitOf(one.target as string))
      .filter((other) => !areOneFamily(unit, other));
    graph.set(unit, [...(graph.get(unit) ?? []), ...units]);
  }
  return knots(graph);
}

function ruleProblem(path: string, { specifier, target }: Import): string | undefined {
  if (!target) return PURE.test(specifier) ? undefined : 'a rule uses no packages';
  if (!target.endsWith('.rules.ts')) return 'a rule imports only other rules';
  return directionProblem(path, target);
}

function arrowProblem(path: string, target: string | undefined): string | undefined {
  if (!target) return undefined;
  return directionProblem(path, target) ?? doorProblem(path, target);
}

function directionProblem(path: string, target: string): string | undefined {
  const [from, to] = [moduleOf(path), moduleOf(target)];
  if (from === to || from === 'top') return undefined;
  if (to === 'top') return 'only main and its like use these';
  if (from === 'core') return 'the core knows no feature';
  if (!(from in ARROWS)) return `"${from}" has no place among the arrows yet`;
  if (to === 'core' || ARROWS[from].includes(to)) return undefined;
  return `${from} may not ask ${to}`;
}

function doorProblem(path: string, target: string): string | undefined {
  const unit = unitOf(target);
  if (unitOf(path) === unit || unit === target) return undefined;
  const isDoor = unit.startsWith('src/core/') ? target.endsWith('/index.ts') : target === `${unit}/index.ts`;
  return isDoor ? undefined : `only the index of ${unit} is for others`;
}

/** `core`, `top` (files directly in src), or the name of a module. */
function moduleOf(path: string): string {
  const [, first, second] = path.split('/');
  return second === undefined ? 'top' : first;
}

/** What has a front door: a module, a folder of the core; a file that lies beside them stands for itself. */
function unitOf(path: string): string {
  const parts = path.split('/');
  const depth = parts[1] === 'core' ? 3 : 2;
  return parts.slice(0, depth).join('/');
}

/** The innermost folder around a file that has an index of its own, as part of the core may have; else its unit. */
function folderWithIndex(tree: SourceTree, path: string): string {
  for (let folder = posix.dirname(path); folder.startsWith('src/core/'); folder = posix.dirname(folder)) {
    if (`${folder}/index.ts` in tree) return folder;
  }
  return unitOf(path);
}

/** A folder and one within it may use each other. */
function areOneFamily(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/** The strongly connected parts of a graph that have more than one node, by Tarjan's algorithm. */
function knots(graph: Map<string, string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) !== order.get(node)) return;
    const knot = stack.splice(stack.indexOf(node));
    if (knot.length > 1) found.push(knot.sort());
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}

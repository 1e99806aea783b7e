import { importsOf } from './source-tree.js';
/** Who may ask whom, as in docs/architecture.md; everybody may ask the core, and the core asks nobody. */
const ARROWS = {
    members: [],
    representatives: ['members'],
    forum: ['representatives', 'members'],
    meetings: ['forum', 'representatives', 'members'],
    expenses: ['meetings', 'representatives', 'members'],
    digest: ['expenses', 'meetings', 'forum', 'representatives', 'members'],
    development: ['expenses', 'meetings', 'forum', 'representatives', 'members'],
};
/** Pure functions of Node that a rule may use. */
const PURE = /^node:(crypto|url|util|buffer)$/;
/** Imports against the arrows, past a front door, or out of a rule; each as a sentence. */
export function brokenArrows(tree) {
    return Object.entries(tree).flatMap(([path, text]) => importsOf(path, text).flatMap((one) => {
        const problem = path.endsWith('.rules.ts') ? ruleProblem(path, one) : arrowProblem(path, one.target);
        return problem ? [`${path} imports ${one.specifier}: ${problem}`] : [];
    }));
}
/** Circles of files at run time, each as the list of files it runs through. */
export function circles(tree) {
    const graph = new Map();
    for (const [path, text] of Object.entries(tree)) {
        const targets = importsOf(path, text).filter((one) => !one.typeOnly && one.target);
        graph.set(path, targets.map((one) => one.target));
    }
    return knots(graph);
}
/** Circles of modules, and of folders of the core, at run time. */
export function circlesOfUnits(tree) {
    const graph = new Map();
    for (const [path, text] of Object.entries(tree)) {
        if (path.endsWith('.rules.ts'))
            continue;
        const unit = unitOf(path);
        const targets = importsOf(path, text).filter((one) => !one.typeOnly && one.target);
        const units = targets.map((one) => unitOf(one.target)).filter((other) => other !== unit);
        graph.set(unit, [...(graph.get(unit) ?? []), ...units]);
    }
    return knots(graph);
}
function ruleProblem(path, { specifier, target }) {
    if (!target)
        return PURE.test(specifier) ? undefined : 'a rule uses no packages';
    if (!target.endsWith('.rules.ts'))
        return 'a rule imports only other rules';
    return directionProblem(path, target);
}
function arrowProblem(path, target) {
    if (!target)
        return undefined;
    return directionProblem(path, target) ?? doorProblem(path, target);
}
function directionProblem(path, target) {
    const [from, to] = [moduleOf(path), moduleOf(target)];
    if (from === to || from === 'top')
        return undefined;
    if (to === 'top')
        return 'only main and its like use these';
    if (from === 'core')
        return 'the core knows no feature';
    if (!(from in ARROWS))
        return `"${from}" has no place among the arrows yet`;
    if (to === 'core' || ARROWS[from].includes(to))
        return undefined;
    return `${from} may not ask ${to}`;
}
function doorProblem(path, target) {
    const unit = unitOf(target);
    if (unitOf(path) === unit || unit === target)
        return undefined;
    const isDoor = unit.startsWith('src/core/') ? target.endsWith('/index.ts') : target === `${unit}/index.ts`;
    return isDoor ? undefined : `only the index of ${unit} is for others`;
}
/** `core`, `top` (files directly in src), or the name of a module. */
function moduleOf(path) {
    const [, first, second] = path.split('/');
    return second === undefined ? 'top' : first;
}
/** What has a front door: a module, a folder of the core; a file that lies beside them stands for itself. */
function unitOf(path) {
    const parts = path.split('/');
    const depth = parts[1] === 'core' ? 3 : 2;
    return parts.slice(0, depth).join('/');
}
/** The strongly connected parts of a graph that have more than one node, by Tarjan's algorithm. */
function knots(graph) {
    const order = new Map();
    const low = new Map();
    const stack = [];
    const found = [];
    const visit = (node) => {
        order.set(node, order.size);
        low.set(node, order.size - 1);
        stack.push(node);
        for (const next of graph.get(node) ?? []) {
            if (!order.has(next))
                visit(next);
            if (stack.includes(next))
                low.set(node, Math.min(low.get(node), low.get(next)));
        }
        if (low.get(node) !== order.get(node))
            return;
        const knot = stack.splice(stack.indexOf(node));
        if (knot.length > 1)
            found.push(knot.sort());
    };
    for (const node of graph.keys())
        if (!order.has(node))
            visit(node);
    return found;
}

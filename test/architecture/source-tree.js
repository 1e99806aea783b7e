import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, resolve } from 'node:path';
import ts from 'typescript';
const ROOT = resolve(import.meta.dirname, '../..');
/** Reads the files below a folder of the checkout whose names end in one of the endings. */
export function readTree(folder, ...endings) {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)));
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    return Object.fromEntries(paths.map((path) => [relative(ROOT, path), readFileSync(path, 'utf8')]));
}
/** The part of a tree that runs in the product: no specs. */
export function withoutSpecs(tree) {
    return Object.fromEntries(Object.entries(tree).filter(([path]) => !path.endsWith('.spec.ts')));
}
export function parse(path, text) {
    return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
}
/** Everything a file imports or passes on, `import()` included. */
export function importsOf(path, text) {
    const found = [];
    const add = (specifier, typeOnly) => {
        if (!specifier || !ts.isStringLiteralLike(specifier))
            return;
        found.push({ specifier: specifier.text, target: targetOf(path, specifier.text), typeOnly });
    };
    const visit = (node) => {
        if (ts.isImportDeclaration(node))
            add(node.moduleSpecifier, isTypeImport(node.importClause));
        if (ts.isExportDeclaration(node))
            add(node.moduleSpecifier, node.isTypeOnly);
        if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
            add(node.arguments[0], false);
        }
        ts.forEachChild(node, visit);
    };
    visit(parse(path, text));
    return found;
}
function targetOf(importer, specifier) {
    if (!specifier.startsWith('.'))
        return undefined;
    return posix.join(posix.dirname(importer), specifier).replace(/\.js$/, '.ts');
}
function isTypeImport(clause) {
    if (!clause)
        return false;
    if (clause.isTypeOnly)
        return true;
    const named = clause.namedBindings;
    return !clause.name && !!named && ts.isNamedImports(named) && named.elements.every((one) => one.isTypeOnly);
}

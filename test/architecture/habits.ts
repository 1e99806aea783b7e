import ts from 'typescript';
import { parse, type SourceTree } from './source-tree.js';

const LONGEST_FILE = 200;

/** Exported functions that do not say what they return, as `file: name`. */
export function withoutDocstring(tree: SourceTree): string[] {
  return Object.entries(tree).flatMap(([path, text]) => {
    const documented = new Set<string>();
    const names = parse(path, text).statements.flatMap((statement) => {
      const functions = exportedFunctions(statement);
      if (ts.getJSDocCommentsAndTags(statement).length > 0) functions.forEach((name) => documented.add(name));
      return functions;
    });
    // Of several signatures of one function, one carries the docstring.
    return [...new Set(names)].filter((name) => !documented.has(name)).map((name) => `${path}: ${name}`);
  });
}

/** Files that are asking to be two, as `file: lines`. */
export function tooLong(tree: SourceTree): string[] {
  return Object.entries(tree).flatMap(([path, text]) => {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    return lines > LONGEST_FILE ? [`${path}: ${lines}`] : [];
  });
}

/** Places of a template that put text on the page unescaped; a layout's body, which is HTML already, may be. */
export function unescaped(tree: SourceTree): string[] {
  return Object.entries(tree).flatMap(([path, text]) => {
    const isLayout = /(^|\/)layout\.hbs$/.test(path);
    return [...text.matchAll(/\{\{~?(?:\{[^}]*\}~?|&[^}]*)\}\}/g)]
      .map(([place]) => place)
      .filter((place) => !(isLayout && place === '{{{body}}}'))
      .map((place) => `${path}: ${place}`);
  });
}

/** Compiler output that lies among the sources, where tests would run it instead of them. */
export function compiledAmongSources(tree: SourceTree): string[] {
  return Object.keys(tree).filter((path) => path.endsWith('.js') && `${path.slice(0, -3)}.ts` in tree);
}

function exportedFunctions(statement: ts.Statement): string[] {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return [];
  if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? 'default'];
  if (!ts.isVariableStatement(statement)) return [];
  const constants = statement.declarationList.declarations;
  return constants
    .filter((one) => one.initializer && isFunction(one.initializer))
    .map((one) => one.name.getText());
}

function isFunction(node: ts.Expression): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

import ts from 'typescript';
import { parse, readTree, withoutSpecs } from '../architecture/source-tree.js';

/** Methods that are being followed just now, so that one that calls its own name is followed once. */
const followed = new Set<ts.Node>();
const WRITING = new Set(['record', 'recordAlone']);
const LOG = 'src/core/audit/audit.ts';

/** Returns the name of every act that the product writes into its log, read from the source; `*` stands for what is not known there. */
export function recordedActs(): string[] {
  const tree = withoutSpecs(readTree('src', '.ts'));
  const files = Object.entries(tree).map(([path, text]) => parse(path, text));
  const calls = files.filter(({ fileName }) => fileName !== LOG).flatMap(callsIn);
  const written = calls.filter(({ expression }) => {
    if (!ts.isPropertyAccessExpression(expression)) return false;
    return WRITING.has(expression.name.text) && /audit$/.test(expression.expression.getText());
  });
  return [...new Set(written.flatMap((call) => actsOf(call.arguments[1], calls)))].sort();
}

function callsIn(file: ts.SourceFile): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What an expression may say, followed through conditions, constants, and the parameters of those who were told it. */
function actsOf(said: ts.Expression, calls: ts.CallExpression[]): string[] {
  if (ts.isStringLiteralLike(said)) return [said.text];
  if (ts.isConditionalExpression(said))
    return [...actsOf(said.whenTrue, calls), ...actsOf(said.whenFalse, calls)];
  if (ts.isTemplateExpression(said))
    return said.templateSpans.reduce(
      (heads, { expression, literal }) =>
        heads.flatMap((head) => partsOf(expression, calls).map((part) => head + part + literal.text)),
      [said.head.text],
    );
  if (ts.isIdentifier(said)) return ofName(said, calls);
  return ['*'];
}

/** Only a condition of literals is known within a longer word. */
function partsOf(said: ts.Expression, calls: ts.CallExpression[]): string[] {
  const known = [said].flatMap((one) =>
    ts.isConditionalExpression(one) ? [one.whenTrue, one.whenFalse] : [],
  );
  return known.length > 0 && known.every(ts.isStringLiteralLike) ? actsOf(said, calls) : ['*'];
}

function ofName(name: ts.Identifier, calls: ts.CallExpression[]): string[] {
  for (let at: ts.Node = name; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isBlock(at) || ts.isModuleBlock(at)) {
      const made = constant(at.statements, name.text);
      if (made) return actsOf(made, calls);
    }
    if (!ts.isMethodDeclaration(at) && !ts.isFunctionDeclaration(at)) continue;
    const place = at.parameters.findIndex((one) => one.name.getText() === name.text);
    if (place >= 0) return ofParameter(at, place, calls);
  }
  const made = constant(name.getSourceFile().statements, name.text);
  return made ? actsOf(made, calls) : ['*'];
}

function constant(statements: readonly ts.Statement[], name: string): ts.Expression | undefined {
  const made = statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations);
  return made.find((one) => one.name.getText() === name)?.initializer;
}

function ofParameter(
  method: ts.MethodDeclaration | ts.FunctionDeclaration,
  place: number,
  calls: ts.CallExpression[],
): string[] {
  const tellers = calls.filter((call) => call.arguments.length > place && isCallOf(call, method));
  if (followed.has(method)) return [];
  followed.add(method);
  const acts = tellers.flatMap(({ arguments: told }) => actsOf(told[place], calls));
  followed.delete(method);
  return acts;
}

/** A method is called through a field named after its class, or inside its own file. */
function isCallOf(
  { expression }: ts.CallExpression,
  method: ts.MethodDeclaration | ts.FunctionDeclaration,
): boolean {
  const name = method.name!.getText();
  const isAtHome = expression.getSourceFile() === method.getSourceFile();
  if (!ts.isPropertyAccessExpression(expression)) return isAtHome && expression.getText() === name;
  if (expression.name.text !== name) return false;
  const field = expression.expression.getText().split('.').at(-1)!;
  if (field === 'this') return isAtHome;
  return (
    ts.isClassDeclaration(method.parent) && method.parent.name?.text.toLowerCase() === field.toLowerCase()
  );
}

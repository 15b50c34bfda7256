import ts from 'typescript';
import { placeOf } from './place.ts';
import { lineOf, parse, walk } from './syntax.ts';

/** Globals through which pure code would reach a clock, chance, the machine or the network. */
export const impureGlobals: readonly string[] = [
  ...['process', 'performance', 'crypto', 'fetch', 'globalThis', 'console', 'require', '__dirname'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
];

/** How strict a file is about the world around it: `pure` (nothing of it), `clockless` (no clock, no chance), `free`. */
export function purityOf(file: string): 'pure' | 'clockless' | 'free' {
  const place = placeOf(file);
  if (place.kind === 'room' && (place.layer === 'domain' || place.room === 'primitives')) return 'pure';
  if (place.kind === 'room') return place.room === 'runtime' ? 'free' : 'clockless';
  return place.kind === 'app' && place.app !== 'dashboard' ? 'clockless' : 'free';
}

/** Each use of a clock, of chance or (where the file is pure) of the machine: "line: what". */
export function ambientFaults(file: string, text: string): string[] {
  const strictness = purityOf(file);
  if (strictness === 'free') return [];
  const source = parse(file, text);
  const faults: string[] = [];
  walk(source, (node) => {
    const used = clockOrChance(node) ?? (strictness === 'pure' ? impureGlobal(node) : undefined);
    if (used) faults.push(`${file}:${lineOf(source, node)} uses ${used}`);
  });
  return faults;
}

function clockOrChance(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'Date()';
  const member = memberOf(node);
  return member === 'Date.now' || member === 'Math.random' ? member : undefined;
}

/** `a.b` and `a['b']` as "a.b"; a destructuring `{ b } = a` likewise. */
function memberOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) return `${node.expression.text}.${node.name.text}`;
  if (ts.isElementAccessExpression(node) && ts.isIdentifier(node.expression) && ts.isStringLiteralLike(node.argumentExpression)) {
    return `${node.expression.text}.${node.argumentExpression.text}`;
  }
  if (ts.isBindingElement(node) && ts.isVariableDeclaration(node.parent.parent)) {
    const from = node.parent.parent.initializer;
    const name = node.propertyName ?? node.name;
    if (from && ts.isIdentifier(from) && ts.isIdentifier(name)) return `${from.text}.${name.text}`;
  }
  return undefined;
}

function impureGlobal(node: ts.Node): string | undefined {
  if (!ts.isIdentifier(node) || !impureGlobals.includes(node.text)) return undefined;
  const { parent } = node;
  const isMemberName = (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) && 'name' in parent && parent.name === node;
  const isOwnName =
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
  return isMemberName || isOwnName ? undefined : node.text;
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

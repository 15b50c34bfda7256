import ts from 'typescript';
import { lineOf, parse, walk } from './syntax.ts';

/** One import of a file, however it is written: import, export … from, import(), import('…').Type, require. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** Every import of a source text, type-only ones included, in the order of their lines. */
export function importsOf(file: string, text: string): Import[] {
  const source = parse(file, text);
  const found: Import[] = [];
  walk(source, (node) => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) found.push({ specifier: specifier.text, line: lineOf(source, node) });
  });
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  const isLoad =
    ts.isCallExpression(node) &&
    (node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === 'require'));
  return isLoad ? node.arguments[0] : undefined;
}

import ts from 'typescript';
import { parse } from './syntax.ts';

/** Every name a source exports, types included; `*` stands for `export *` and `default` for a default export. */
export const exportedNames = (file: string, text: string): string[] => [...parse(file, text).statements].flatMap(namesOf);

function namesOf(statement: ts.Statement): string[] {
  if (ts.isExportAssignment(statement)) return ['default'];
  if (ts.isExportDeclaration(statement)) return namesOfList(statement.exportClause);
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (!modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)) return ['default'];
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => namesOfBinding(name));
  const name = 'name' in statement ? (statement.name as ts.Node | undefined) : undefined;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

const namesOfList = (clause: ts.NamedExportBindings | undefined): string[] =>
  clause && ts.isNamedExports(clause) ? clause.elements.map((element) => element.name.text) : ['*'];

const namesOfBinding = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesOfBinding(element.name)));

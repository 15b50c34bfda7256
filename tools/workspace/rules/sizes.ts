import ts from 'typescript';
import { isTest } from './place.ts';
import { lineOf, parse, walk } from './syntax.ts';

/** The limits of size: lines of a file, of a test file, of a function, columns of a line, collaborators of a constructor. */
export const limits = { file: 250, testFile: 400, function: 50, line: 140, collaborators: 5 } as const;

/** Every size that a file exceeds, one sentence each. */
export function sizeFaults(file: string, text: string): string[] {
  return [...lineFaults(file, text), ...fileFaults(file, text), ...functionFaults(file, text)];
}

/** Lines wider than the limit; a line that is one long link is exempt, since it cannot be broken. */
function lineFaults(file: string, text: string): string[] {
  const wide = text.split('\n').map((line, at) => ({ line, at: at + 1 }));
  return wide
    .filter(({ line }) => line.length > limits.line && !/https?:\/\/\S+/.test(line))
    .map(({ line, at }) => `${file}:${at} is ${line.length} columns wide (limit ${limits.line})`);
}

/** The file's length in lines, tables of data not counted. */
export function fileFaults(file: string, text: string): string[] {
  const limit = isTest(file) ? limits.testFile : limits.file;
  const all = lineCount(text);
  if (all <= limit) return [];
  const counted = all - linesOfTables(file, text);
  return counted > limit ? [`${file} has ${counted} lines (limit ${limit})`] : [];
}

function functionFaults(file: string, text: string): string[] {
  if (isTest(file)) return [];
  const source = parse(file, text);
  const faults: string[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return;
    const from = lineOf(source, node);
    const lines = source.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - from;
    if (lines > limits.function) faults.push(`${file}:${from} has a function of ${lines} lines (limit ${limits.function})`);
    const tooMany = ts.isConstructorDeclaration(node) && node.parameters.length > limits.collaborators;
    if (tooMany) faults.push(`${file}:${from} has a constructor with more than ${limits.collaborators} collaborators`);
  });
  return faults;
}

/** Lines inside top-level constants that hold only literals (lists, maps, SQL text): a table is looked up, not read. */
function linesOfTables(file: string, text: string): number {
  const source = parse(file, text);
  const tables = source.statements.filter(ts.isVariableStatement).flatMap((statement) => [...statement.declarationList.declarations]);
  let lines = 0;
  for (const { initializer } of tables) {
    if (!initializer || !isTable(initializer)) continue;
    lines += source.getLineAndCharacterOfPosition(initializer.getEnd()).line + 1 - lineOf(source, initializer);
  }
  return lines;
}

function isTable(node: ts.Node): boolean {
  let literal = true;
  walk(node, (each) => {
    if (ts.isFunctionLike(each) || ts.isClassLike(each)) literal = false;
  });
  return literal;
}

/** Lines of a text; the newline that ends the last one opens no further line. */
export const lineCount = (text: string): number => text.replace(/\n$/, '').split('\n').length;

/** The middle line count of the given texts (the upper one of two), or 0 for none. */
export function medianLines(texts: Iterable<string>): number {
  const sorted = [...texts].map(lineCount).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

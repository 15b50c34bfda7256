import ts from 'typescript';

/** The syntax tree of a source text. In a Svelte file only the script blocks count; line numbers stay those of the file. */
export function parse(file: string, text: string): ts.SourceFile {
  const code = file.endsWith('.svelte') ? scriptsOnly(text) : text;
  return ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, file.endsWith('js') ? ts.ScriptKind.JS : ts.ScriptKind.TS);
}

/** Calls `visit` for every node of the tree, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The first line of a node, counted from 1, without its leading comments. */
export const lineOf = (source: ts.SourceFile, node: ts.Node): number =>
  source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

/** Everything outside `<script>` is blanked, so that positions keep their lines. */
function scriptsOnly(text: string): string {
  let code = '';
  let at = 0;
  for (const match of text.matchAll(/(<script[^>]*>)([\s\S]*?)<\/script>/g)) {
    const from = match.index + (match[1] ?? '').length;
    const body = match[2] ?? '';
    code += blank(text.slice(at, from)) + body;
    at = from + body.length;
  }
  return code + blank(text.slice(at));
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

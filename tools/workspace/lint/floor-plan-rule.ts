import path from 'node:path';
import type { Rule } from 'eslint';
import { importFault } from '../rules/import-fault.ts';

/** The node of an import's source, as far as this rule needs it. */
type Source = { type: string; value?: unknown; literal?: Source } | null | undefined;

/** The floor plan as a lint rule: every import, type-only and dynamic ones included, is judged by `importFault`. */
export const floorPlan: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{why}}' } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).replaceAll(path.sep, '/');
    const judge = (node: unknown, source: Source): void => {
      const value = source?.literal?.value ?? source?.value;
      const why = typeof value === 'string' ? importFault(file, value) : undefined;
      if (why) context.report({ node: node as Rule.Node, messageId: 'forbidden', data: { why } });
    };
    return {
      ImportDeclaration: (node) => judge(node, node.source),
      ExportNamedDeclaration: (node) => judge(node, node.source),
      ExportAllDeclaration: (node) => judge(node, node.source),
      ImportExpression: (node) => judge(node, node.source),
      TSImportType: (node: { source?: Source; argument?: Source }) => judge(node, node.source ?? node.argument),
      TSExternalModuleReference: (node: { expression: Source }) => judge(node, node.expression),
    };
  },
};

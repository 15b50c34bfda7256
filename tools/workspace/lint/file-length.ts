import path from 'node:path';
import type { Rule } from 'eslint';
import { fileFaults } from '../rules/sizes.ts';

/** The limit on a file's lines. Unlike the core rule it does not count tables of data, which are looked up and not read. */
export const fileLength: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [], messages: { long: '{{why}}' } },
  create(context) {
    return {
      Program: (node) => {
        const file = path.relative(context.cwd, context.filename).replaceAll(path.sep, '/');
        for (const why of fileFaults(file, context.sourceCode.getText())) context.report({ node, messageId: 'long', data: { why } });
      },
    };
  },
};

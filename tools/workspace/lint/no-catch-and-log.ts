import type { Rule } from 'eslint';

/** A syntax node, loosely: this rule reads shapes and follows no types. */
interface Loose {
  readonly type: string;
  readonly body?: Loose | Loose[];
  readonly expression?: Loose;
  readonly callee?: Loose;
  readonly object?: Loose;
  readonly property?: Loose;
  readonly argument?: Loose | null;
  readonly name?: string;
  readonly arguments?: Loose[];
}

const levels = new Set(['log', 'debug', 'info', 'warn', 'error', 'trace', 'fatal']);
const loggers = /^(console|log|logger)$/i;

/**
 * Refuses to catch a failure, write it down and go on: the caller would never learn of it.
 * A block that throws, returns a value, decides or repairs something is left alone.
 */
export const noCatchAndLog: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { swallowed: 'a failure is caught, logged and forgotten: let it rise or turn it into an outcome' },
  },
  create(context) {
    const report = (node: unknown): void => context.report({ node: node as Rule.Node, messageId: 'swallowed' });
    return {
      CatchClause: (node) => {
        if (onlyLogs(node.body as Loose)) report(node);
      },
      "CallExpression[callee.property.name='catch']": (node: Loose) => {
        const handler = node.arguments?.[0];
        const isFunction = handler?.type === 'ArrowFunctionExpression' || handler?.type === 'FunctionExpression';
        const isLogger = handler?.type === 'MemberExpression' && isLog(handler);
        if (isLogger || (isFunction && onlyLogs(handler.body as Loose))) report(node);
      },
    };
  },
};

function onlyLogs(body: Loose): boolean {
  if (body.type !== 'BlockStatement') return isLogCall(body);
  const statements = (Array.isArray(body.body) ? body.body : []).filter((each) => !isBareExit(each));
  return statements.length > 0 && statements.every((each) => each.type === 'ExpressionStatement' && isLogCall(each.expression));
}

const isBareExit = (node: Loose): boolean => (node.type === 'ReturnStatement' && !node.argument) || node.type === 'ContinueStatement';

function isLogCall(node: Loose | undefined): boolean {
  const call = node?.type === 'AwaitExpression' ? (node.argument ?? undefined) : node;
  return call?.type === 'CallExpression' && call.callee !== undefined && isLog(call.callee);
}

function isLog(callee: Loose): boolean {
  if (callee.type === 'Identifier') return loggers.test(callee.name ?? '');
  const owner = callee.object?.name ?? callee.object?.property?.name ?? '';
  return callee.type === 'MemberExpression' && levels.has(callee.property?.name ?? '') && loggers.test(owner);
}

import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { root } from './repository.ts';

// What is planted is no file of the tree, so the compiler knows no types for it: rules that ask for types are left out here.
const untyped = tseslint.configs.disableTypeChecked;
const eslint = new ESLint({
  cwd: root,
  overrideConfig: { rules: untyped.rules ?? {}, languageOptions: { parserOptions: { project: false } } },
});
const rulesFor = async (file: string, text: string): Promise<Array<string | null>> => {
  const [result] = await eslint.lintText(text, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
};

const flow = 'libs/flows/settle/src/planted.ts';
const domain = 'libs/domain/ledger/src/planted.ts';
const floorPlan = 'flywheel/floor-plan';
const syntax = 'no-restricted-syntax';
const planted: ReadonlyArray<{ fault: string; file: string; text: string; rule: string }> = [
  { fault: 'a forbidden import', file: domain, text: "export { x } from '@flywheel/database';", rule: floorPlan },
  { fault: 'a type-only one', file: domain, text: "export type { X } from '@flywheel/auction';", rule: floorPlan },
  { fault: 'a type query', file: domain, text: "export type X = import('@flywheel/auction').X;", rule: floorPlan },
  { fault: 'a node: module in domain', file: domain, text: "export { hash } from 'node:crypto';", rule: floorPlan },
  { fault: 'Date.now', file: domain, text: 'export const at = Date.now();', rule: 'no-restricted-properties' },
  { fault: 'new Date()', file: domain, text: 'export const at = new Date();', rule: syntax },
  { fault: 'Math.random', file: flow, text: 'export const at = Math.random();', rule: 'no-restricted-properties' },
  { fault: 'process in domain', file: domain, text: 'export const at = process.pid;', rule: 'no-restricted-globals' },
  { fault: 'any', file: flow, text: 'export const at = (x: any): number => x;', rule: '@typescript-eslint/no-explicit-any' },
  { fault: '!', file: flow, text: 'export const at = (x?: string): string => x!;', rule: '@typescript-eslint/no-non-null-assertion' },
  { fault: 'an enum', file: flow, text: 'export enum Kind { A }', rule: syntax },
  { fault: 'a default export', file: flow, text: 'export default 1;', rule: syntax },
  { fault: 'a patched BigInt', file: flow, text: 'BigInt.prototype.toString = String;', rule: syntax },
  { fault: 'money as number', file: flow, text: 'export interface Charge { priceMicros: number }', rule: syntax },
  { fault: 'money as a number argument', file: flow, text: 'export const f = (priceMicros: number): number => priceMicros;', rule: syntax },
  { fault: 'catch and log', file: flow, text: 'try { run(); } catch (e) { log.error(e); }', rule: 'flywheel/no-catch-and-log' },
  { fault: '.catch(log)', file: flow, text: 'run().catch((e) => logger.warn(e));', rule: 'flywheel/no-catch-and-log' },
  { fault: 'a long function', file: flow, text: `export function f() {\n${'run();\n'.repeat(49)}}`, rule: 'max-lines-per-function' },
  { fault: 'a long file', file: flow, text: 'run();\n'.repeat(251), rule: 'flywheel/file-length' },
  { fault: 'a wide line', file: flow, text: `// ${'x'.repeat(138)}`, rule: 'max-len' },
  {
    fault: 'a sixth collaborator',
    file: flow,
    text: 'export class A { constructor(a: A, b: A, c: A, d: A, e: A, f: A) { void [a, b, c, d, e, f]; } }',
    rule: syntax,
  },
  { fault: 'a person in a log', file: flow, text: 'logger.info({ viewer });', rule: syntax },
  {
    fault: 'chart.js in a page',
    file: 'apps/dashboard/src/routes/+page.svelte',
    text: '<script lang="ts">\n  import { Chart } from \'chart.js\';\n  Chart.register();\n</script>\n',
    rule: floorPlan,
  },
];

describe('lint catches what is planted, with the configuration of the tree', () => {
  it.each(planted)('$fault', async ({ file, text, rule }) => {
    expect(await rulesFor(file, text)).toContain(rule);
  });

  it('and lets a handled failure stand', async () => {
    const text =
      "export function f(): string {\n  try {\n    return run();\n  } catch (e) {\n    log.error(e);\n    return 'failed';\n  }\n}\n";
    expect(await rulesFor(flow, text)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { medianLines, sizeFaults } from '../../tools/workspace/rules/sizes.ts';
import { faultsIn, sources } from './repository.ts';

describe('everything fits on a screen or a few', () => {
  it('files, functions, lines and constructors stay within their limits', () => {
    expect(faultsIn(sources, sizeFaults)).toEqual([]);
  });

  it('the median file has fewer than 100 lines', () => {
    expect(medianLines(sources.values())).toBeLessThan(100);
  });
});

const file = 'libs/flows/settle/src/a.ts';
const lines = (count: number, line = 'run();'): string => `${Array.from({ length: count }, () => line).join('\n')}\n`;
const method = (statements: number): string => `class Seal {\n  run() {\n${lines(statements)}  }\n}\n`;

describe('a planted excess is caught', () => {
  it.each([
    { fault: 'a file of 251 lines', text: lines(251) },
    { fault: 'a function of 51 lines', text: `function seal() {\n${lines(49)}}\n` },
    { fault: 'a method of 51 lines', text: method(49) },
    { fault: 'an arrow function of 51 lines', text: `export const seal = () => {\n${lines(49)}};\n` },
    { fault: 'a line of 141 columns', text: `// ${'x'.repeat(138)}\n` },
    { fault: 'a sixth collaborator', text: 'class A { constructor(a: A, b: A, c: A, d: A, e: A, f: A) {} }\n' },
    { fault: 'a function that hides its length in a table', text: `export const rows = [() => {\n${lines(255)}}];\n`, count: 2 },
  ])('$fault', ({ text, count = 1 }) => {
    expect(sizeFaults(file, text)).toHaveLength(count);
  });

  it('a test file of 401 lines', () => {
    expect(sizeFaults('tests/scenarios/settle/a.test.ts', lines(401))).toHaveLength(1);
  });

  it('a long function in a Svelte page, at its own line', () => {
    const page = `<h1>Revenue</h1>\n<script lang="ts">\n  function seal() {\n${lines(49)}}\n</script>\n`;
    expect(sizeFaults('apps/dashboard/src/routes/+page.svelte', page)).toEqual([
      'apps/dashboard/src/routes/+page.svelte:3 has a function of 51 lines (limit 50)',
    ]);
  });

  it('a median of 100', () => {
    expect(medianLines([lines(10), lines(100), lines(300)])).toBe(100);
  });
});

describe('what is at the limit stands', () => {
  it.each([
    { what: 'a file of 250 lines', text: lines(250) },
    { what: 'a function of 50 lines', text: `function seal() {\n${lines(48)}}\n` },
    { what: 'a line of 140 columns', text: `// ${'x'.repeat(137)}\n` },
    { what: 'a long table of names', text: `const names = [\n${lines(400, "'a',")}];\n` },
    { what: 'a long statement of SQL', text: `const sql = \`\n${lines(400, 'SELECT 1;')}\`;\n` },
  ])('$what', ({ text }) => {
    expect(sizeFaults(file, text)).toEqual([]);
  });
});

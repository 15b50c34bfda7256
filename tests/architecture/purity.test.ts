import { describe, expect, it } from 'vitest';
import { ambientFaults } from '../../tools/workspace/rules/ambient.ts';
import { faultsIn, sources } from './repository.ts';

describe('time, chance and the machine are arguments', () => {
  it('domain reaches none of them; no room but runtime reads a clock or draws by itself', () => {
    expect(faultsIn(sources, ambientFaults)).toEqual([]);
  });
});

const domain = 'libs/domain/pacing/src/a.ts';
const planted: ReadonlyArray<{ fault: string; text: string; file?: string }> = [
  { fault: 'Date.now', text: 'export const at = Date.now();' },
  { fault: 'Date.now handed on', text: 'export const clock = Date.now;' },
  { fault: "Date['now']", text: "export const at = Date['now']();" },
  { fault: '{ now } = Date', text: 'const { now } = Date;' },
  { fault: 'new Date()', text: 'export const at = new Date();' },
  { fault: 'Date()', text: 'export const at = Date();' },
  { fault: 'Math.random', text: 'export const draw = Math.random();' },
  { fault: 'process', text: 'export const port = process.env.PORT;' },
  { fault: 'process by type', text: 'export type Env = typeof process;' },
  { fault: 'performance', text: 'export const at = performance.now();' },
  { fault: 'crypto', text: 'export const id = crypto.randomUUID();' },
  { fault: 'fetch', text: "export const page = await fetch('https://example.org');" },
  { fault: 'a timer', text: 'setTimeout(() => undefined, 10);' },
  { fault: 'the console', text: "console.log('x');" },
  { fault: 'Date.now in a flow', text: 'const at = Date.now();', file: 'libs/flows/settle/src/a.ts' },
  { fault: 'Math.random in an app', text: 'const draw = Math.random();', file: 'apps/api/src/a.ts' },
];

describe('a planted impurity is caught', () => {
  it.each(planted)('$fault', ({ text, file }) => {
    expect(ambientFaults(file ?? domain, text)).toHaveLength(1);
  });
});

describe('what only looks impure stands', () => {
  it.each([
    'export const at = new Date(now);',
    'export const half = Math.round(0.5);',
    '// Date.now() is for others',
    "export const text = 'Math.random()';",
    'export const row = { process: 1 };',
    'export const step = order.process;',
  ])('%s', (text) => {
    expect(ambientFaults(domain, text)).toEqual([]);
  });

  it('runtime holds the real clock', () => {
    expect(ambientFaults('libs/adapters/runtime/src/system-random.ts', 'Math.random();')).toEqual([]);
  });
});

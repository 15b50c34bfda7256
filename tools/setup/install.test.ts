import { describe, expect, it } from 'vitest';
import { agrees, leavesPackagesOut } from './install.mjs';

const lock = {
  packages: {
    '': { version: '1.0.0' },
    'libs/domain/auction': { version: '0.1.0' },
    'node_modules/@flywheel/auction': { link: true, resolved: 'libs/domain/auction' },
    'node_modules/pg': { version: '8.23.1' },
    'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
  },
};

describe('an install made by hand', () => {
  it('is accepted when every package stands at its version, optional ones of other platforms aside', () => {
    expect(agrees(lock, { packages: { 'node_modules/pg': { version: '8.23.1' } } })).toBe(true);
  });

  it('is made anew when a package is missing or stands at another version', () => {
    expect(agrees(lock, { packages: {} })).toBe(false);
    expect(agrees(lock, { packages: { 'node_modules/pg': { version: '8.23.0' } } })).toBe(false);
    expect(
      agrees(lock, { packages: { 'node_modules/pg': { version: '8.23.1' }, 'node_modules/only-elsewhere': { version: '2.0.0' } } }),
    ).toBe(false);
  });
});

it('an old Node.js fetches the new one before npm could leave packages out', () => {
  const outdated = ['v18.20.8', 'v20.18.3', 'v21.7.0', 'v22.11.0'];
  const recent = ['v20.19.0', 'v20.20.2', 'v22.12.0', 'v23.1.0', 'v24.21.0'];
  expect(outdated.filter((version) => !leavesPackagesOut(version))).toEqual([]);
  expect(recent.filter((version) => leavesPackagesOut(version))).toEqual([]);
});

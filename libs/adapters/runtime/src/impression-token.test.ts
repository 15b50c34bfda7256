import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ImpressionTokens, type ImpressionClaims } from './impression-token.ts';
import { loadTokenKeys, seededTokenKeys } from './token-keys.ts';

const random = seededRandom('tokens');
const claims: ImpressionClaims = {
  imp: newId('imp', 1, random),
  campaign: newId('cmp', 1, random),
  adSet: newId('set', 1, random),
  ad: newId('ad', 1, random),
  creative: newId('crv', 1, random),
  placement: 'feed',
  viewerTag: '0011223344556677',
  expiresAt: 600_000,
};
const tokens = new ImpressionTokens(seededTokenKeys('one'));

describe('an impression token', () => {
  it('comes back as it was signed', () => {
    expect(tokens.verify(tokens.sign(claims))).toEqual({ outcome: 'genuine', claims });
  });

  it('is forged after any change of any character', () => {
    const token = tokens.sign(claims);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_.'), (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect(tokens.verify(changed).outcome).toBe(changed === token ? 'genuine' : 'forged');
      }),
      { numRuns: 3000 },
    );
  });

  it('is forged when it is rubbish or signed by another deployment', () => {
    expect(tokens.verify(new ImpressionTokens(seededTokenKeys('two')).sign(claims)).outcome).toBe('forged');
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (rubbish) => tokens.verify(rubbish).outcome === 'forged'));
    expect(tokens.verify(`${Buffer.from('["1"]').toString('base64url')}.x`).outcome).toBe('forged');
    expect(tokens.verify(`${Buffer.from('[1,"__proto__",0,0,0,0,0,0,0,0]').toString('base64url')}.x`).outcome).toBe('forged');
  });

  it('stays good when the signing key moves on to the other live one', () => {
    const keys = seededTokenKeys('one');
    const rotated = new ImpressionTokens({ ...keys, signWith: 'b' });
    expect(rotated.verify(tokens.sign(claims)).outcome).toBe('genuine');
    expect(tokens.verify(rotated.sign(claims)).outcome).toBe('genuine');
  });

  it('tags one viewer differently at each impression', () => {
    const viewer = newId('vwr', 1, random);
    const other = newId('imp', 2, random);
    expect(tokens.viewerTag(viewer, claims.imp, 5)).toMatch(/^[0-9a-f]{16}$/);
    expect(tokens.viewerTag(viewer, claims.imp, 5)).not.toBe(tokens.viewerTag(viewer, other, 5));
  });
});

describe('the keys of a deployment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are made once, for the owner only, and read again', () => {
    const dataDir = join(folder, 'state');
    const made = loadTokenKeys(dataDir);
    expect(loadTokenKeys(dataDir)).toEqual(made);
    expect(Object.keys(made.keys)).toHaveLength(2);
    expect(existsSync(dataDir) && readdirSync(dataDir)).toEqual(['token-keys.json']);
    expect(statSync(join(dataDir, 'token-keys.json')).mode & 0o777).toBe(0o600);
  });
});

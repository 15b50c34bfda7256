import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { packAdIds } from './ad-ids.ts';
import { ImpressionTokens } from './impression-token.ts';
import { rotated, signsForMs, verifiesForMs } from './rotate-keys.ts';
import type { ImpressionClaims } from './token-body.ts';
import { loadTokenKeys, seededTokenKeys, TokenKeyRing } from './token-keys.ts';
import type { TokenKeys } from './token-secrets.ts';

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
    expect(tokens.verify(tokens.sign(claims))).toEqual({ outcome: 'genuine', claims, kid: 'a' });
  });

  it('is the same token where the ids of its ad were packed before', () => {
    const adIds = packAdIds({ account: newId('acc', 1, random), ...claims });
    expect(tokens.sign({ ...claims, adIds })).toBe(tokens.sign(claims));
  });

  it('comes back as it was signed, whatever it says', () => {
    const any = fc.record({
      placement: fc.string({ maxLength: 64 }),
      viewerTag: fc.constantFrom('', '00112233445566ff'),
      expiresAt: fc.integer({ min: 0, max: 4e12 }),
    });
    fc.assert(
      fc.property(any, (change) => {
        const said = { ...claims, ...change };
        return JSON.stringify(tokens.verify(tokens.sign(said))) === JSON.stringify({ outcome: 'genuine', claims: said, kid: 'a' });
      }),
      { numRuns: 20_000 },
    );
  });

  it('is forged after any change of any character', () => {
    const token = tokens.sign(claims);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_.='), (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect(tokens.verify(changed).outcome).toBe(changed === token ? 'genuine' : 'forged');
      }),
      { numRuns: 20_000 },
    );
  });

  it('is shorter than 300 characters and longer by no spelling', () => {
    const token = tokens.sign(claims);
    expect(token.length).toBeLessThan(200);
    for (const other of [`${token}=`, `${token} `, `${token}A`, token.slice(0, -1)]) expect(tokens.verify(other).outcome).toBe('forged');
  });

  it('is forged when it is rubbish or signed by another deployment', () => {
    expect(tokens.verify(new ImpressionTokens(seededTokenKeys('two')).sign(claims)).outcome).toBe('forged');
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (rubbish) => tokens.verify(rubbish).outcome === 'forged'));
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        (rubbish) => tokens.verify(Buffer.from(rubbish).toString('base64url')).outcome === 'forged',
      ),
      { numRuns: 20_000 },
    );
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

describe('keys that move on', () => {
  let made = 0;
  const fresh = (): string => `secret ${(made += 1)}`;
  const seeded = rotated(seededTokenKeys('one'), 0, fresh);

  it('sign for 30 days; the next one was known before', () => {
    expect(rotated(seeded, signsForMs - 1, fresh)).toBe(seeded);
    const moved = rotated(seeded, signsForMs, fresh);
    expect([moved.signWith, Object.keys(moved.keys)]).toEqual(['b', ['a', 'b', 'k1']]);
    expect(moved.keys['b']).toBe(seeded.keys['b']);
  });

  it('verify what they signed until its longest life has passed, through any number of turns', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 }), (days) => {
        let keys: TokenKeys = seeded;
        let now = 0;
        const signed: Array<{ token: string; at: number }> = [];
        for (const day of days) {
          signed.push({ token: new ImpressionTokens(keys).sign(claims), at: now });
          now += day * 86_400_000;
          keys = rotated(keys, now, fresh);
          expect(now - (keys.signingSince ?? 0)).toBeLessThan(signsForMs);
          expect(Object.keys(keys.keys).length).toBeLessThanOrEqual(4);
          const newest = signed.at(-1);
          if (newest && now - newest.at <= verifiesForMs) {
            expect(new ImpressionTokens(keys).verify(newest.token).outcome).toBe('genuine');
          }
        }
      }),
      { numRuns: 1000 },
    );
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

  it('move on by themselves in a process that runs on, and every process follows', () => {
    const dataDir = join(folder, 'ring');
    let now = 1e12;
    const [one, two] = [new TokenKeyRing(dataDir, () => now), new TokenKeyRing(dataDir, () => now)];
    const token = new ImpressionTokens(one).sign(claims);
    expect(two.current()).toEqual(one.current());
    now += signsForMs;
    expect([one.current().signWith, two.current().signWith]).toEqual(['b', 'b']);
    expect(one.current().keys).toEqual(two.current().keys);
    expect(new ImpressionTokens(two).verify(token).outcome).toBe('genuine');
    expect(readdirSync(dataDir)).toEqual(['token-keys.json']);
    now += verifiesForMs;
    expect(new ImpressionTokens(two).verify(token).outcome).toBe('forged');
  });
});

import { runClaims } from '@flywheel/database/auditing';
import { describe, expect, it } from 'vitest';
import { plantedViolations } from '../../fixtures/planted-violations.ts';
import { useSeededWorld } from '../../fixtures/seeded-world.ts';
import { findViolations } from '../../../tools/audit/find-violations.ts';

const world = useSeededWorld();

describe('the auditor', () => {
  it('finds nothing against a seeded world', async () => {
    const claims = await runClaims(world.database.reports);
    expect(claims.filter(({ hits }) => hits > 0)).toEqual([]);
  });

  it.each(plantedViolations)('finds $what, by the claim $claim alone', async ({ claim, plant }) => {
    await world.planted(plant, async (client, key) => {
      const found = (await findViolations(client)).map((line) => line.split(' · '));
      expect([...new Set(found.map(([hit]) => hit))]).toEqual([claim]);
      expect(key).toBeTruthy();
      expect(found.some(([, named]) => named?.includes(String(key)))).toBe(true);
    });
  });

  it('has a planted violation for every claim', async () => {
    const claims = await runClaims(world.database.reports);
    expect(new Set(plantedViolations.map(({ claim }) => claim))).toEqual(new Set(claims.map(({ claim }) => claim)));
  });
});

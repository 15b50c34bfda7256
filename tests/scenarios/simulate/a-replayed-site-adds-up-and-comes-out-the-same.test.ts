import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Database } from '@flywheel/database';
import { openStage, ReplaySite, type ReplayResult } from '@flywheel/simulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSmallDump } from '../../fixtures/stackexchange-dump.ts';
import { useTestDatabase } from '../../stack/database.ts';

async function replay(url: string, dir: string): Promise<ReplayResult> {
  const database = new Database({ url });
  try {
    await database.ready();
    return await new ReplaySite(openStage({ database, seed: 'replayed' })).run({ dir, seed: 'replayed' });
  } finally {
    await database.close();
  }
}

describe('a replayed site', () => {
  const first = useTestDatabase();
  const second = useTestDatabase();
  let dir: string;
  let result: ReplayResult;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'replay-'));
    await writeSmallDump(dir, { people: 30, days: 12 });
    result = await replay(first.url, dir);
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('earns money on the posts people read, and every rung of the ladder is level', () => {
    expect(result.ads.impressions).toBeGreaterThan(0);
    expect(BigInt(result.money.creatorShareMicros)).toBeGreaterThan(0n);
    expect(result.ladder.filter(({ difference }) => difference !== '0')).toEqual([]);
    expect(result).toMatchObject({ allZero: true, money: { trialBalanceMicros: '0' } });
  });

  it('comes out the same again, to the last digit, with the same seed', async () => {
    expect((await replay(second.url, dir)).resultSha256).toBe(result.resultSha256);
  });
});

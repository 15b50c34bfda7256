import { recordHash } from '@flywheel/auction/record';
import { openDecision, replayOpened } from '@flywheel/serve/replay';
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../fixtures/coverage-of.ts';
import { readGolden, versionsOf, worldOf } from '../fixtures/golden-decisions.ts';

describe('two hundred decisions of an earlier build', () => {
  const golden = readGolden();

  it('are of every kind', () => {
    const coverage = coverageOf(golden.decisions.map((each) => each.record));
    expect(golden.decisions).toHaveLength(200);
    for (const [kind, count] of Object.entries(coverage)) expect(count, kind).toBeGreaterThan(4);
  });

  it('are made again byte for byte by this one', () => {
    const worlds = new Map(golden.worlds.map((each) => [each.versions, worldOf(each)]));
    const results = golden.decisions.map((stored) => {
      const world = worlds.get(versionsOf(stored));
      if (!world) throw new Error(`the world of ${stored.decision} is committed with it`);
      return replayOpened(openDecision(stored), { world, auctionKeys: [golden.auctionKey] });
    });
    expect(results.filter((each) => each.outcome !== 'same')).toEqual([]);
    const hashes = golden.decisions.map((each) => recordHash(each.record));
    expect(results.map((each) => (each.outcome === 'same' ? each.hash : undefined))).toEqual(hashes);
  });
});

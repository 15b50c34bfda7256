import { Database } from '@flywheel/database';
import { readDecisionIds, readStoredDecisions } from '@flywheel/database/decisions';
import { ReplayDecisions } from '@flywheel/serve/replay';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alterations } from '../../fixtures/altered-records.ts';
import { coverageOf } from '../../fixtures/coverage-of.ts';
import { findAltered } from '../../fixtures/find-altered.ts';
import { ReplayedWorld } from '../../fixtures/replayed-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const decisions = 500;
const copies = 135;

describe('decisions of a busy platform', () => {
  const at = useTestDatabase();
  let busy: ReplayedWorld;
  beforeAll(async () => {
    busy = new ReplayedWorld(at.url);
    await busy.open({ crowd: 2500 });
    await busy.decide(decisions);
    await busy.moveOn();
  });
  afterAll(() => busy.close());

  it('are of every kind', async () => {
    const { database } = busy.world;
    const stored = await readStoredDecisions(database.read, await readDecisionIds(database.read, undefined, decisions));
    const coverage = coverageOf(stored.map((each) => each.record));
    console.log(coverage);
    expect(stored).toHaveLength(decisions);
    for (const [kind, count] of Object.entries(coverage)) expect(count, kind).toBeGreaterThan(decisions * 0.03);
  });

  it('come out the same from the database alone, after everything moved on', async () => {
    const database = new Database({ url: at.url, clock: busy.world.clock, poolSize: 2 });
    try {
      const tally = await new ReplayDecisions(database, busy.world.keys.auctionKey).run();
      expect(tally).toMatchObject({ replayed: decisions, same: decisions, told: [] });
    } finally {
      await database.close();
    }
  });

  it('tell which one input was altered in a copy', async () => {
    const found = await findAltered(busy.world.database, busy.world.keys.auctionKey, copies);
    expect(found.unnamed).toEqual([]);
    expect(found.copies).toBe(copies);
    expect([...found.inputs.keys()].sort()).toEqual(alterations.map((each) => each.input).sort());
  });
});

import { Database } from '@flywheel/database';
import { readDecisionIds, readStoredDecisions } from '@flywheel/database/decisions';
import { readModel } from '@flywheel/database/models';
import { isId, type Id } from '@flywheel/primitives';
import { ReplayDecision } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const rounds = 20;
const click = 1;

describe('a click', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  const decisions: Id<'dec'>[] = [];
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    await world.viewer('mia');
    const account = await world.account(1000);
    await world.launch(
      account,
      campaignDraft((draft, set) => {
        draft.objective = 'traffic';
        set.goal = 'click';
        set.billingEvent = 'click';
        set.bidMicros = '200000';
      }),
    );
    await world.refresh();
  });
  afterAll(() => world.close());

  it('is in a published version and in a decision of the same second, each time', async () => {
    const took: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { token } = decide();
      await follow('impression', token);
      await world.refresh();
      const before = await readModel(world.database.read);
      world.clock.advance(40_000);
      const started = performance.now();
      await follow('click', token);
      const { decision } = decide();
      took.push(performance.now() - started);
      await world.serving.recordDecisions.run();
      const after = await readModel(world.database.read);
      expect(after.version).toBe(before.version + 1n);
      expect(chanceOf(after.model)).toBeGreaterThan(chanceOf(before.model));
      const [stored] = await readStoredDecisions(world.database.read, [decision]);
      expect(stored?.modelVersion).toBe(after.version);
    }
    took.sort((a, b) => a - b);
    const p95 = took[Math.ceil(rounds * 0.95) - 1] ?? NaN;
    console.log(`event → decision with a newer model, ms: median ${took[rounds / 2]?.toFixed(0)}, p95 ${p95.toFixed(0)}`);
    expect(p95).toBeLessThan(1000);
  });

  it('leaves every decision as it was made, from the database alone', async () => {
    const database = new Database({ url: at.url, clock: world.clock, poolSize: 2 });
    try {
      const replays = new ReplayDecision(database, world.keys.auctionKey);
      const ids = await readDecisionIds(database.read, undefined, 100);
      expect(ids.length).toBeGreaterThan(rounds);
      for (const decision of decisions) expect(await replays.run({ decision })).toMatchObject({ outcome: 'same', differences: [] });
    } finally {
      await database.close();
    }
  });

  function decide(): { decision: Id<'dec'>; token: string } {
    const { decision, results } = world.decide({ viewer: 'mia', context: { country: 'DE', device: 'phone' } });
    const id = isId('dec', decision) ? decision : expect.fail('no id');
    decisions.push(id);
    const [result] = results;
    if (result?.outcome !== 'filled') throw new Error(`not filled: ${JSON.stringify(result)}`);
    return { decision: id, token: result.token };
  }

  async function follow(kind: 'impression' | 'click', token: string): Promise<void> {
    expect(await world.beacon(kind, token)).toMatchObject({ outcome: 'stored', reason: 0 });
    await world.serving.refreshIndex.run({ now: world.now });
  }

  function chanceOf({ intercepts, ads }: { intercepts: readonly number[]; ads: ReadonlyMap<number, readonly number[]> }): number {
    return (intercepts[click] ?? 0) + ([...ads.values()][0]?.[click] ?? 0);
  }
});

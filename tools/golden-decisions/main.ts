/**
 * `node tools/run.mjs golden-decisions`: makes the 200 golden decisions anew, in a database of its own, and writes them with their worlds
 * to tests/parity/golden-decisions.json.gz. Only when the rules of deciding change on purpose, together with `engineVersion`: until then
 * every build must make the committed ones again, byte for byte.
 */
import { readDecisionIds, readStoredDecisions, type StoredDecision } from '@flywheel/database/decisions';
import { inHistory, readPacingSteps, readPlacementsAt, readSegmentsAt, readServingAdsAt } from '@flywheel/database/history';
import { readModel } from '@flywheel/database/models';
import type { Database } from '@flywheel/database';
import { coverageOf } from '../../tests/fixtures/coverage-of.ts';
import { versionsOf, writeGolden, type GoldenWorld } from '../../tests/fixtures/golden-decisions.ts';
import { ReplayedWorld } from '../../tests/fixtures/replayed-world.ts';

const made = 600;
const kept = 200;

async function main(): Promise<void> {
  const busy = new ReplayedWorld(process.env['DATABASE_URL'] ?? '');
  try {
    await busy.open({ crowd: 60 });
    await busy.decide(made);
    const { database, keys } = busy.world;
    const all = await readStoredDecisions(database.read, await readDecisionIds(database.read, undefined, made));
    const decisions = all.filter((_, at) => at % (made / kept) === 0);
    const worlds = new Map<string, GoldenWorld>();
    for (const each of decisions) if (!worlds.has(versionsOf(each))) worlds.set(versionsOf(each), await worldAt(database, each));
    const bytes = writeGolden({ auctionKey: keys.auctionKey, worlds: [...worlds.values()], decisions });
    console.log(coverageOf(decisions.map((each) => each.record)));
    console.log(`${decisions.length} decisions of ${worlds.size} worlds in ${bytes} bytes`);
  } finally {
    await busy.close();
  }
}

async function worldAt(database: Database, decision: StoredDecision): Promise<GoldenWorld> {
  return inHistory(database, async (tx) => ({
    versions: versionsOf(decision),
    ads: await readServingAdsAt(tx, decision.configVersion),
    placements: await readPlacementsAt(tx, decision.configVersion),
    segments: await readSegmentsAt(tx, decision.configVersion),
    model: (await readModel(tx, decision.modelVersion)).model,
    paces: await readPacingSteps(tx, 0n, decision.pacingVersion),
  }));
}

await main();

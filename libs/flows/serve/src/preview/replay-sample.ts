import { setImmediate } from 'node:timers/promises';
import type { RecordedPlacement } from '@flywheel/auction/record';
import type { Database } from '@flywheel/database';
import type { StoredDecision } from '@flywheel/database/decisions';
import type { ReplayOverrides } from '@flywheel/http/explanations';
import { openDecision, type OpenedDecision } from '../explain/open-decision.ts';
import type { PlacedAgain } from '../replay/placed-again.ts';
import { seedOf } from '../replay/replay-opened.ts';
import type { ReplayWorld, WorldVersions } from '../replay/replay-world.ts';
import { seedKeys } from '../replay/seed-keys.ts';
import { whatIf } from '../replay/what-if.ts';
import { WorldReader } from '../replay/world-reader.ts';
import { lookedPlacements, wonSlots, type WonPair } from './won-slots.ts';

/** What came of replaying a sample: a pair a decision that could be made again, and how many could not. */
export type ReplayedSample = { pairs: WonPair[]; erased: number; changed: number };

/** What is replayed: whose ads, with what edit, under the deployment's secret, and how many evaluations of an ad it may take. */
export type SampleEdit = { ads: ReadonlySet<number>; overrides: ReplayOverrides; auctionKey: string; mostEvaluated: number };

/**
 * Makes each decision again as it was and with the edit, in the world of its own versions. `drawn` is in random order: where the world is
 * so large that the work has to end early, what was done is still a fair sample.
 */
export async function replaySample(database: Database, drawn: readonly StoredDecision[], edit: SampleEdit): Promise<ReplayedSample> {
  const result: ReplayedSample = { pairs: [], erased: 0, changed: 0 };
  const [first] = inOrderOfVersions(drawn);
  if (!first) return result;
  const worlds = new WorldReader(database);
  const keys = await seedKeys(database, edit.auctionKey);
  const { rows } = await worlds.at(versionsOf(first));
  // Each decision is made twice, and each time every ad of the world is evaluated.
  const affordable = Math.max(1, Math.floor(edit.mostEvaluated / (2 * Math.max(1, rows.size))));
  for (const stored of inOrderOfVersions(drawn.slice(0, affordable))) {
    const opened = openDecision(stored);
    const pair = opened.viewer === 'erased' ? 'erased' : replayed(opened, await worlds.at(versionsOf(stored)), { ...edit, keys });
    if (pair === 'erased') result.erased += 1;
    else if (pair === 'changed') result.changed += 1;
    else result.pairs.push(pair);
    // Each is a stretch of computing: others get their turn between two of them.
    await setImmediate();
  }
  return result;
}

function replayed(
  opened: OpenedDecision,
  world: ReplayWorld,
  { ads, overrides, keys }: SampleEdit & { keys: readonly string[] },
): WonPair | 'changed' {
  if (opened.altered.length > 0) return 'changed';
  const { before, after } = whatIf(opened, world, seedOf(opened.record, keys), overrides);
  if (!comesOutAsRecorded(opened.record.placements, before)) return 'changed';
  const looked = lookedPlacements(before, ads);
  return { before: wonSlots(before, looked, { ads, world }), after: wonSlots(after, looked, { ads, world }) };
}

/** The same winners at the same prices in the same slots. What else a replay finds is for `ReplayDecision` to tell. */
function comesOutAsRecorded(recorded: readonly RecordedPlacement[], again: readonly PlacedAgain[]): boolean {
  return recorded.every((placement, ordinal) => winnersOf(placement) === winnersOf(again[ordinal]));
}

function winnersOf(placed: Pick<PlacedAgain, 'finalists'> | undefined): string {
  const winners = (placed?.finalists ?? []).filter((each) => each.slot > 0);
  return winners
    .map(({ slot, ad, priceMicros }) => `${slot} ${ad} ${priceMicros}`)
    .sort()
    .join();
}

function inOrderOfVersions(drawn: readonly StoredDecision[]): StoredDecision[] {
  const order = (each: StoredDecision): readonly bigint[] => [each.configVersion, each.modelVersion, each.pacingVersion];
  return drawn.toSorted((a, b) => {
    const at = order(a).findIndex((version, place) => version !== order(b)[place]);
    return at < 0 ? 0 : (order(a)[at] ?? 0n) < (order(b)[at] ?? 0n) ? -1 : 1;
  });
}

function versionsOf({ configVersion, modelVersion, pacingVersion }: StoredDecision): WorldVersions {
  return { config: configVersion, model: modelVersion, pacing: pacingVersion };
}

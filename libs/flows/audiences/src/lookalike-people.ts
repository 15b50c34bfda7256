import { readSeedNode, readSensitiveNodes } from '@flywheel/database/audience-seeds';
import { readAffinities } from '@flywheel/database/interests';
import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { blend, type InterestVector } from '@flywheel/segments/lookalike';

/** Interests that a lookalike of a seed is never made from: sensitive ones, and the one that people are in a seed segment for. */
export async function readLeftOut(tx: Tx, seed: Id<'aud'> | Id<'seg'>): Promise<ReadonlySet<string>> {
  const leftOut = await readSensitiveNodes(tx);
  const own = await readSeedNode(tx, seed);
  return own === undefined ? leftOut : leftOut.add(own);
}

/** What people like at `now`, without what is left out; people who like nothing else are left out too. */
export async function readVectors(
  tx: Tx,
  viewers: readonly string[],
  { leftOut, now }: { leftOut: ReadonlySet<string>; now: Instant },
): Promise<Map<string, InterestVector>> {
  const vectors = new Map<string, Map<string, number>>();
  for (const { viewer, node, affinity } of await readAffinities(tx, viewers)) {
    const strength = leftOut.has(node) ? 0 : blend(affinity, now);
    if (strength <= 0) continue;
    const vector = vectors.get(viewer) ?? new Map<string, number>();
    vectors.set(viewer, vector.set(node, strength));
  }
  return vectors;
}

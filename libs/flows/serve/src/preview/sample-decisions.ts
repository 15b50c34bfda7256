import { unpackRecord } from '@flywheel/auction/record';
import type { Database } from '@flywheel/database';
import { readNewestIds, readStoredDecisions, type StoredDecision } from '@flywheel/database/decisions';
import { instantOfId, keyedHash, type Id, type Instant } from '@flywheel/primitives';

/** Decisions in which an ad of a campaign was visited, and how they were found. */
export type DecisionSample = {
  drawn: StoredDecision[];
  lookedThrough: number;
  /** Chosen by their ids, and no longer there when their records were read. */
  forgotten: number;
  /** The oldest moment that could have been drawn. */
  from: Instant;
};

/** How far a search for decisions goes. */
export type SampleBounds = { newestIds: number; lookedThrough: number; drawn: number };

const spanMs = 7 * 86_400_000;
const readAtOnce = 100;

/**
 * A fair draw from the last seven days: of the newest ids in the span, taken in the order of a keyed hash, the first ones whose record
 * visited one of `ads`. Every id is as likely as any other; the same seed draws the same ones.
 */
export async function sampleDecisions(
  database: Database,
  { ads, seed, now }: { ads: ReadonlySet<number>; seed: string; now: Instant },
  bounds: SampleBounds,
): Promise<DecisionSample> {
  const ids = await readNewestIds(database.read, { since: now - spanMs, until: now + 1, limit: bounds.newestIds });
  const oldest = ids.at(-1);
  const cut = ids.length === bounds.newestIds && oldest !== undefined;
  const sample: DecisionSample = { drawn: [], lookedThrough: 0, forgotten: 0, from: cut ? instantOfId(oldest) : now - spanMs };
  const chosen = shuffled(ids, seed).slice(0, bounds.lookedThrough);
  for (let at = 0; at < chosen.length && sample.drawn.length < bounds.drawn; at += readAtOnce) {
    const page = chosen.slice(at, at + readAtOnce);
    const stored = new Map((await readStoredDecisions(database.read, page)).map((each) => [each.decision, each]));
    for (const id of page) {
      if (sample.drawn.length === bounds.drawn) break;
      const found = stored.get(id);
      sample.lookedThrough += 1;
      if (!found) sample.forgotten += 1;
      else if (visits(found, ads)) sample.drawn.push(found);
    }
  }
  return sample;
}

function shuffled(ids: ReadonlyArray<Id<'dec'>>, seed: string): Array<Id<'dec'>> {
  const keyed = ids.map((id) => ({ id, key: keyedHash(seed, id) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((each) => each.id);
}

function visits({ record }: StoredDecision, ads: ReadonlySet<number>): boolean {
  return unpackRecord(record).placements.some(({ visited }) => visited.ad.subarray(0, visited.count).some((ad) => ads.has(ad)));
}

import { countAudience, writeCount, type StoredAudience } from '@flywheel/database/audiences';
import { readSegmentLeast } from '@flywheel/database/reach';
import { requiredBy, toldPeople } from '@flywheel/privacy';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Counts an audience and decides whether it may be targeted. The told size follows only moves that nobody can be read from. */
export async function settleCount(tx: Tx, stored: StoredAudience, now: Instant): Promise<void> {
  const people = await countAudience(tx, stored.audience);
  const told = toldPeople(stored.toldPeople, people);
  await writeCount(tx, {
    audience: stored.audience,
    people,
    toldPeople: told,
    targetable: people >= (await leastOf(tx, stored)),
    now,
  });
}

/** Fewest people an audience must reach to be targeted: 100, a lookalike as many as a segment where that is more. */
export async function leastOf(tx: Tx, { kind, audience }: Pick<StoredAudience, 'kind' | 'audience'>): Promise<number> {
  const segmentLeast = await readSegmentLeast(tx);
  return requiredBy({ attr: 'audience', values: new Set([audience]) }, { segmentLeast, kinds: new Map([[audience, kind]]) });
}

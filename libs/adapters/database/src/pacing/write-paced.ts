import { micros, toRowId, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Where the pacer leaves a holder. */
export type PacedState = {
  holder: Id<'cmp'> | Id<'set'>;
  campaign: Id<'cmp'>;
  multiplier: number;
  costMultiplier: number | undefined;
  sharePpm: number;
  throttlePpm: number;
  committedMicros: Micros;
};

/** Keeps the pacer's place with each holder. */
export async function writePacedStates(tx: Tx, states: readonly PacedState[], now: Instant): Promise<void> {
  if (states.length === 0) return;
  await tx.query(
    `INSERT INTO pacing_state (holder_id, campaign_id, multiplier, goal_multiplier, share_ppm, throttle_ppm, committed_micros, stepped_at)
     SELECT *, $8 FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[], $5::int[], $6::int[], $7::bigint[])
     ON CONFLICT (holder_id) DO UPDATE SET multiplier = excluded.multiplier, goal_multiplier = excluded.goal_multiplier,
       share_ppm = excluded.share_ppm, throttle_ppm = excluded.throttle_ppm, committed_micros = excluded.committed_micros,
       stepped_at = excluded.stepped_at`,
    [
      states.map((each) => toRowId(each.holder)),
      states.map((each) => toRowId(each.campaign)),
      states.map((each) => each.multiplier),
      states.map((each) => each.costMultiplier ?? null),
      states.map((each) => each.sharePpm),
      states.map((each) => each.throttlePpm),
      states.map((each) => each.committedMicros),
      new Date(now),
    ],
  );
}

/** Forgets holders that are paced no more. */
export async function dropPacedStates(tx: Tx, holders: ReadonlyArray<PacedState['holder']>): Promise<void> {
  if (holders.length > 0) await tx.query('DELETE FROM pacing_state WHERE holder_id = ANY ($1::uuid[])', [holders.map(toRowId)]);
}

/** What ad sets were billed between two moments, and for how many events. */
export async function readBilled(
  tx: Tx,
  adSets: readonly string[],
  span: { from: Instant; to: Instant },
): Promise<Map<string, { events: number; spentMicros: Micros }>> {
  if (adSets.length === 0) return new Map();
  const { rows } = await tx.query<{ ad_set: string; events: number; spent: bigint }>(
    `SELECT wire_id('set', ad_set_id) AS ad_set, count(*)::int AS events, sum(price_micros)::bigint AS spent FROM charge
     WHERE bucket >= date_trunc('minute', $2::timestamptz) AND accepted_at >= $2 AND accepted_at < $3 AND reason = 0
       AND ad_set_id = ANY ($1::uuid[]) GROUP BY 1`,
    [adSets.map((each) => toRowId(each as Id<'set'>)), new Date(span.from), new Date(span.to)],
  );
  return new Map(rows.map((row) => [row.ad_set, { events: row.events, spentMicros: micros(row.spent) }]));
}

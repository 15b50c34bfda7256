import { assert, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

const minuteMs = 60_000;
const minuteLock = 7001;
const hourLock = 7003;
const sealerLock = 7004;
const mostMoves = 10;
// What stands for every minute before the first sealed one: nobody knows yet which that will be.
const beforeFirst = `${sealerLock}, 1`;

/**
 * Keeps the buckets from being sealed until the transaction ends and returns where each one's rows go now: itself, or, where it is
 * sealed already, the first open minute. Must come before the insert, in statements of its own: an insert that took the lock itself
 * would read the world as it was before it waited.
 */
export async function lockOpenBuckets(tx: Tx, buckets: readonly Instant[]): Promise<Map<Instant, Instant>> {
  const target = new Map(buckets.map((bucket) => [bucket, bucket]));
  for (let move = 0; move < mostMoves; move += 1) {
    await lockShared(tx, [...new Set(target.values())]);
    const sealed = await lastSealed(tx);
    const late = [...target].filter(([, bucket]) => sealed !== undefined && bucket <= sealed);
    if (late.length === 0) return target;
    for (const [bucket] of late) target.set(bucket, (sealed ?? 0) + minuteMs);
  }
  throw new Error('the sealer runs ahead of every minute this charge could go to');
}

/** The last sealed minute; undefined before the first. */
export async function lastSealed(tx: Tx): Promise<Instant | undefined> {
  const { rows } = await tx.query<{ bucket: Date | null }>('SELECT max(bucket) AS bucket FROM sealed_bucket');
  return rows[0]?.bucket?.getTime();
}

/**
 * Lets one sealer work at a time; the others wait. Its statements, and the sums it makes between them, have a minute each: a minute with
 * millions of charges, or of half a million creators, needs seconds.
 */
export async function lockSealing(tx: Tx): Promise<void> {
  await tx.query(`SELECT set_config('statement_timeout', '60000', true), set_config('idle_in_transaction_session_timeout', '60000', true)`);
  await tx.query('SELECT pg_advisory_xact_lock($1, 0)', [sealerLock]);
}

/**
 * Waits, before anything is sealed, for whoever writes to any minute, and keeps the others out: the first minute that is read then is the
 * first there will be. Without it a charge that commits a moment later, for an earlier minute, would be in no batch for ever.
 */
export async function lockBeforeFirst(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${beforeFirst})`);
}

/** Waits until no writer is inside the span and keeps every writer out: whole hours by the hour, anything shorter by the minute. */
export async function lockSpan(tx: Tx, from: Instant, until: Instant): Promise<void> {
  const hours = from % (60 * minuteMs) === 0 && until % (60 * minuteMs) === 0;
  assert(hours || until - from <= 60 * minuteMs, 'a span is whole hours, or at most sixty minutes');
  const [first, last] = hours ? [hourOf(from), hourOf(until) - 1] : [minuteOf(from), minuteOf(until) - 1];
  await tx.query('SELECT count(pg_advisory_xact_lock($1, key)) FROM generate_series($2::int, $3::int) key', [
    hours ? hourLock : minuteLock,
    first,
    last,
  ]);
}

async function lockShared(tx: Tx, buckets: readonly Instant[]): Promise<void> {
  const minutes = buckets.map(minuteOf).sort((a, b) => a - b);
  const hours = [...new Set(buckets.map(hourOf))].sort((a, b) => a - b);
  await tx.query(
    `SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM sealed_bucket) THEN pg_advisory_xact_lock_shared(${beforeFirst}) END,
            (SELECT count(pg_advisory_xact_lock_shared(${hourLock}, key)) FROM unnest($1::int[]) key),
            (SELECT count(pg_advisory_xact_lock_shared(${minuteLock}, key)) FROM unnest($2::int[]) key)`,
    [hours, minutes],
  );
}

function minuteOf(at: Instant): number {
  return Math.floor(at / minuteMs);
}

function hourOf(at: Instant): number {
  return Math.floor(at / (60 * minuteMs));
}

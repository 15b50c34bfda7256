import { assert } from '@flywheel/primitives';

/** What was seen before any of its own counts: a rate in parts per billion, worth `strength` trials. */
export type Prior = { ratePpb: bigint; strength: bigint };

const billion = 1_000_000_000n;

/**
 * Posterior mean of a Beta prior after `successes` of `trials`, in parts per billion, rounded to nearest.
 * Integers in, integer out, so that every engine and every replay gets the same number.
 */
export function smoothedRatePpb(seen: { successes: bigint; trials: bigint }, prior: Prior): bigint {
  assert(seen.successes >= 0n && seen.trials >= 0n, 'counts are not negative');
  assert(prior.strength > 0n && prior.ratePpb >= 0n && prior.ratePpb <= billion, 'a prior is a rate with some strength');
  // More clicks than impressions happen when one event counts late; the rate then stays a rate.
  const successes = seen.successes < seen.trials ? seen.successes : seen.trials;
  const whole = prior.strength + seen.trials;
  return (prior.ratePpb * prior.strength + successes * billion + whole / 2n) / whole;
}

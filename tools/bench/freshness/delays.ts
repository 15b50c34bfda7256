/** How long something took to show, in ms from the sending of its cause; `missed` did not show while it was waited for. */
export type Delays = { asked: number; missed: number; p50Ms: number; p95Ms: number; p99Ms: number; worstMs: number };

/** Quantiles by nearest rank; what never showed counts as longer than everything that did. */
export function delaysOf(took: ReadonlyArray<number | undefined>): Delays {
  const sorted = took.map((ms) => ms ?? Infinity).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Infinity;
  const missed = took.filter((ms) => ms === undefined).length;
  return { asked: took.length, missed, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), worstMs: at(1) };
}

/** One line for people, with the goal of its p95. */
export function delayLine(what: string, { asked, missed, p50Ms, p95Ms, p99Ms, worstMs }: Delays, goalMs: number): string {
  const ms = (value: number): string => (Number.isFinite(value) ? `${Math.round(value)} ms` : 'never');
  const middle = `p50 ${ms(p50Ms)}, p95 ${ms(p95Ms)} (goal ${goalMs}), p99 ${ms(p99Ms)}, worst ${ms(worstMs)}`;
  return `  ${what.padEnd(44)} ${middle}; ${missed} of ${asked} missed`;
}

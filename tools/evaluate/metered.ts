/** What work gave, and the CPU seconds that this process spent on it (all its threads, user and system). */
export type Metered<Result> = { readonly result: Result; readonly cpuS: number };

/** Does work and says what it cost. */
export function metered<Result>(work: () => Result): Metered<Result> {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuS: Number(((user + system) / 1e6).toFixed(3)) };
}

/** What this process holds in memory now, in MiB. */
export function rssMb(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}

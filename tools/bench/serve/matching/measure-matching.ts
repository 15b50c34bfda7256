import { cpus } from 'node:os';
import { measureSize, type SizeResult } from './measure-size.ts';
import type { ChangeResult } from './measure-changes.ts';
import { measureWeakCases, type WeakCase } from './weak-cases.ts';
import { campaignsOf, visitsOf } from './workload.ts';

/** Everything the matching bench found. */
export type MatchingResult = {
  readonly machine: string;
  readonly sizes: readonly SizeResult[];
  /** By engine: the slope of log CPU over log campaigns. */
  readonly exponents: Readonly<Record<string, number>>;
  /** At the largest size. */
  readonly weak: readonly WeakCase[];
  readonly changes: ChangeResult;
};

const visitsEach = 6000;

/** Measures size after size; weak cases and changes at the largest. */
export function measureMatching(sizes: readonly number[], tell: (line: string) => void): MatchingResult {
  const visits = visitsOf(visitsEach);
  const results: SizeResult[] = [];
  for (const size of sizes.toSorted((a, b) => a - b)) {
    tell(`making ${size} campaigns`);
    results.push(measureSize([...campaignsOf(size)], visits, tell));
  }
  return {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`,
    sizes: results,
    exponents: exponentsOf(results),
    ...measureWeakCases(Math.max(...sizes), tell),
  };
}

function exponentsOf(sizes: readonly SizeResult[]): Record<string, number> {
  const engines = sizes[0]?.engines.map(({ engine }) => engine) ?? [];
  return Object.fromEntries(
    engines.map((engine) => {
      const points = sizes.map((size) => {
        const cpu = size.engines.find((each) => each.engine === engine)?.cpuUs ?? Number.NaN;
        return [Math.log(size.campaigns), Math.log(cpu)] as const;
      });
      return [engine, slopeOf(points)];
    }),
  );
}

/** The slope of the least-squares line. */
function slopeOf(points: ReadonlyArray<readonly [number, number]>): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
}

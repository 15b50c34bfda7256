import { median } from '../benchmark.ts';
import type { PartReport } from '../part.ts';

/** Work that is prepared outside the time that is measured: `prepare` answers what does it, and how many things that will be. */
export type PreparedVariant = {
  readonly name: string;
  readonly prepare: (round: number) => Promise<{ things: number; run: () => Promise<void> }>;
};

type Sample = { readonly seconds: number; readonly cpuUs: number; readonly things: number };

/** Warms every variant up once, then measures in rounds of turned order; only `run` counts. */
export async function measurePrepared(
  variants: readonly PreparedVariant[],
  rounds: number,
  tell: (line: string) => void,
): Promise<Array<{ variant: string; perSecond: number; medianSeconds: number; ratio: number; cpuUs: number }>> {
  const samples = new Map(variants.map(({ name }) => [name, [] as Sample[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const variant of round % 2 ? variants : variants.toReversed()) {
      const { things, run } = await variant.prepare(round);
      const [cpu, began] = [process.cpuUsage(), performance.now()];
      await run();
      const seconds = (performance.now() - began) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      if (round > 0) samples.get(variant.name)?.push({ seconds, cpuUs: (user + system) / things, things });
      tell(`${variant.name}: round ${round}/${rounds}, ${Math.round(things / seconds)} a second`);
    }
  }
  const rates = variants.map(({ name }) => median((samples.get(name) ?? []).map((each) => each.things / each.seconds)));
  return variants.map(({ name }, n) => ({
    variant: name,
    perSecond: Math.round(rates[n] ?? 0),
    medianSeconds: Number(median((samples.get(name) ?? []).map(({ seconds }) => seconds)).toFixed(3)),
    ratio: Number(((rates[n] ?? 0) / (rates[0] ?? 1)).toFixed(4)),
    cpuUs: Number(median((samples.get(name) ?? []).map(({ cpuUs }) => cpuUs)).toFixed(2)),
  }));
}

/** A table: a second, share of the first row, CPU of this process (the database's is its own). */
export function tableOf(title: string, unit: string, rows: Awaited<ReturnType<typeof measurePrepared>>): PartReport {
  const lines = rows.map(
    ({ variant, perSecond, medianSeconds, ratio, cpuUs }) =>
      `  ${variant.padEnd(58)} ${String(perSecond).padStart(9)} ${unit}/s  ${medianSeconds} s  ${ratio}  ${cpuUs} µs`,
  );
  return { lines: [`${title}: median a second, of a round, share of the first row, CPU of this process`, ...lines], json: rows };
}

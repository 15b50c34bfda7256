/** One way of doing the same work. `run` does it once and answers how many things it did. */
export type Variant = { readonly name: string; run(round: number): Promise<number> };

/** A question that a bench answers: variants measured beside each other in the same run, the first is what the others are compared with. */
export type Benchmark = {
  readonly name: string;
  readonly unit: string;
  readonly rounds: number;
  readonly variants: readonly Variant[];
  close(): Promise<void>;
};

/** What a bench measured of one variant. */
export type Measured = {
  readonly variant: string;
  readonly perSecond: number;
  readonly lowest: number;
  readonly highest: number;
  readonly ratio: number;
  readonly cpuUs: number;
};

/** Opens one bench on a migrated, empty database; `bench(url)`. */
export type OpenBenchmark = (url: string) => Promise<Benchmark>;

/** Warms every variant up once, then measures in rounds; the order of variants is turned round every other round. */
export async function measure(benchmark: Benchmark, tell: (line: string) => void): Promise<Measured[]> {
  const { variants, rounds } = benchmark;
  for (const variant of variants) await variant.run(0);
  const samples = new Map(variants.map(({ name }) => [name, [] as Sample[]]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const variant of round % 2 ? variants : variants.toReversed()) {
      const sample = await sampleOf(variant, round);
      samples.get(variant.name)?.push(sample);
      tell(`${benchmark.name} round ${round}/${rounds} ${variant.name}: ${Math.round(sample.perSecond)} ${benchmark.unit}/s`);
    }
  }
  const first = median((samples.get(variants[0]?.name ?? '') ?? []).map(({ perSecond }) => perSecond));
  return variants.map(({ name }) => {
    const taken = samples.get(name) ?? [];
    const rates = taken.map(({ perSecond }) => perSecond);
    const perSecond = median(rates);
    return {
      variant: name,
      perSecond: Math.round(perSecond),
      lowest: Math.round(Math.min(...rates)),
      highest: Math.round(Math.max(...rates)),
      ratio: Number((perSecond / first).toFixed(3)),
      cpuUs: Number(median(taken.map(({ cpuUs }) => cpuUs)).toFixed(2)),
    };
  });
}

type Sample = { readonly perSecond: number; readonly cpuUs: number };

async function sampleOf(variant: Variant, round: number): Promise<Sample> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const done = await variant.run(round);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: done / seconds, cpuUs: (user + system) / done };
}

/** The middle value; of an even number the lower middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

import { fewerPeople, meanNdcg, ndcgOf, type InnerSplit } from './inner-split.ts';
import { degrees, rowOf, transpose } from './interaction-matrix.ts';
import { fitItemItem, powers, userWeights, type ItemItemParams } from './item-item.ts';
import { neighbourCollector, walkRows } from './neighbour-rows.ts';
import type { Neighbours } from './model.ts';

type Exponents = { readonly a: number; readonly b: number; readonly c: number };

export type ItemItemTuning = {
  readonly k: number;
  /** More neighbours than this do not fit into memory. */
  readonly mostNeighbours: number;
  readonly onTrial?: (trials: number) => void;
};

const triedNeighbours = [50, 100, 200, 500, 1000];
const mostEntries = 4_000_000;
const fewPeople = 200;

/**
 * Chooses exponents on a grid over 0…1, coarse (½) to fine (⅛), by untruncated neighbours of a few people's items, then the number of
 * neighbours by more of them. Exponents that tie keep the smaller.
 */
export function tuneItemItem(split: InnerSplit, tuning: ItemItemTuning): ItemItemParams {
  const few = affordable(fewerPeople(split, fewPeople));
  const trials = new Map<string, number>();
  const rowsOf = new Map<number, Neighbours>();
  let best: Exponents = { a: 0.5, b: 0.5, c: 0.5 };
  for (const step of [0.5, 0.25, 0.125]) {
    const wanted = aroundOf(best, step).filter((each) => !trials.has(nameOf(each)));
    for (const a of new Set(wanted.map((each) => each.a))) {
      const rows = rowsOf.get(a) ?? plainRows(few, a);
      rowsOf.set(a, rows);
      judgeGrid(few, rows, { grid: wanted.filter((each) => each.a === a), k: tuning.k, trials });
      tuning.onTrial?.(trials.size);
    }
    const ranked = [...trials].sort((x, y) => y[1] - x[1]);
    best = exponentsOf(ranked[0]?.[0] ?? nameOf(best));
  }
  return chooseNeighbours(split, best, tuning);
}

const nameOf = ({ a, b, c }: Exponents): string => `${a} ${b} ${c}`;
const exponentsOf = (name: string): Exponents => {
  const [a = 0, b = 0, c = 0] = name.split(' ').map(Number);
  return { a, b, c };
};

/** The cube of exponents one step around a point, within 0…1. */
function aroundOf({ a, b, c }: Exponents, step: number): Exponents[] {
  const near = (value: number): number[] => [value - step, value, value + step].filter((each) => each >= 0 && each <= 1);
  return near(a).flatMap((x) => near(b).flatMap((y) => near(c).map((z) => ({ a: x, b: y, c: z }))));
}

/** Leaves out people once the rows of the rest hold `mostEntries`: what tuning costs stays bounded on any input. */
function affordable(split: InnerSplit): InnerSplit {
  const byItem = transpose(split.train);
  const perUser = degrees(split.train);
  const counted = new Set<number>();
  let entries = 0;
  const people = split.people.filter((user) => {
    if (entries > mostEntries) return false;
    for (const item of rowOf(split.train, user)) {
      if (counted.has(item)) continue;
      counted.add(item);
      let met = 0;
      for (const other of rowOf(byItem, item)) met += perUser[other] as number;
      entries += Math.min(met, split.train.columns);
    }
    return true;
  });
  return { ...split, people };
}

/** Σ_u d_u^−a for the items that the people touched, every neighbour kept. */
function plainRows({ train, people }: InnerSplit, a: number): Neighbours {
  const touched = new Uint8Array(train.columns);
  for (const user of people) for (const item of rowOf(train, user)) touched[item] = 1;
  const rows = Int32Array.from(touched.keys()).filter((item) => touched[item] === 1);
  const collected = neighbourCollector(train.columns, train.columns);
  walkRows(train, { userWeight: userWeights(train, a), rows }, (row) => {
    row.sum[row.item] = 0;
    collected.addAll(row);
  });
  return collected.finish();
}

/** One pass over the people for all (b, c) of one a: b scales what is summed, c what comes out. */
function judgeGrid(
  split: InnerSplit,
  rows: Neighbours,
  options: { grid: readonly Exponents[]; k: number; trials: Map<string, number> },
): void {
  const counts = degrees(transpose(split.train));
  const sums = new Float64Array(split.train.columns);
  const scores = new Float64Array(split.train.columns);
  for (const b of new Set(options.grid.map((each) => each.b))) {
    const own = powers(counts, b);
    const grid = options.grid.filter((each) => each.b === b).map((each) => ({ name: nameOf(each), by: powers(counts, each.c) }));
    for (const user of split.people) {
      const seen = rowOf(split.train, user);
      addRows(sums, rows, { seen, own });
      for (const { name, by } of grid) {
        for (let j = 0; j < scores.length; j += 1) scores[j] = (sums[j] as number) * (by[j] as number);
        const ndcg = ndcgOf(split, { user, seen, scores, k: options.k });
        options.trials.set(name, (options.trials.get(name) ?? 0) + ndcg / split.people.length);
      }
    }
  }
}

function addRows(sums: Float64Array, { start, at, weight }: Neighbours, { seen, own }: { seen: Int32Array; own: Float64Array }): void {
  sums.fill(0);
  for (const item of seen) {
    const factor = own[item] as number;
    const end = start[item + 1] as number;
    for (let n = start[item] as number; n < end; n += 1) {
      const j = at[n] as number;
      sums[j] = (sums[j] as number) + factor * (weight[n] as number);
    }
  }
}

/** The number of neighbours, by prefixes of the longest lists; of nearly equal ones (0.1 %) the fewer. */
function chooseNeighbours(split: InnerSplit, exponents: Exponents, tuning: ItemItemTuning): ItemItemParams {
  const tried = [...new Set(triedNeighbours.map((each) => Math.min(each, tuning.mostNeighbours, split.train.columns)))];
  const judges = fewerPeople(split, 2 * fewPeople);
  const { neighbours } = fitItemItem(split.train, { ...exponents, neighbours: Math.max(...tried) });
  const judged = tried.map((most) => ({
    most,
    ndcg: meanNdcg(judges, tuning.k, (_user, seen, out) => addPrefixes(out, neighbours, seen, most)),
  }));
  const top = Math.max(...judged.map(({ ndcg }) => ndcg));
  return { ...exponents, neighbours: judged.find((each) => each.ndcg >= top * 0.999)?.most ?? 1 };
}

function addPrefixes(out: Float64Array, { start, at, weight }: Neighbours, seen: Int32Array, most: number): void {
  out.fill(0);
  for (const item of seen) {
    const from = start[item] as number;
    const end = Math.min(from + most, start[item + 1] as number);
    for (let n = from; n < end; n += 1) out[at[n] as number] = (out[at[n] as number] as number) + (weight[n] as number);
  }
}

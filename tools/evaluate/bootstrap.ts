import { seededRandom } from '@flywheel/primitives';
import { entropyOf, lossOf, type Predictions } from '@flywheel/ranking/metrics';

/** 95 % by percentiles; null where a figure existed in no draw. */
export type Range = readonly [number, number] | null;

const usualDraws = 200;

/**
 * 95 % intervals of AUC, log-loss, NE and Σp/Σhappened by the bootstrap: `draws` times as many units as there are, with replacement. A unit
 * is a row, or all rows of one number in `units`.
 */
export function bootstrapPredictions(
  predictions: Predictions,
  options: { readonly seed: string; readonly units?: Uint32Array | undefined; readonly draws?: number },
): Record<'auc' | 'logloss' | 'ne' | 'ratio', Range> {
  const { chances, labels } = predictions;
  const random = seededRandom(`bootstrap/${options.seed}`);
  const unitOf = options.units ?? Uint32Array.from(labels.keys());
  const units = unitOf.reduce((most, unit) => Math.max(most, unit), 0) + 1;
  const losses = Float64Array.from(chances, (chance, row) => lossOf(chance, labels[row] as number));
  const order = Uint32Array.from(chances.keys()).sort((a, b) => (chances[a] as number) - (chances[b] as number));
  const drawn = new Uint32Array(units);
  const weights = new Uint32Array(labels.length);
  const found = Array.from({ length: options.draws ?? usualDraws }, () => {
    drawn.fill(0);
    for (let draw = 0; draw < units; draw += 1) {
      const unit = Math.floor(random.next() * units);
      drawn[unit] = (drawn[unit] as number) + 1;
    }
    unitOf.forEach((unit, row) => (weights[row] = drawn[unit] as number));
    return figuresOf(predictions, losses, order, weights);
  });
  const rangeOf = (name: keyof Figures): Range => percentiles(found.map((figures) => figures[name]));
  return { auc: rangeOf('auc'), logloss: rangeOf('logloss'), ne: rangeOf('ne'), ratio: rangeOf('ratio') };
}

/** The 2.5 and 97.5 percentiles of the values that exist. */
export function percentiles(values: readonly number[]): Range {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  return [at(0.025), at(0.975)];
}

type Figures = { auc: number; logloss: number; ne: number; ratio: number };

function figuresOf({ chances, labels }: Predictions, losses: Float64Array, order: Uint32Array, weights: Uint32Array): Figures {
  let [rows, positives, predicted, loss, below, pairs] = [0, 0, 0, 0, 0, 0];
  for (let from = 0; from < order.length;) {
    let [tiedPositives, tiedNegatives] = [0, 0];
    const chance = chances[order[from] as number];
    for (; from < order.length && chances[order[from] as number] === chance; from += 1) {
      const row = order[from] as number;
      const weight = weights[row] as number;
      if (labels[row] === 1) tiedPositives += weight;
      else tiedNegatives += weight;
      predicted += weight * (chances[row] as number);
      loss += weight * (losses[row] as number);
    }
    pairs += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    positives += tiedPositives;
    rows += tiedPositives + tiedNegatives;
  }
  const logloss = loss / rows;
  return { auc: pairs / (positives * below), logloss, ne: logloss / entropyOf(positives / rows), ratio: predicted / positives };
}

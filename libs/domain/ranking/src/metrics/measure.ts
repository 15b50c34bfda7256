import { areaUnderCurve } from './area-under-curve.ts';
import { poissonRatioInterval, type Interval } from './poisson-interval.ts';
import { assertPredictions, entropyOf, lossOf, type Predictions } from './prediction.ts';
import { calibrationError, reliability } from './reliability.ts';

/** How good predictions are. Null where a figure does not exist: without both labels there is no AUC and no NE. */
export type Measured = {
  readonly rows: number;
  readonly positives: number;
  /** Chance that a positive is ranked above a negative. */
  readonly auc: number | null;
  /** Mean loss in nats. */
  readonly logloss: number;
  /** Normalised entropy (He et al. 2014): log-loss over that of always predicting the rate of these very rows. */
  readonly ne: number | null;
  /** Σ predicted / Σ happened. */
  readonly ratio: number | null;
  /** Where `ratio` would lie in 99 % of draws if the chances were true: Poisson, exact. */
  readonly ratioPoisson99: Interval;
  /** Expected calibration error over ten bins of equal count. */
  readonly ece: number;
};

/** Every figure of a list of predictions. */
export function measurePredictions(predictions: Predictions): Measured {
  assertPredictions(predictions);
  const { chances, labels } = predictions;
  let [loss, predicted, positives] = [0, 0, 0];
  for (let row = 0; row < labels.length; row += 1) {
    loss += lossOf(chances[row] as number, labels[row] as number);
    predicted += chances[row] as number;
    positives += labels[row] as number;
  }
  const logloss = loss / labels.length;
  const entropy = entropyOf(positives / labels.length);
  return {
    rows: labels.length,
    positives,
    auc: areaUnderCurve(predictions),
    logloss,
    ne: entropy > 0 ? logloss / entropy : null,
    ratio: positives > 0 ? predicted / positives : null,
    ratioPoisson99: poissonRatioInterval(predicted, positives, 0.99),
    ece: calibrationError(reliability(predictions)),
  };
}

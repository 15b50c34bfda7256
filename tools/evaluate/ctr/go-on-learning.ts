import { calibrate, GlobalBias, type Calibrator } from '@flywheel/ranking/calibration';
import { measurePredictions, ProgressiveValidation } from '@flywheel/ranking/metrics';
import type { Fitted } from './learner.ts';
import type { Examples } from './read-examples.ts';

const memoryRows = 2000;
const windows = 10;

/** Calls `predict` for each row, and `learn` once its moment has passed: no outcome is known at its own moment. Rows in order of time. */
export function predictThenLearn(
  { times }: Examples,
  rows: Uint32Array,
  predict: (row: number, at: number) => void,
  learn: (row: number, at: number) => void,
): void {
  const momentOf = (at: number): number => times?.[rows[at] as number] ?? at;
  let learnt = 0;
  rows.forEach((row, at) => {
    for (; learnt < at && momentOf(learnt) < momentOf(at); learnt += 1) learn(rows[learnt] as number, learnt);
    predict(row, at);
  });
}

/** The scores of rows by a model that learns each of them after its moment: what a calibration is fitted to. */
export function followingScores(model: Fitted, examples: Examples, rows: Uint32Array): Float64Array {
  const scores = new Float64Array(rows.length);
  predictThenLearn(
    examples,
    rows,
    (row, at) => (scores[at] = model.score(row)),
    (row) => model.learn(row),
  );
  return scores;
}

/** Test as it would have been served: the model and a global bias over its calibrated chances go on learning, each row predicted first. */
export function goOnLearning(model: Fitted, calibrator: Calibrator, examples: Examples, rows: Uint32Array) {
  const bias = new GlobalBias({ memoryRows });
  const validation = new ProgressiveValidation({ rowsPerWindow: Math.max(1, Math.ceil(rows.length / windows)) });
  const [unbiased, served] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  const labelOf = (row: number): 0 | 1 => (examples.labels[row] === 1 ? 1 : 0);
  predictThenLearn(
    examples,
    rows,
    (row, at) => {
      unbiased[at] = calibrate(calibrator, model.score(row));
      served[at] = bias.apply(unbiased[at]);
      validation.add(examples.times?.[row] ?? at, served[at], labelOf(row));
    },
    (row, at) => {
      bias.learn(unbiased[at] as number, labelOf(row));
      model.learn(row);
    },
  );
  const labels = Uint8Array.from(rows, labelOf);
  return { memoryRows, metrics: measurePredictions({ chances: served, labels }), windows: validation.windows() };
}

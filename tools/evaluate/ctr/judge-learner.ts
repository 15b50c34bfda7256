import { assert, seededRandom } from '@flywheel/primitives';
import { calibrate, correctForSampling, fitCalibrator, type Calibrator } from '@flywheel/ranking/calibration';
import { measurePredictions, reliability, type Measured, type Predictions } from '@flywheel/ranking/metrics';
import { bootstrapPredictions } from '../bootstrap.ts';
import { metered, rssMb } from '../metered.ts';
import { followingScores, goOnLearning } from './go-on-learning.ts';
import type { Fitted, Learner, Params } from './learner.ts';
import type { Examples } from './read-examples.ts';
import { splitRows, type Parts, type Split } from './split-rows.ts';

export type JudgeOptions = {
  readonly split: Split;
  readonly seed: string;
  readonly calibrate: 'auto' | Calibrator['kind'];
  /** The part of train's negatives that is learnt from; chances are corrected for it. */
  readonly negatives: number;
  readonly tell: (label: string, done: number, of: number) => void;
};

const innerRatio = 0.8;
const mostTunedRows = 300_000;

/** Chooses settings and the calibration on an inner split of train, fits to all of train, and measures on test, which is read once. */
export function judgeLearner(learner: Learner, examples: Examples, parts: Parts, options: JudgeOptions) {
  const { seed } = options;
  const inner = splitRows(parts.train, examples.times, { by: options.split.by, ratio: innerRatio }, `inner/${seed}`);
  const tuned = metered(() => tune(learner, examples, inner, options));
  const { params, inner: innerMeasured, frozen, following } = tuned.result;
  const calibrator = fitCalibrator(frozen, options.calibrate);
  const fitted = metered(() => corrected(learner.prepare(examples, sampled(examples, parts.train, options), seed)(params), options));
  const scored = metered(() => Float64Array.from(parts.test, fitted.result.score));
  const labels = labelsOf(examples, parts.test);
  const predictions = { chances: scored.result.map((score) => calibrate(calibrator, score)), labels };
  const units = examples.units && Uint32Array.from(parts.test, (row) => examples.units?.[row] as number);
  const before = measurePredictions({ chances: scored.result, labels });
  return {
    name: learner.name,
    params,
    tunedOn: `inner ${options.split.by}:${innerRatio} of train, ${inner.test.length} rows`,
    inner: innerMeasured,
    calibration: calibrator.kind,
    metrics: measurePredictions(predictions),
    ci95: bootstrapPredictions(predictions, { seed, units }),
    uncalibrated: briefly(before),
    ...(following
      ? {
          following: goOnLearning(fitted.result, fitCalibrator(following, options.calibrate), examples, parts.test),
        }
      : {}),
    reliability: reliability(predictions),
    tuneCpuS: tuned.cpuS,
    trainCpuS: fitted.cpuS,
    scoreCpuS: scored.cpuS,
    rssMb: rssMb(),
  };
}

type Tuned = { params: Params; inner: ReturnType<typeof briefly>; frozen: Predictions; following: Predictions | undefined };

function tune(learner: Learner, examples: Examples, inner: Parts, options: JudgeOptions): Tuned {
  const grid = learner.grid(examples);
  const prepared = learner.prepare(examples, sampled(examples, inner.train.slice(-mostTunedRows), options), options.seed);
  const labels = labelsOf(examples, inner.test);
  let best: { params: Params; chances: Float64Array; measured: Measured } | undefined;
  grid.forEach((params, at) => {
    options.tell(`${options.split.by} split, ${learner.name}: choosing settings`, at, grid.length);
    const chances = Float64Array.from(inner.test, corrected(prepared(params), options).score);
    const measured = measurePredictions({ chances, labels });
    if (!best || measured.logloss < best.measured.logloss) best = { params, chances, measured };
  });
  assert(best !== undefined, 'a learner has settings to choose from');
  const { params, chances, measured } = best;
  options.tell(`${options.split.by} split, ${learner.name}: calibrating`, grid.length, grid.length);
  if (options.split.by === 'random') return { params, inner: briefly(measured), frozen: { chances, labels }, following: undefined };
  return { params, inner: briefly(measured), ...scoresFromOrigins(learner, params, examples, inner, options) };
}

/** Scores of each fifth of train by a model of what came before it, from two fifths on: one stretch of time alone may be an odd one. */
function scoresFromOrigins(learner: Learner, params: Params, examples: Examples, inner: Parts, options: JudgeOptions) {
  const all = Uint32Array.from([...inner.train, ...inner.test]);
  const origins = [0.4, 0.6, 0.8].map((from) => {
    const rows = all.slice(0, Math.round((from + 0.2) * all.length));
    const { train, test } = splitRows(rows, examples.times, { by: 'time', ratio: from / (from + 0.2) }, options.seed);
    const model = corrected(learner.prepare(examples, sampled(examples, train, options), options.seed)(params), options);
    const frozen = Float64Array.from(test, model.score);
    return { frozen, following: followingScores(model, examples, test), labels: labelsOf(examples, test) };
  });
  const labels = Uint8Array.from(origins.flatMap((origin) => [...origin.labels]));
  const pooled = (of: 'frozen' | 'following'): Predictions => ({
    chances: Float64Array.from(origins.flatMap((origin) => [...origin[of]])),
    labels,
  });
  return { frozen: pooled('frozen'), following: pooled('following') };
}

function labelsOf({ labels }: Examples, rows: Uint32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => labels[row] as number);
}

function sampled({ labels }: Examples, rows: Uint32Array, { negatives, seed }: JudgeOptions): Uint32Array {
  if (negatives === 1) return rows;
  const random = seededRandom(`negatives/${seed}`);
  return rows.filter((row) => random.next() < negatives || labels[row] === 1);
}

function corrected(model: Fitted, { negatives }: JudgeOptions): Fitted {
  return negatives === 1 ? model : { ...model, score: (row) => correctForSampling(model.score(row), negatives) };
}

function briefly({ auc, logloss, ne, ratio, ece }: Measured) {
  return { auc, logloss, ne, ratio, ece };
}

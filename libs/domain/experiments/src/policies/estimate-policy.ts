import { assert, type Random } from '@flywheel/primitives';
import type { Interval } from '../arms/compare-arms.ts';
import { bootstrapRatios, ratioOf, type RatioOfSums } from './bootstrap-ratios.ts';
import { chanceIn, importanceWeights, type LoggedChoices, type Policy } from './logged-choices.ts';
import { fitRewards } from './reward-model.ts';

/** An estimate of a policy's mean reward and its 95 % interval. */
export type Estimate = { readonly value: number; readonly interval: Interval };

/** What the log's weights are worth: `effective` rows (Kish 1965) of all `rows`; `meanWeight` is 1 in expectation. */
export type Worth = { readonly rows: number; readonly effective: number; readonly effectiveShare: number; readonly meanWeight: number };

/** The estimates, `snipw` being the one to go by, or why the log can not answer. */
export type PolicyEstimate =
  | {
      readonly outcome: 'estimated';
      readonly worth: Worth;
      readonly snipw: Estimate;
      readonly doublyRobust: Estimate;
      readonly ipw: Estimate;
      /** No interval: how wrong the model is, its rows do not tell. */
      readonly direct: Pick<Estimate, 'value'>;
    }
  | { readonly outcome: 'refused'; readonly reason: 'too-few-effective-rows'; readonly worth: Worth };

/** Below this share of effective rows an interval would claim what the log does not know. */
export const leastEffectiveShare = 0.05;

const usualDraws = 1000;

/**
 * Estimates the mean reward of `policy` from what another logged: self-normalised inverse propensities (Swaminathan & Joachims 2015),
 * doubly robust (Dudík et al. 2011) with the reward model fitted on the other half of the rows, and for contrast plain inverse
 * propensities and the reward model alone. Refuses below 5 % effective rows, (Σw)²/Σw² of n.
 */
export function estimatePolicy(
  log: LoggedChoices,
  policy: Policy,
  options: { readonly random: Random; readonly draws?: number },
): PolicyEstimate {
  const { random, draws = usualDraws } = options;
  const weights = importanceWeights(log, policy);
  const worth = worthOf(weights);
  if (worth.effectiveShare < leastEffectiveShare) return { outcome: 'refused', reason: 'too-few-effective-rows', worth };
  const earned = weights.map((weight, row) => weight * (log.rewards[row] as number));
  const ones = weights.map(() => 1);
  const { direct, robust } = crossFitted(log, policy, weights, random);
  const sums: readonly RatioOfSums[] = [
    { above: earned, below: weights },
    { above: robust, below: ones },
    { above: earned, below: ones },
  ];
  const intervals = bootstrapRatios(sums, { draws, random });
  const [snipw, doublyRobust, ipw] = sums.map((each, n): Estimate => ({
    value: ratioOf(each),
    interval: intervals[n] ?? [NaN, NaN],
  }));
  assert(snipw && doublyRobust && ipw, 'there are three ratios');
  return { outcome: 'estimated', worth, snipw, doublyRobust, ipw, direct: { value: ratioOf({ above: direct, below: ones }) } };
}

/** How far weights can be relied on. */
export function worthOf(weights: Float64Array): Worth {
  assert(weights.length > 0, 'a log has rows');
  let [sum, squares] = [0, 0];
  for (const weight of weights) [sum, squares] = [sum + weight, squares + weight * weight];
  const effective = squares === 0 ? 0 : (sum * sum) / squares;
  return { rows: weights.length, effective, effectiveShare: effective / weights.length, meanWeight: sum / weights.length };
}

/** Each row's two terms, from a model that did not see the row. */
function crossFitted(
  log: LoggedChoices,
  policy: Policy,
  weights: Float64Array,
  random: Random,
): { direct: Float64Array; robust: Float64Array } {
  const fold = Uint8Array.from(weights, () => (random.next() < 0.5 ? 0 : 1));
  const models = [0, 1].map((own) => fitRewards(log, policy, (row) => fold[row] !== own));
  const places = policy.chances.length / policy.actions;
  const expected = models.map((model) => Float64Array.from({ length: places }, (_, place) => expectedAt(policy, place, model)));
  const direct = weights.map((_, row) => expected[fold[row] as number]?.[log.places[row] as number] as number);
  const robust = weights.map((weight, row) => {
    const model = models[fold[row] as number];
    assert(model, 'each fold has a model');
    return (direct[row] as number) + weight * ((log.rewards[row] as number) - model(log.places[row] as number, log.actions[row] as number));
  });
  return { direct, robust };
}

function expectedAt(policy: Policy, place: number, model: (place: number, action: number) => number): number {
  let sum = 0;
  for (let action = 0; action < policy.actions; action += 1) {
    const chance = chanceIn(policy, place, action);
    if (chance > 0) sum += chance * model(place, action);
  }
  return sum;
}

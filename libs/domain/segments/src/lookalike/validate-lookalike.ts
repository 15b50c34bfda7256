import { fitLogistic, logistic } from './fit-logistic.ts';
import type { InterestVector, Popularity } from './lookalike.ts';
import { risen, standingsOf, surpassed } from './standing.ts';
import { trainLookalike, type LookalikeSample } from './train-lookalike.ts';

/**
 * How well unseen people of the seed are told from random people. `auc` is the chance that the former stands before the latter: 1 always,
 * ½ no better than a coin; 95 % of such samples have it between `low` and `high`. `chanceOf` turns a standing into the chance of being
 * like the seed, if as many people were of it as not; a higher standing never has a lower chance.
 */
export type LookalikeValidation = {
  readonly auc: number;
  readonly low: number;
  readonly high: number;
  chanceOf(standing: number): number;
};

/** One of so many people is kept unseen. */
const unseenOneOf = 3;

/**
 * Trains on two thirds of the people and judges by the others. Folds would use all of them, but their intervals are too short: of seeds
 * drawn at random, 85 in 100 had ½ inside. The interval is Hanley & McNeil's (1982), at an AUC drawn to ½ by one person so that a perfect
 * one has one too.
 */
export function validateLookalike(sample: LookalikeSample, popularity: Popularity): LookalikeValidation {
  const { seed, background } = standUnseen(sample, popularity);
  if (seed.length === 0 || background.length === 0) return { auc: 0.5, low: 0, high: 1, chanceOf: () => 0.5 };
  const sorted = risen(background);
  const auc = seed.reduce((sum, standing) => sum + surpassed(sorted, standing), 0) / seed.length;
  const drawn = (auc * seed.length + 0.5) / (seed.length + 1);
  const margin = 1.96 * standardError(drawn, seed.length, background.length);
  return { auc, low: Math.max(0, drawn - margin), high: Math.min(1, drawn + margin), chanceOf: calibrated(seed, background) };
}

function standUnseen({ seed, background }: LookalikeSample, popularity: Popularity): { seed: number[]; background: number[] } {
  const unseen = (_: InterestVector, at: number): boolean => at % unseenOneOf === 0;
  const seen = (person: InterestVector, at: number): boolean => !unseen(person, at);
  const { scoresOf } = trainLookalike({ seed: seed.filter(seen), background: background.filter(seen) }, popularity);
  const others = background.filter(unseen).map(scoresOf);
  return { seed: standingsOf(seed.filter(unseen).map(scoresOf), others), background: standingsOf(others, others) };
}

function standardError(auc: number, seed: number, background: number): number {
  const bothSeed = auc / (2 - auc) - auc * auc;
  const bothRandom = (2 * auc * auc) / (1 + auc) - auc * auc;
  return Math.sqrt(Math.max(0, (auc * (1 - auc) + (seed - 1) * bothSeed + (background - 1) * bothRandom) / (seed * background)));
}

/** Platt's scaling (1999) of the standing's log-odds; never downwards. */
function calibrated(seed: readonly number[], background: readonly number[]): (standing: number) => number {
  const half = (seed.length + background.length) / 2;
  const row = (standing: number, label: 0 | 1, count: number): Parameters<typeof fitLogistic>[0][number] => {
    return { at: [0], values: [logOdds(standing)], label, weight: half / count };
  };
  const rows = [...seed.map((each) => row(each, 1, seed.length)), ...background.map((each) => row(each, 0, background.length))];
  const { weights, bias } = fitLogistic(rows, 1, 1);
  const slope = weights[0] ?? 0;
  return slope > 0 ? (standing) => logistic(bias + slope * logOdds(standing)) : () => 0.5;
}

const edge = 1e-3;

function logOdds(standing: number): number {
  const inside = Math.min(1 - edge, Math.max(edge, standing));
  return Math.log(inside / (1 - inside));
}

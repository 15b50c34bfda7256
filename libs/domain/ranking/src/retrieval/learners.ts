import { seededRandom } from '@flywheel/primitives';
import { fitEase, mostEaseItems, type EaseParams } from './ease.ts';
import { fitIals, type IalsParams } from './ials.ts';
import { judgeModel, type InnerSplit, type WeightsOf } from './inner-split.ts';
import type { InteractionMatrix } from './interaction-matrix.ts';
import { fitItemItem, type ItemItemParams } from './item-item.ts';
import type { RetrievalModel } from './model.ts';
import { fitPopularity } from './popularity.ts';
import { fitSar } from './sar.ts';
import { tuneBlend } from './tune-blend.ts';
import { tuneItemItem } from './tune-item-item.ts';
import { tuneEase, tuneIals } from './tune-regularised.ts';

/** A learner with everything that is decided before it sees what it learns from; `start` picks the random factors that iALS begins with. */
export type LearnerPlan =
  | { readonly name: 'pop' | 'sar' }
  | { readonly name: 'itemitem'; readonly params: ItemItemParams }
  | { readonly name: 'ease'; readonly params: EaseParams }
  | { readonly name: 'ials'; readonly params: IalsParams; readonly start: number }
  | { readonly name: 'blend'; readonly parts: ReadonlyArray<{ readonly plan: LearnerPlan; readonly weight: number }> };

export type LearnerName = LearnerPlan['name'];

/**
 * Fits what is planned. The same matrix, plan and seed give the same model, bit by bit. Models that `fitted`
 * holds are not fitted again; new ones are put there.
 */
export function fitLearner(
  matrix: InteractionMatrix,
  plan: LearnerPlan,
  options: { seed: string; fitted?: Map<string, RetrievalModel> },
): RetrievalModel {
  const known = options.fitted?.get(planKey(plan));
  if (known) return known;
  const model = fitPlan(matrix, plan, options);
  options.fitted?.set(planKey(plan), model);
  return model;
}

const planKey = (plan: LearnerPlan): string => JSON.stringify(plan);

function fitPlan(matrix: InteractionMatrix, plan: LearnerPlan, options: Parameters<typeof fitLearner>[2]): RetrievalModel {
  switch (plan.name) {
    case 'pop':
      return fitPopularity(matrix);
    case 'sar':
      return fitSar(matrix);
    case 'itemitem':
      return fitItemItem(matrix, plan.params);
    case 'ease':
      return fitEase(matrix, plan.params);
    case 'ials':
      return fitIals(matrix, plan.params, seededRandom(`${options.seed}/ials/${plan.start}`));
    case 'blend': {
      const parts = plan.parts.filter(({ weight }) => weight !== 0);
      return { kind: 'blend', parts: parts.map((part) => ({ model: fitLearner(matrix, part.plan, options), weight: part.weight })) };
    }
  }
}

/** A plan whose parameters were chosen on an inner split, how good it was there, and the model that was judged. */
export type TunedLearner = { readonly plan: LearnerPlan; readonly ndcg: number; readonly model: RetrievalModel };

export type TuningOptions = {
  readonly k: number;
  readonly seed: string;
  /** Item-item lists longer than this do not fit into memory. */
  readonly mostNeighbours: number;
  /** How SAR weighs a history. */
  readonly weightsOf?: WeightsOf;
  readonly onProgress?: (what: string) => void;
};

/** What a blend is made of: factors, and EASE where it can hold all items, else item-item. */
export const blendParts = (items: number): readonly LearnerName[] => [items <= mostEaseItems ? 'ease' : 'itemitem', 'ials'];

/** Chooses the parameters of each learner on inner splits of one matrix; all are judged on the first. Parts of a blend are added. */
export function tuneLearners(
  splits: readonly InnerSplit[],
  names: readonly LearnerName[],
  options: TuningOptions,
): ReadonlyMap<LearnerName, TunedLearner> {
  const [split] = splits;
  const tuned = new Map<LearnerName, TunedLearner>();
  if (!split) return tuned;
  const ingredients = names.includes('blend') ? blendParts(split.train.columns) : [];
  for (const name of new Set([...names.filter((each) => each !== 'blend'), ...ingredients])) {
    options.onProgress?.(name);
    const plan = planOf(name, splits, split, options);
    const model = fitLearner(split.train, plan, options);
    const weights = options.weightsOf && name === 'sar' ? { weightsOf: options.weightsOf } : {};
    tuned.set(name, { plan, model, ndcg: judgeModel(model, split, { k: options.k, ...weights }) });
  }
  if (ingredients.length > 0) {
    options.onProgress?.('blend');
    const chosen = ingredients.flatMap((name) => tuned.get(name) ?? []);
    const { weights, ndcg } = tuneBlend(
      chosen.map(({ model }) => model),
      split,
      options.k,
    );
    const parts = chosen.flatMap(({ plan }, n) => startsOf(plan, weights[n] ?? 0));
    const model: RetrievalModel = { kind: 'blend', parts: chosen.map((each, n) => ({ model: each.model, weight: weights[n] ?? 0 })) };
    tuned.set('blend', { plan: { name: 'blend', parts }, ndcg, model });
  }
  return tuned;
}

/** iALS takes part from two starts with half the weight each: where it ends depends on where it begins, their mean less so. */
function startsOf(plan: LearnerPlan, weight: number): Array<{ plan: LearnerPlan; weight: number }> {
  if (plan.name !== 'ials') return [{ plan, weight }];
  return [plan.start, plan.start + 1].map((start) => ({ plan: { ...plan, start }, weight: weight / 2 }));
}

function planOf(name: LearnerName, splits: readonly InnerSplit[], split: InnerSplit, options: TuningOptions): LearnerPlan {
  switch (name) {
    case 'itemitem':
      return { name, params: tuneItemItem(split, options) };
    case 'ease':
      return { name, params: tuneEase(splits, { k: options.k, mostItems: mostEaseItems }) };
    case 'ials':
      return { name, params: tuneIals(split, { k: options.k, dimensions: 32, rounds: 10, seed: `${options.seed}/tuning` }), start: 1 };
    case 'pop':
    case 'sar':
      return { name };
    case 'blend':
      return { name, parts: [] };
  }
}

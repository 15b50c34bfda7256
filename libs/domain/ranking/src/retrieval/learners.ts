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

/** A learner with everything that is decided before it sees what it learns from. */
export type LearnerPlan =
  | { readonly name: 'pop' | 'sar' }
  | { readonly name: 'itemitem'; readonly params: ItemItemParams }
  | { readonly name: 'ease'; readonly params: EaseParams }
  | { readonly name: 'ials'; readonly params: IalsParams }
  | { readonly name: 'blend'; readonly parts: ReadonlyArray<{ readonly plan: LearnerPlan; readonly weight: number }> };

export type LearnerName = LearnerPlan['name'];

/** Fits what is planned. The same matrix, plan and seed give the same model, bit by bit. Models in `fitted` are not fitted again. */
export function fitLearner(
  matrix: InteractionMatrix,
  plan: LearnerPlan,
  options: { seed: string; fitted?: ReadonlyMap<LearnerName, RetrievalModel> },
): RetrievalModel {
  const known = options.fitted?.get(plan.name);
  if (known) return known;
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
      return fitIals(matrix, plan.params, seededRandom(`${options.seed}/ials`));
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
  const parts = names.includes('blend') ? blendParts(split.train.columns) : [];
  for (const name of new Set([...names.filter((each) => each !== 'blend'), ...parts])) {
    options.onProgress?.(name);
    const plan = planOf(name, splits, split, options);
    const model = fitLearner(split.train, plan, options);
    const weights = options.weightsOf && name === 'sar' ? { weightsOf: options.weightsOf } : {};
    tuned.set(name, { plan, model, ndcg: judgeModel(model, split, { k: options.k, ...weights }) });
  }
  if (parts.length > 0) {
    options.onProgress?.('blend');
    const chosen = parts.flatMap((name) => tuned.get(name) ?? []);
    const { weights, ndcg } = tuneBlend(
      chosen.map(({ model }) => model),
      split,
      options.k,
    );
    const weighted = chosen.map(({ plan, model }, n) => ({ plan, model, weight: weights[n] ?? 0 }));
    const planned = weighted.map(({ plan, weight }) => ({ plan, weight }));
    tuned.set('blend', { plan: { name: 'blend', parts: planned }, ndcg, model: { kind: 'blend', parts: weighted } });
  }
  return tuned;
}

function planOf(name: LearnerName, splits: readonly InnerSplit[], split: InnerSplit, options: TuningOptions): LearnerPlan {
  switch (name) {
    case 'itemitem':
      return { name, params: tuneItemItem(split, options) };
    case 'ease':
      return { name, params: tuneEase(splits, { k: options.k, mostItems: mostEaseItems }) };
    case 'ials':
      return { name, params: tuneIals(split, { k: options.k, dimensions: 32, rounds: 10, seed: `${options.seed}/tuning` }) };
    case 'pop':
    case 'sar':
      return { name };
    case 'blend':
      return { name, parts: [] };
  }
}

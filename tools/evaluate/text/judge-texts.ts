import { seededRandom } from '@flywheel/primitives';
import { areaUnderCurve } from '@flywheel/ranking/metrics';
import { percentiles, type Range } from '../bootstrap.ts';

/** A judged text: its score, whether that is at or above the threshold of its fold, and the truth. */
export type JudgedText = { readonly score: number; readonly caught: boolean; readonly positive: boolean };

export type TextMetrics = {
  readonly texts: number;
  readonly positives: number;
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly fpr: number;
  readonly f1: number;
  readonly mcc: number;
  readonly auc: number | null;
};

/** What judged texts add up to; `fpr`: good texts caught; ratios of nothing are 0. */
export function measureTexts(texts: readonly JudgedText[]): TextMetrics {
  let [tp, fp, fn, tn] = [0, 0, 0, 0];
  for (const { caught, positive } of texts) {
    if (caught && positive) tp += 1;
    else if (caught) fp += 1;
    else if (positive) fn += 1;
    else tn += 1;
  }
  const over = (above: number, below: number): number => (below === 0 ? 0 : above / below);
  const auc = areaUnderCurve({
    chances: Float64Array.from(texts, ({ score }) => score),
    labels: Uint8Array.from(texts, ({ positive }) => (positive ? 1 : 0)),
  });
  return {
    texts: texts.length,
    positives: tp + fn,
    accuracy: over(tp + tn, texts.length),
    precision: over(tp, tp + fp),
    recall: over(tp, tp + fn),
    fpr: over(fp, fp + tn),
    f1: over(2 * tp, 2 * tp + fp + fn),
    mcc: over(tp * tn - fp * fn, Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
    auc,
  };
}

const draws = 200;

/** 95 % percentile intervals over texts drawn with replacement, 200 times. */
export function textIntervals(texts: readonly JudgedText[], seed: string): Record<'f1' | 'mcc' | 'recall' | 'fpr', Range> {
  const random = seededRandom(`texts/${seed}`);
  const found = Array.from({ length: draws }, () =>
    measureTexts(texts.map(() => texts[Math.floor(random.next() * texts.length)] as JudgedText)),
  );
  const range = (name: 'f1' | 'mcc' | 'recall' | 'fpr'): Range => percentiles(found.map((each) => each[name]));
  return { f1: range('f1'), mcc: range('mcc'), recall: range('recall'), fpr: range('fpr') };
}

import { assert } from '@flywheel/primitives';

/** Chances in [0, 1] and what happened (0 or 1), place by place. */
export type Predictions = { readonly chances: Float64Array; readonly labels: Uint8Array };

const nearest = 1e-12;

/** Refuses lists of unequal length or without an example. */
export function assertPredictions({ chances, labels }: Predictions): void {
  assert(chances.length === labels.length && labels.length > 0, 'every prediction has its label, and there is one at least');
}

/** −ln of the chance given to what happened; a chance is held 10⁻¹² away from 0 and 1. */
export function lossOf(chance: number, label: number): number {
  const held = chance < nearest ? nearest : chance > 1 - nearest ? 1 - nearest : chance;
  return -Math.log(label === 1 ? held : 1 - held);
}

/** The mean loss of always predicting `rate`: −r ln r − (1−r) ln(1−r), in nats. */
export function entropyOf(rate: number): number {
  return rate <= 0 || rate >= 1 ? 0 : -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
}

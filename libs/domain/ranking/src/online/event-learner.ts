import type { Instant } from '@flywheel/primitives';
import { untold } from '../fit-model.ts';
import { chanceOf, createFtrl, type Ftrl } from '../heads/ftrl.ts';
import { microLogitOf } from '../ppb-of.ts';
import { CandidateScore } from './candidate-score.ts';
import { RecentProgress } from './recent-progress.ts';

/** What one impression was predicted for one event, before it was learnt: by the published model, the head and the counts. */
export type Predicted = { readonly published: number; readonly head: number; readonly counts: number };

const micro = 1e-6;
const slotsLog2 = 18;
// A head takes over from counts once it is better by this much of their loss, and gives back as soon as it is worse.
const margin = 0.002;

/**
 * All that is learnt of one event: an FTRL head, how it and the counts do, and which of the two is published. Labels come late, so an
 * impression is learnt as a negative at once and again as a positive when the event follows, with the weights that make this right on
 * average whatever the delay (Ktena et al. 2019, "Addressing Delayed Feedback for Continuous Training with Neural Networks in CTR
 * Prediction", FN weighted): (1−p)(1+p) for the negative, 1+p for the positive.
 */
export class EventLearner {
  readonly head: Ftrl;
  readonly progress = new RecentProgress();
  /** Whether the head is published; else the smoothed counts. */
  byHead = false;
  private readonly ofHead = new CandidateScore();
  private readonly ofCounts = new CandidateScore();

  constructor(event: number) {
    this.head = createFtrl({ slotsLog2, alpha: 0.1, l1: 0, l2: 1 });
    // Its bias begins as the assumption of the event's rate: weight = −z / (β/α).
    const { alpha, beta } = this.head.options;
    this.head.z[0] = (-microLogitOf(Number(untold[event]?.ratePpb ?? 0n)) * micro * beta) / alpha;
  }

  /** What all three say, from the head's slots and the logits (in millionths) of the others. */
  predict(slots: Uint32Array, count: number, known: { published: number; counts: number }): Predicted {
    const [published, counts] = [chanceOf(known.published * micro), chanceOf(known.counts * micro)];
    return { published, counts, head: this.head.predict(slots, count) };
  }

  /** Predicts an impression, then learns that it was not followed by the event, as far as is known. */
  shown(slots: Uint32Array, count: number, known: { published: number; counts: number }, decidedAt: Instant): Predicted {
    const predicted = this.predict(slots, count, known);
    this.progress.shown(decidedAt, predicted.published);
    this.ofHead.shown(predicted.head);
    this.ofCounts.shown(predicted.counts);
    this.head.learn(slots, count, 0, (1 - predicted.head) * (1 + predicted.head));
    return predicted;
  }

  /** Learns that the event followed an impression that was predicted so. */
  followed(slots: Uint32Array, count: number, predicted: Predicted, decidedAt: Instant): void {
    this.progress.followed(decidedAt, predicted.published);
    this.ofHead.followed(predicted.head);
    this.ofCounts.followed(predicted.counts);
    this.head.learn(slots, count, 1, 1 + this.head.predict(slots, count));
  }

  /** Chooses what is published next; whether the choice changed. */
  choose(): boolean {
    const before = this.byHead;
    this.byHead = this.ofHead.loss < this.ofCounts.loss * (before ? 1 : 1 - margin);
    return before !== this.byHead;
  }

  /** The online bias of what is published, in micro-logits. */
  bias(): number {
    return (this.byHead ? this.ofHead : this.ofCounts).bias();
  }

  /** Σ of the head's weights over slots, in micro-logits. */
  weightOf(slots: Uint32Array, count: number): number {
    let sum = 0;
    for (let at = 0; at < count; at += 1) sum += this.head.weightOf(slots[at] as number);
    return sum * 1e6;
  }
}

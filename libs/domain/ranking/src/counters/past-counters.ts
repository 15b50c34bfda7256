import { assert } from '@flywheel/primitives';

/** What was seen of a key: how often it was shown and how often that was answered. */
export type Seen = { readonly trials: number; readonly positives: number };

export type PastCountersOptions = {
  /** How many features are counted, each by its own values. */
  readonly features: number;
  /** How many trials the overall rate is worth before a value's own. */
  readonly strength: number;
};

const nothing: Seen = { trials: 0, positives: 0 };

/**
 * Beta-smoothed rates by the value of each feature, of the strict past only: an outcome counts for moments after its own, never for its
 * own, so that no row can see its label nor that of a row beside it. Values are any keys of a Map.
 */
export class PastCounters<Key = string> {
  private readonly options: PastCountersOptions;
  private readonly counts: Array<Map<Key, { trials: number; positives: number }>>;
  private readonly all = { trials: 0, positives: 0 };
  private waiting: Array<{ keys: readonly Key[]; label: 0 | 1 }> = [];
  private now = -Infinity;

  constructor(options: PastCountersOptions) {
    assert(options.strength > 0 && Number.isInteger(options.features), 'counters have a strength, and a whole number of features');
    this.options = options;
    this.counts = Array.from({ length: options.features }, () => new Map());
  }

  /** Moves to a moment: outcomes of earlier moments count from here on. Moments must not go back. */
  moveTo(at: number): void {
    assert(at >= this.now, 'outcomes come in order of time');
    if (at === this.now) return;
    this.now = at;
    this.settle();
  }

  /** Counts what waits as past, whatever the moment: for whoever goes on to ask about rows that are none of those seen. */
  settle(): void {
    for (const { keys, label } of this.waiting) this.count(keys, label);
    this.waiting = [];
  }

  /** The overall rate; one half before anything was seen. */
  overallRate(): number {
    return (this.all.positives + 1) / (this.all.trials + 2);
  }

  /** What was seen of a value of a feature before this moment. */
  seen(feature: number, key: Key): Seen {
    return this.counts[feature]?.get(key) ?? nothing;
  }

  /** Posterior mean of the value's rate: (positives + strength · overall) / (trials + strength). */
  rate(feature: number, key: Key, strength = this.options.strength): number {
    const { trials, positives } = this.seen(feature, key);
    return (positives + strength * this.overallRate()) / (trials + strength);
  }

  /** Writes log-odds of the rate and ln(1 + trials) of every value: two numbers a feature. */
  write(keys: readonly Key[], into: Float64Array): void {
    assert(keys.length === this.counts.length && into.length >= 2 * keys.length, 'every feature has a value and room for two numbers');
    keys.forEach((key, feature) => {
      const rate = this.rate(feature, key);
      into[2 * feature] = Math.log(rate / (1 - rate));
      into[2 * feature + 1] = Math.log1p(this.seen(feature, key).trials);
    });
  }

  /** An outcome of the present moment; it counts from the next moment on. */
  see(keys: readonly Key[], label: 0 | 1): void {
    this.waiting.push({ keys, label });
  }

  private count(keys: readonly Key[], label: 0 | 1): void {
    this.all.trials += 1;
    this.all.positives += label;
    keys.forEach((key, feature) => {
      const of = this.counts[feature];
      const seen = of?.get(key);
      if (seen) {
        seen.trials += 1;
        seen.positives += label;
      } else of?.set(key, { trials: 1, positives: label });
    });
  }
}

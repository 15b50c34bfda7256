const bins = 12;
const least = 1e-7;

/**
 * What predictions made before their outcomes were known turned out to be worth (progressive validation: Blum, Kalai & Langford 1999).
 * `loss` is −Σ ln(likelihood) in nats; bin i holds chances p with −ln p in [i/2·ln 10, (i+1)/2·ln 10), the last one all below.
 */
export class Progress {
  impressions = 0;
  events = 0;
  expected = 0;
  loss = 0;
  /** Of each bin: impressions, expected events, events. */
  readonly bins: Array<[number, number, number]> = Array.from({ length: bins }, () => [0, 0, 0]);

  /** An impression was predicted `chance` and counts as not followed by the event, until `followed` says otherwise. */
  shown(chance: number): void {
    const p = held(chance);
    this.impressions += 1;
    this.expected += p;
    this.loss -= Math.log(1 - p);
    const bin = this.binOf(p);
    bin[0] += 1;
    bin[1] += p;
  }

  /** The event followed an impression that had been predicted `chance`: its part of the loss becomes that of an event. */
  followed(chance: number): void {
    const p = held(chance);
    this.events += 1;
    this.loss += Math.log(1 - p) - Math.log(p);
    this.binOf(p)[2] += 1;
  }

  /** Adds what another one counted. */
  add(other: Progress): void {
    this.impressions += other.impressions;
    this.events += other.events;
    this.expected += other.expected;
    this.loss += other.loss;
    for (const [at, own] of this.bins.entries()) {
      for (const [place, count] of (other.bins[at] ?? []).entries()) own[place] = (own[place] ?? 0) + count;
    }
  }

  private binOf(p: number): [number, number, number] {
    return this.bins[Math.min(bins - 1, Math.floor(-Math.log10(p) * 2))] as [number, number, number];
  }
}

/**
 * Cross-entropy over that of always saying the rate (He et al. 2014): below 1 the model knows more than the rate. Undefined without both
 * outcomes.
 */
export function normalisedEntropy({ impressions, events, loss }: Pick<Progress, 'impressions' | 'events' | 'loss'>): number | undefined {
  if (events <= 0 || events >= impressions) return undefined;
  const rate = events / impressions;
  return loss / -(events * Math.log(rate) + (impressions - events) * Math.log(1 - rate));
}

function held(chance: number): number {
  return Math.min(Math.max(chance, least), 1 - least);
}

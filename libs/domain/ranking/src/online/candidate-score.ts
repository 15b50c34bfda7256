const memory = 1 - 1 / 20_000;
const equalWeight = 50;

/**
 * How one way of predicting an event does, over about the last 20,000 impressions (older ones fade): its loss, and what it expected beside
 * what came.
 */
export class CandidateScore {
  loss = 0;
  private expected = 0;
  private events = 0;

  shown(chance: number): void {
    this.loss = this.loss * memory - Math.log(1 - chance);
    this.expected = this.expected * memory + chance;
    this.events *= memory;
  }

  followed(chance: number): void {
    this.loss += Math.log(1 - chance) - Math.log(chance);
    this.events += 1;
  }

  /** The shift of logits, in millionths, that makes what is expected what comes; drawn to 0 by 50 expected events, within ±2,000,000. */
  bias(): number {
    const shift = Math.log((this.events + equalWeight) / (this.expected + equalWeight)) * 1e6;
    return Math.min(Math.max(shift, -2_000_000), 2_000_000);
  }
}

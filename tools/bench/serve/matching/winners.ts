/** Slots of an auction. */
export const slots = 4;

/** The best by score, ties to the lower number: four win and pay by the second-price rule, the fifth sets the last price. */
export class Winners {
  readonly numbers = new Int32Array(slots + 1);
  readonly scores = new Float64Array(slots + 1);
  readonly chances = new Float64Array(slots + 1);
  count = 0;

  /** Begins an auction. */
  clear(): void {
    this.count = 0;
  }

  /** The score that a candidate must reach to change anything. */
  bar(): number {
    return this.count > slots ? (this.scores[slots] as number) : -1;
  }

  offer(number: number, score: number, chance: number): void {
    const { numbers, scores, chances } = this;
    let at = this.count;
    if (at > slots) {
      if (!this.isBehind(slots, score, number)) return;
      at = slots;
    } else this.count += 1;
    for (; at > 0 && this.isBehind(at - 1, score, number); at -= 1) {
      numbers[at] = numbers[at - 1] as number;
      scores[at] = scores[at - 1] as number;
      chances[at] = chances[at - 1] as number;
    }
    numbers[at] = number;
    scores[at] = score;
    chances[at] = chance;
  }

  /** Who won and what each pays per click, to be compared between engines. */
  outcome(): string {
    const filled = Math.min(slots, this.count);
    const prices = Array.from({ length: filled }, (_, at) =>
      at + 1 < this.count ? (this.scores[at + 1] as number) / (this.chances[at] as number) : 0,
    );
    return prices.map((price, at) => `${this.numbers[at]}@${price}`).join(' ');
  }

  private isBehind(at: number, score: number, number: number): boolean {
    const other = this.scores[at] as number;
    return other < score || (other === score && (this.numbers[at] as number) > number);
  }
}

import { categories, chanceAt, crossOfCategory, crossOfFormat, formats, sumOf, type Person } from './model.ts';
import type { Campaign } from './workload.ts';
import type { Winners } from './winners.ts';

const gatherSize = 2048;

/** Everything a score needs of an ad in 16 bytes: the bid as float64, the ad's logit, category and format. */
export class ScoreTable {
  private readonly bids: Float64Array;
  private readonly ints: Int32Array;
  private readonly crosses = new Float64Array(categories);
  private readonly formatCrosses = new Float64Array(formats);
  private readonly gatheredBids = new Float64Array(gatherSize);
  private readonly gatheredLogits = new Float64Array(gatherSize);
  private person = 0;
  lowest = Infinity;
  highest = -Infinity;

  constructor(count: number) {
    this.bids = new Float64Array(count * 2);
    this.ints = new Int32Array(this.bids.buffer);
  }

  put({ number, bid, weights, category, format }: Campaign): void {
    const logit = sumOf(weights);
    this.bids[number * 2] = bid;
    this.ints[number * 4 + 2] = logit;
    this.ints[number * 4 + 3] = category * 256 + format;
    this.lowest = Math.min(this.lowest, logit);
    this.highest = Math.max(this.highest, logit);
  }

  /** The score at a shift of 0: what the index is ordered by. */
  key(number: number): number {
    return (this.bids[number * 2] as number) * chanceAt(this.ints[number * 4 + 2] as number);
  }

  /** Computes the viewer's half once; answers the largest shift of any ad's logit. */
  begin(person: Person): number {
    let [category, format] = [-Infinity, -Infinity];
    for (let at = 0; at < categories; at += 1) {
      const cross = crossOfCategory(person, at);
      this.crosses[at] = cross;
      if (cross > category) category = cross;
    }
    for (let at = 0; at < formats; at += 1) {
      const cross = crossOfFormat(person, at);
      this.formatCrosses[at] = cross;
      if (cross > format) format = cross;
    }
    this.person = sumOf(person.weights);
    return this.person + category + format;
  }

  /** Scores candidates and offers them. Reads them all before it computes: then the processor waits for many at once. */
  offerAll(numbers: Int32Array, count: number, winners: Winners): void {
    const { bids, ints, gatheredBids, gatheredLogits } = this;
    for (let first = 0; first < count; first += gatherSize) {
      const size = Math.min(gatherSize, count - first);
      for (let at = 0; at < size; at += 1) {
        const number = numbers[first + at] as number;
        const kind = ints[number * 4 + 3] as number;
        const cross = (this.crosses[kind >> 8] as number) + (this.formatCrosses[kind & 255] as number);
        gatheredLogits[at] = (ints[number * 4 + 2] as number) + this.person + cross;
        gatheredBids[at] = bids[number * 2] as number;
      }
      for (let at = 0; at < size; at += 1) {
        const chance = chanceAt(gatheredLogits[at] as number);
        const score = (gatheredBids[at] as number) * chance;
        if (score >= winners.bar()) winners.offer(numbers[first + at] as number, score, chance);
      }
    }
  }

  /** Scores one candidate and offers it. */
  offer(number: number, winners: Winners): void {
    const kind = this.ints[number * 4 + 3] as number;
    const cross = (this.crosses[kind >> 8] as number) + (this.formatCrosses[kind & 255] as number);
    const chance = chanceAt((this.ints[number * 4 + 2] as number) + this.person + cross);
    const score = (this.bids[number * 2] as number) * chance;
    if (score >= winners.bar()) winners.offer(number, score, chance);
  }

  bytes(): number {
    return this.bids.byteLength;
  }
}

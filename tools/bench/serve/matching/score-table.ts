import { categories, chanceAt, crossOfCategory, crossOfFormat, formats, sumOf, type Person } from './model.ts';
import type { Campaign } from './workload.ts';
import type { Winners } from './winners.ts';

/** Everything a score needs of an ad in 16 bytes: the bid as float64, the ad's logit, category and format. */
export class ScoreTable {
  private readonly bids: Float64Array;
  private readonly ints: Int32Array;
  private readonly crosses = new Float64Array(categories);
  private readonly formatCrosses = new Float64Array(formats);
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

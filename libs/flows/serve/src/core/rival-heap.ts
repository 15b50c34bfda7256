import { keyedHash } from '@flywheel/primitives';

const first = 512;
// Doubles of two safe integers' product stand within 2⁻⁵³ of it; nearer than this they are compared as integers.
const near = 1e-14;
const billion = 1_000_000_000n;

/**
 * Ads that may bid in one placement, as columns; the best on top of a heap of their places: higher score, then higher bid, then a draw
 * keyed by the seed, as the auction ranks them. Used again for every placement.
 */
export class RivalHeap {
  count = 0;
  size = 0;
  ad = new Int32Array(first);
  ppb = new Float64Array(first);
  chance = new Float64Array(first);
  bid = new Float64Array(first);
  quality = new Float64Array(first);
  score = new Float64Array(first);
  /** What the score is made of, without signs: how far it may be off grows with it. */
  private extent = new Float64Array(first);
  /** Where it stands among the visited; −1: beyond those that are kept. */
  visited = new Int32Array(first);
  private heap = new Int32Array(first);
  private draws = new Map<number, string>();
  private seed = '';

  begin(seed: string): void {
    this.count = 0;
    this.size = 0;
    this.seed = seed;
    if (this.draws.size > 0) this.draws = new Map();
  }

  /** The score of the best one; −1 where there is none. */
  get top(): number {
    return this.size > 0 ? (this.score[this.heap[0] as number] as number) : -1;
  }

  push(rival: { ad: number; ppb: number; chance: number; bid: number; quality: number; visited: number }): void {
    const at = this.count;
    if (at === this.ad.length) this.grow();
    this.count = at + 1;
    this.ad[at] = rival.ad;
    this.ppb[at] = rival.ppb;
    this.chance[at] = rival.chance;
    this.bid[at] = rival.bid;
    const [paid, other] = [rival.bid * rival.ppb, rival.quality * 1e9];
    this.quality[at] = rival.quality;
    this.score[at] = paid + other;
    this.extent[at] = paid + Math.abs(other);
    this.visited[at] = rival.visited;
    this.rise(at);
  }

  /** Takes the best one out; its place in the columns. */
  pop(): number {
    const { heap } = this;
    const best = heap[0] as number;
    this.size -= 1;
    const last = heap[this.size] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.isBefore(heap[child + 1] as number, heap[child] as number)) child += 1;
      if (!this.isBefore(heap[child] as number, last)) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = last;
    return best;
  }

  /** The place of the i-th (from 0, in no order) of the `size` that were not taken out. */
  left(i: number): number {
    return this.heap[i] as number;
  }

  private rise(place: number): void {
    const { heap } = this;
    let at = this.size;
    this.size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(place, heap[parent] as number)) break;
      heap[at] = heap[parent] as number;
      at = parent;
    }
    heap[at] = place;
  }

  private isBefore(a: number, b: number): boolean {
    const distance = (this.score[a] as number) - (this.score[b] as number);
    if (Math.abs(distance) > near * ((this.extent[a] as number) + (this.extent[b] as number))) return distance > 0;
    const exact = this.exactScore(a) - this.exactScore(b);
    if (exact !== 0n) return exact > 0n;
    if (this.bid[a] !== this.bid[b]) return (this.bid[a] as number) > (this.bid[b] as number);
    return this.drawOf(a) < this.drawOf(b);
  }

  /** bid · p + quality · 10⁹, as the auction counts it. */
  exactScore(at: number): bigint {
    return BigInt(this.bid[at] as number) * BigInt(this.ppb[at] as number) + BigInt(this.quality[at] as number) * billion;
  }

  /** As in the auction: the hash first, the name after it, so that no two are the same. */
  private drawOf(at: number): string {
    const known = this.draws.get(at);
    if (known !== undefined) return known;
    const name = String(this.ad[at]);
    const draw = `${keyedHash(this.seed, name)}${name}`;
    this.draws.set(at, draw);
    return draw;
  }

  private grow(): void {
    const length = this.ad.length * 2;
    this.ad = grownInts(this.ad, length);
    this.visited = grownInts(this.visited, length);
    this.heap = grownInts(this.heap, length);
    this.ppb = grownFloats(this.ppb, length);
    this.chance = grownFloats(this.chance, length);
    this.bid = grownFloats(this.bid, length);
    this.quality = grownFloats(this.quality, length);
    this.score = grownFloats(this.score, length);
    this.extent = grownFloats(this.extent, length);
  }
}

function grownInts(before: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(length);
  next.set(before);
  return next;
}

function grownFloats(before: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(length);
  next.set(before);
  return next;
}

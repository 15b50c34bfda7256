import { assert } from '@flywheel/primitives';

const rows = 4;
// Odd numbers, one a row: multiplying and taking the top bits is a hash of the hash (Dietzfelbinger et al. 1997).
const multipliers = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const;
const most = 255;

/**
 * Lets a value into a model only once it has been seen often enough: a count-min sketch with conservative update (Cormode & Muthukrishnan
 * 2005; Estan & Varghese 2002) of four rows of 2^`widthLog2` bytes. It never undercounts, so nothing seen `least` times stays out; a
 * collision can let a rare value in early.
 */
export class Admission {
  readonly least: number;
  /** The sketch itself, row after row, to be stored and handed back. */
  readonly counts: Uint8Array;
  private readonly shift: number;
  private readonly width: number;

  constructor(options: { readonly widthLog2?: number; readonly least?: number; readonly counts?: Uint8Array } = {}) {
    const { widthLog2 = 18, least = 3 } = options;
    assert(widthLog2 >= 8 && widthLog2 <= 26, 'a row has 2^8 to 2^26 counters');
    assert(Number.isInteger(least) && least >= 1 && least <= most, 'a value is let in after 1 to 255 sightings');
    this.least = least;
    this.shift = 32 - widthLog2;
    this.width = 2 ** widthLog2;
    this.counts = options.counts ?? new Uint8Array(rows * this.width);
    assert(this.counts.length === rows * this.width, 'a sketch has four rows of its width');
  }

  /** Counts a sighting of a 32-bit hash; whether it has now been seen `least` times or more. */
  see(hash: number): boolean {
    const seen = this.seen(hash);
    if (seen >= most) return true;
    for (let row = 0; row < rows; row += 1) {
      const at = this.placeOf(hash, row);
      if (this.counts[at] === seen) this.counts[at] = seen + 1;
    }
    return seen + 1 >= this.least;
  }

  /** How often a hash was seen: never less than it was, held at 255. */
  seen(hash: number): number {
    let least = most;
    for (let row = 0; row < rows; row += 1) least = Math.min(least, this.counts[this.placeOf(hash, row)] as number);
    return least;
  }

  private placeOf(hash: number, row: number): number {
    return row * this.width + (Math.imul(hash, multipliers[row] as number) >>> this.shift);
  }
}

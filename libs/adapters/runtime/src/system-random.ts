import { randomFillSync } from 'node:crypto';
import type { Random } from '@flywheel/primitives';

const pool = new Uint32Array(1024);
let used = pool.length;

/** Chance from the operating system, 32 bits a draw, for ids and secrets-free draws of the running program. */
export const systemRandom: Random = {
  next(): number {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const value = pool[used] ?? 0;
    used += 1;
    return value / 4_294_967_296;
  },
};

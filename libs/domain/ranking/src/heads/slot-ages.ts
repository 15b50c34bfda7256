import { assert } from '@flywheel/primitives';
import type { Ftrl } from './ftrl.ts';

/**
 * When each slot of a head last learned, in ticks of the caller's choice (hours, say), so that what nobody meets any more is forgotten
 * (Monolith 2022, "expirable embeddings"). Ticks are whole numbers from 1 on.
 */
export class SlotAges {
  private readonly lastTick: Uint32Array;

  /** A head read back from storage is as old as `tick` says in every slot that has learnt. */
  constructor(model: Ftrl, tick = 0) {
    this.lastTick = Uint32Array.from(model.n, (n) => (n > 0 ? tick : 0));
  }

  /** To be called with the slots of every example learnt. */
  touch(slots: Uint32Array, count: number, tick: number): void {
    for (let at = 0; at < count; at += 1) this.lastTick[slots[at] as number] = tick;
  }

  /** Clears every slot that has not learnt for more than `ticks` before `now`; answers which. The bias never expires. */
  expire(model: Ftrl, now: number, ticks: number): number[] {
    assert(ticks >= 0 && model.n.length === this.lastTick.length, 'ages belong to a head of as many slots');
    const cleared: number[] = [];
    for (let slot = 1; slot < this.lastTick.length; slot += 1) {
      if (model.n[slot] === 0 || (this.lastTick[slot] as number) + ticks >= now) continue;
      model.z[slot] = 0;
      model.n[slot] = 0;
      cleared.push(slot);
    }
    return cleared;
  }
}

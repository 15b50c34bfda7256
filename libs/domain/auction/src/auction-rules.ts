import { assert, type Micros } from '@flywheel/primitives';

/**
 * How an auction prices its slots: the winner's own bid (first); what the next one in rank would have needed, with (second) or without
 * (gsp) an increment; or the value its presence takes from those below it (vcg).
 */
export type PriceRule = 'first' | 'second' | 'gsp' | 'vcg';

/** The rules of one auction for 1 to 8 slots, best slot first. Floor and increment are per 1,000 impressions. */
export type AuctionRules = {
  rule: PriceRule;
  slots: number;
  /**
   * How likely each slot is looked at, in ppm of the best one, best first, each over 0 and none above the one before; a slot beyond the
   * list is worth what the last one is, an empty list makes all slots equal. Only vcg prices by it.
   */
  positionPpm: readonly number[];
  floorMicros: Micros;
  incrementMicros: Micros;
  /** Keys the draw between equal bids: a hash of the deployment's secret and the decision. */
  seed: string;
  /** What the post pushed out of sight is worth, in micros an impression: only total value above it is let in (604). Default 0. */
  displacedMicros?: Micros;
};

const mostSlots = 8;
const all = 1_000_000;

/** The worth of each slot in ppm, one number a slot. Refuses a list that rises or reaches 0, and more than 8 slots. */
export function positionsOf({ slots, positionPpm }: Pick<AuctionRules, 'slots' | 'positionPpm'>): bigint[] {
  assert(Number.isInteger(slots) && slots >= 1 && slots <= mostSlots, 'an auction has 1 to 8 slots');
  const positions: bigint[] = [];
  let before = positionPpm[0] ?? all;
  for (let slot = 0; slot < slots; slot += 1) {
    const here = positionPpm[slot] ?? before;
    assert(here > 0 && here <= before, 'slots are listed from the best to the worst, each worth something');
    positions.push(BigInt(here));
    before = here;
  }
  return positions;
}

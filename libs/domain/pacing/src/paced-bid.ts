import { keyedHash, type Micros } from '@flywheel/primitives';

const million = 1_000_000;

/** The bid after pacing: ⌊bid × share⌋, share in ppm; a price per 1,000 goes down to whole thousands, so one event costs whole micros. */
export function pacedBid(bidMicros: Micros, sharePpm: number, perThousand: boolean): Micros {
  const paced = sharePpm >= million ? bidMicros : (bidMicros * BigInt(sharePpm)) / 1_000_000n;
  return (perThousand ? paced - (paced % 1000n) : paced) as Micros;
}

/** Whether a fixed price takes part in this auction: drawn from the auction's seed and the ad set alone (LinkedIn's throttle, 2014). */
export function takesPart(seed: string, adSet: string, throttlePpm: number): boolean {
  if (throttlePpm >= million) return true;
  return Number.parseInt(keyedHash(seed, adSet).slice(0, 12), 16) % million < throttlePpm;
}

import { assert, type Micros } from '@flywheel/primitives';

/** How one part of an exact split came about: before whole micros, rounded down, and the micro that its remainder won (or not). */
export type ExplainedPart = {
  /** total · weight / Σ weights in micros, six decimals, cut and not rounded: `"612.337412"`. */
  exactMicros: string;
  floorMicros: Micros;
  /** 1 where the remainder was among the largest, else 0. */
  extraMicros: Micros;
};

const decimals = 6;

/**
 * Explains `part` as the share of `weight` in `weightSum` when `total` was split by the largest remainder (Hamilton's method).
 * Undefined when no such split gives that part: it is neither the exact share rounded down nor that and one micro. Refuses negative
 * numbers.
 */
export function explainPart(split: { total: Micros; weight: bigint; weightSum: bigint; part: Micros }): ExplainedPart | undefined {
  const { total, weight, weightSum, part } = split;
  assert(total >= 0n && weight >= 0n && weight <= weightSum, 'a part of a split has a weight between nothing and all');
  const scaled = total * weight;
  const floor = weightSum === 0n ? 0n : scaled / weightSum;
  const rest = weightSum === 0n ? 0n : scaled % weightSum;
  const extra = part - floor;
  if (extra !== 0n && !(extra === 1n && rest > 0n)) return undefined;
  const fraction = weightSum === 0n ? 0n : (rest * 10n ** BigInt(decimals)) / weightSum;
  return {
    exactMicros: `${floor}.${String(fraction).padStart(decimals, '0')}`,
    floorMicros: floor as Micros,
    extraMicros: extra as Micros,
  };
}

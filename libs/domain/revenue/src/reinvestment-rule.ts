import { splitByLargestRemainder, type Micros } from '@flywheel/primitives';
import type { BasisPoints } from './share-rule.ts';

/** How much of a closed month's basis is set aside, and between which funds. */
export type ReinvestmentRule = { version: number; rateBps: BasisPoints; funds: ReadonlyArray<{ fund: string; weight: bigint }> };

/** The first rule: a tenth of the basis; 40 % creator fund, 25 % product, 15 % trust and safety, 20 % infrastructure. */
export const firstReinvestmentRule: ReinvestmentRule = {
  version: 1,
  rateBps: 1000,
  funds: [
    { fund: 'CreatorFund', weight: 40n },
    { fund: 'Product', weight: 25n },
    { fund: 'TrustSafety', weight: 15n },
    { fund: 'Infrastructure', weight: 20n },
  ],
};

/**
 * ⌊basis · rate / 10⁴⌋ over the rule's funds by the largest remainder; the funds sum to the total.
 * Returns undefined when there is nothing to allocate: a basis of nothing, a loss, or one so small that the rate leaves no micro.
 */
export function allocateReinvestment(
  basis: Micros,
  rule: ReinvestmentRule,
): { totalMicros: Micros; funds: Array<{ fund: string; amountMicros: Micros }> } | undefined {
  const totalMicros = ((basis * BigInt(rule.rateBps)) / 10_000n) as Micros;
  if (totalMicros <= 0n) return undefined;
  const parts = splitByLargestRemainder(
    totalMicros,
    rule.funds.map(({ fund, weight }) => ({ id: fund, weight })),
  );
  return { totalMicros, funds: [...parts].map(([fund, amountMicros]) => ({ fund, amountMicros })) };
}

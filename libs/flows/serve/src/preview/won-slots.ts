import type { PlacedAgain } from '../replay/placed-again.ts';
import type { ReplayWorld } from '../replay/replay-world.ts';

/**
 * What ads of a campaign took of one decision. `events`: billed events to be expected, in parts per billion; `spend`: what they cost, in
 * micros · 10⁹. Both are exact sums: bid unit · chance, with the share of lookers that a slot keeps where not the showing is paid for.
 */
export type WonSlots = { slots: number; won: number; events: bigint; spend: bigint };

/** One decision of the sample, as it was and with the edit. */
export type WonPair = { before: WonSlots; after: WonSlots };

const million = 1_000_000n;

/** Sums what `ads` won in the placements that `looked` names by ordinal. */
export function wonSlots(
  again: readonly PlacedAgain[],
  looked: ReadonlySet<number>,
  { ads, world }: { ads: ReadonlySet<number>; world: ReplayWorld },
): WonSlots {
  const sum: WonSlots = { slots: 0, won: 0, events: 0n, spend: 0n };
  again.forEach(({ rules, finalists }, ordinal) => {
    if (!looked.has(ordinal)) return;
    sum.slots += rules.slots;
    for (const { ad, slot, ppb, priceMicros, perThousand } of finalists) {
      if (slot === 0 || !ads.has(ad)) continue;
      const kept = world.rows.get(ad)?.billingEvent === 'impression' ? million : BigInt(rules.positionPpm[slot - 1] ?? 1_000_000);
      const chance = (BigInt(ppb) * kept) / million;
      sum.won += 1;
      sum.events += chance * (perThousand ? 1000n : 1n);
      sum.spend += chance * priceMicros;
    }
  });
  return sum;
}

/** The ordinals of placements in which one of `ads` took part. */
export function lookedPlacements(again: readonly PlacedAgain[], ads: ReadonlySet<number>): Set<number> {
  return new Set([...again.keys()].filter((ordinal) => [...ads].some((ad) => again[ordinal]?.ads.has(ad))));
}
